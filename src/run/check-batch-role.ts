// Checks the batch role in IAM: whether it exists, who can assume it, who can pass it.

import type { IAMClient } from '@aws-sdk/client-iam'
import { GRANTS, type Grant } from '../external/permissions.ts'
import { type FoundRole, findRole, simulate } from '../external/preflight-edge.ts'
import type { Identity } from '../external/session.ts'
import { type Check, type CheckName, explainUnasked, ok, unknown, wrong } from '../preflight/check.ts'
import { judgePermission, type Simulated } from '../preflight/permission.ts'
import { checkTrust } from '../preflight/trust.ts'
import { ActionError } from '../words/errors.ts'
import { encodeText } from '../words/outside-text.ts'

/** Checks the role and, if it exists, its trust policy. */
export async function checkRole(client: IAMClient, roleArn: string, account: string): Promise<readonly Check[]> {
  try {
    return judgeRole(await findRole(client, roleArn), roleArn, account)
  } catch (error) {
    return explainUnknownRole(error)
  }
}

/** The same for a role that could not be asked for. @throws any error that is not an ActionError */
export const explainUnknownRole = (error: unknown) => explainEach(['batch-role', 'batch-role-trust'], error)

/** What IAM found under the name of the role. */
export function judgeRole(role: FoundRole | undefined, roleArn: string, account: string): readonly Check[] {
  if (role === undefined) {
    const found = `batch-role-arn names ${roleArn}, which does not exist.`
    return [wrong('batch-role', found, 'Set batch-role-arn to the ARN of an existing role.')]
  }
  if (role.arn !== roleArn) {
    const found = `batch-role-arn names ${roleArn}; the role of that name is ${encodeText(role.arn).replaceAll('%3A', ':')}.`
    return [wrong('batch-role', found, 'Set batch-role-arn to the ARN that IAM shows, including the path.')]
  }
  return [ok('batch-role', `${roleArn} exists.`), checkTrust(roleArn, role.trust, account)]
}

/** Checks that could not be made are unknown, for the reason the call was refused. @throws any other error */
function explainEach(names: readonly CheckName[], error: unknown): readonly Check[] {
  if (!(error instanceof ActionError)) throw error
  return explainUnasked(names, error)
}

const OPTIONAL = 'Nothing needs to be done: the check is optional.'

/**
 * IAM User Guide, "Granting a user permissions to pass a role to an AWS service". No resource-based policy can allow
 * it.
 */
export async function checkPassing(client: IAMClient, roleArn: string, { principalArn }: Identity): Promise<Check> {
  if (principalArn === undefined) {
    return unknown('pass-role', 'The credentials are of no role and no user that can be simulated.', `${OPTIONAL}`)
  }
  try {
    const answers = await simulate(client, {
      principalArn,
      sid: 'SeeWhetherTheBatchRoleMayBePassed',
      actions: ['iam:PassRole'],
      resource: roleArn,
      context: new Map([...OWN_CONDITIONS, ['iam:PassedToService', ['batchoperations.s3.amazonaws.com']]]),
    })
    return judgePassing(answers.get('iam:PassRole'), principalArn, roleArn)
  } catch (error) {
    return explainEach(['pass-role'], error)[0] ?? unknown('pass-role', 'Not asked.', OPTIONAL)
  }
}

/**
 * The condition keys of our own policies, so that IAM does not miss any, whether or not their statements are about
 * passing a role.
 */
export const OWN_CONDITIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values(GRANTS).flatMap((grant: Grant) =>
    Object.values(grant.condition ?? {}).flatMap((keys) =>
      Object.entries(keys).map(([key, values]) => [key, [values].flat()] as const),
    ),
  ),
)

function judgePassing(simulated: Simulated | undefined, principalArn: string, roleArn: string): Check {
  const nothing = { allows: 'no', delegates: 'no', denies: 'no' } as const
  const { status, why } = judgePermission({ simulated, policy: nothing, of: 'bucket' })
  if (status === 'ok') return ok('pass-role', `${principalArn} may pass ${roleArn} to S3 Batch Operations.`)
  const hint = 'See docs/iam/remediation-role-policy.json (statement PassTheBatchRole).'
  if (status === 'unknown') {
    return unknown(
      'pass-role',
      `Whether ${principalArn} may pass ${roleArn} to S3 Batch Operations is not known: ${why}.`,
      hint,
    )
  }
  const found = `${principalArn} may not pass ${roleArn} to S3 Batch Operations (iam:PassRole).`
  return wrong('pass-role', found, `Allow iam:PassRole on ${roleArn}. ${hint}`)
}
