// Assumes a role with the credentials of the environment, where there is no OIDC token: on a laptop, in another CI system;
// or with the session of another role.

import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import type { CredentialInputs } from '../settings/settings-of-a-run.ts'
import { ActionError } from '../words/errors.ts'
import { createStsClient } from './aws.ts'
import { errorNameOf, quoteError } from './aws-errors.ts'
import type { ClientOptions } from './client-options.ts'
import { adviseOnConnection } from './connection-faults.ts'
import { maskAllForms } from './mask-all-forms.ts'
import type { Session, SessionCredentials } from './session.ts'
import type { SessionPolicy } from './session-policy.ts'

type Asking = {
  readonly client: ClientOptions
  readonly mask: (secret: string) => void
  /** The session of the other role; undefined: the credentials of the environment. */
  readonly first?: Session | undefined
}

/** What to do where the provider chain of the SDK finds nothing that AWS accepts. */
export const SIGN_IN = 'Sign in first: `aws sso login`, AWS_PROFILE, or credentials in the environment.'

const AMBIENT: Session = { provider: undefined, expire: undefined }

/** @throws ActionError NO_CREDENTIALS, with STS's error as its cause */
export async function assumeByCredentials(
  roleArn: string,
  inputs: CredentialInputs,
  policy: SessionPolicy | undefined,
  { client, first, mask }: Asking,
): Promise<SessionCredentials> {
  const command = new AssumeRoleCommand({
    RoleArn: roleArn,
    RoleSessionName: inputs.roleSessionName,
    DurationSeconds: inputs.roleDurationSeconds,
    Policy: policy?.text,
  })
  try {
    return readSession(await createStsClient(client, first ?? AMBIENT).send(command), mask)
  } catch (cause) {
    if (first !== undefined) throw explainChain(cause, roleArn, inputs)
    const message = `The credentials of the environment could not be used to assume ${roleArn}. AWS said ${quoteError(cause)}.`
    throw new ActionError('NO_CREDENTIALS', message, { hint: adviseOnConnection(cause) ?? adviseOn(cause), cause })
  }
}

function explainChain(cause: unknown, roleArn: string, { ofAccount }: CredentialInputs): ActionError {
  const through = ofAccount?.through ?? 'the first role'
  const isDenied = errorNameOf(cause).startsWith('AccessDenied')
  const message = `STS did not let ${through} assume ${roleArn}. AWS said ${quoteError(cause)}.`
  const hint = isDenied
    ? `Either the role does not exist, or its trust policy does not allow sts:AssumeRole to ${through} (docs/iam/chained-role-trust-policy.json), or that role lacks the permission (docs/iam/chain-policy.json).`
    : (adviseOnConnection(cause) ?? adviseOn(cause))
  return new ActionError('NO_CREDENTIALS', message, { hint, cause })
}

/** STS API Reference, "AssumeRole": both sides must allow it, and chained roles have sessions of at most one hour. */
function adviseOn(cause: unknown): string {
  switch (errorNameOf(cause).replace(/Exception$/, '')) {
    case 'AccessDenied':
      return 'The trust policy of the role must allow sts:AssumeRole for the user or role that `aws sts get-caller-identity` names, and that one must be allowed sts:AssumeRole on the role. Or leave role-to-assume out, and use the credentials as they are.'
    case 'ValidationError':
      return 'Check role-to-assume, and role-duration-seconds: from the session of another role it is 3600 at most.'
    default:
      return `${SIGN_IN} Then check role-to-assume.`
  }
}

type Answer = {
  readonly Credentials?:
    | {
        readonly AccessKeyId?: string | undefined
        readonly SecretAccessKey?: string | undefined
        readonly SessionToken?: string | undefined
      }
    | undefined
}

/** The credentials that STS returned, masked from now on. */
export function readSession({ Credentials = {} }: Answer, mask: (secret: string) => void): SessionCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error('STS returned no credentials')
  for (const secret of [AccessKeyId, SecretAccessKey, SessionToken]) maskAllForms(secret, mask)
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}
