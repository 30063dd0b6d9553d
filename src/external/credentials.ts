// Gets AWS credentials: GitHub's OIDC token, AssumeRoleWithWebIdentity, and when to repeat it; on a terminal, AssumeRole.

import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { TokenClaims } from '../doctor/facts.ts'
import type { CredentialInputs } from '../settings/settings-of-a-run.ts'
import { type RetryPolicy, retry, type Sleep, Tries } from '../time/retry.ts'
import { ActionError, messageOf } from '../words/errors.ts'
import { assumeByCredentials, readSession, SIGN_IN } from './assume-role.ts'
import { createStsClient } from './aws.ts'
import { errorNameOf, quoteError } from './aws-errors.ts'
import type { ClientOptions } from './client-options.ts'
import { adviseOnConnection } from './connection-faults.ts'
import { maskAllForms } from './mask-all-forms.ts'
import type { Identity, Session, SessionCredentials } from './session.ts'
import { MAX_POLICY_CHARS, type SessionPolicy } from './session-policy.ts'
import { explainSignIn, readToken } from './sign-in-faults.ts'

type CredentialDeps = {
  readonly client: ClientOptions
  readonly env: Readonly<Record<string, string | undefined>>
  /** GitHub's OIDC token for an audience; undefined: a role is assumed with the credentials of the environment. */
  readonly getIdToken: ((audience: string) => Promise<string>) | undefined
  /** Masks a value in the log from now on. */
  readonly mask: (secret: string) => void
  readonly now: () => number
  readonly sleep: Sleep
  readonly info: (line: string) => void
  /** The session policies for the role, in order: the first that STS accepts is used. Not empty; undefined for none. */
  readonly narrowing: readonly SessionPolicy[] | undefined
  /** The session that the role is assumed with (role chaining); undefined: as `getIdToken` says. */
  readonly first?: Session | undefined
}

/** A session is renewed this long before its end, so that it does not expire during a request. */
const RENEW_BEFORE_MS = 5 * 60_000
const ASSUMING: RetryPolicy = { tries: 4, firstPauseMs: 2_000 }
const ASKING_FOR_TOKEN: RetryPolicy = { tries: 4, firstPauseMs: 1_000 }

/** Assumes the role, or uses the ambient credentials, and verifies them with one call. Throws NO_CREDENTIALS. */
export async function signIn(inputs: CredentialInputs, deps: CredentialDeps): Promise<Identity> {
  const role = inputs.roleToAssume
  if (role === undefined) {
    if (deps.narrowing !== undefined) deps.info(AMBIENT)
    return await ambientIdentity(deps)
  }
  if (deps.getIdToken !== undefined && deps.first === undefined) requireTokenService(deps.env)
  const session = createRoleSession(role, inputs, deps)
  await session.provider()
  const [, partition = 'aws', , , account = ''] = role.split(':')
  return { session, account, partition, principalArn: role }
}

function requireTokenService(env: CredentialDeps['env']): void {
  if (!env.ACTIONS_ID_TOKEN_REQUEST_URL || !env.ACTIONS_ID_TOKEN_REQUEST_TOKEN) throw noIdToken(env)
}

/** The claims of the token that GitHub gives this job. @throws ActionError NO_CREDENTIALS */
export async function lookAtIdToken(audience: string, deps: CredentialDeps): Promise<TokenClaims> {
  requireTokenService(deps.env)
  return readToken(await requestIdToken(audience, deps))
}

const AMBIENT =
  'The credentials from the environment are used as they are: the action can only restrict the session of role-to-assume.'

const FORM_WORDS: Readonly<Record<SessionPolicy['form'], string>> = {
  'by-resource': 'by action and by resource',
  'reads-by-action': 'by action, and by resource for everything that writes',
  'reads-by-service': 'by action and by resource for everything that writes, and by service for what it reads',
  'by-action': 'by action',
}

function sayNarrowing(policy: SessionPolicy | undefined): string {
  if (policy === undefined) return 'narrow-session is false: the session has all permissions of its role'
  const size = `${policy.text.length.toLocaleString('en-US')} of ${MAX_POLICY_CHARS.toLocaleString('en-US')} characters`
  return `The session is restricted to what this run needs, ${FORM_WORDS[policy.form]} (session policy of ${size})`
}

async function ambientIdentity(deps: CredentialDeps): Promise<Identity> {
  const session: Session = { provider: undefined, expire: undefined }
  try {
    const caller = await createStsClient(deps.client, session).send(new GetCallerIdentityCommand({}))
    const { Account: account = '', Arn: arn = '' } = caller
    return {
      session,
      account,
      partition: arn.split(':')[1] ?? 'aws',
      principalArn: principalOf(arn),
      isRoot: arn.endsWith(':root'),
    }
  } catch (cause) {
    throw new ActionError('NO_CREDENTIALS', `No usable AWS credentials. AWS said ${quoteError(cause)}.`, {
      hint: adviseOnConnection(cause) ?? (deps.getIdToken === undefined ? SIGN_IN : IN_A_WORKFLOW),
      cause,
    })
  }
}

const IN_A_WORKFLOW =
  'Set role-to-assume (with `permissions: id-token: write`), or run aws-actions/configure-aws-credentials before this step. Pull requests from forks get neither.'

/** A session's ARN does not contain the path of its role, so IAM may not find the role by this ARN. */
function principalOf(callerArn: string): string | undefined {
  const [, partition, account, role] = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(callerArn) ?? []
  if (role !== undefined) return `arn:${partition}:iam::${account}:role/${role}`
  return callerArn.includes(':user/') ? callerArn : undefined
}

function noIdToken(env: CredentialDeps['env']): ActionError {
  const event = env.GITHUB_EVENT_NAME ?? 'unknown'
  const fork =
    event === 'pull_request'
      ? ' Pull requests from forks and from Dependabot never get an OIDC token: run this check on a schedule or on push instead.'
      : ''
  return new ActionError(
    'NO_CREDENTIALS',
    `GitHub gave this job no OIDC token (event ${event}), so role-to-assume cannot be assumed.${fork}`,
    { hint: 'Add to the job: `permissions: { id-token: write, contents: read }`.' },
  )
}

/**
 * A provider that the SDK calls before every request. It uses its own cache and renews in time: an OIDC token is valid
 * for five minutes, but while the job runs a new one can be requested, so a wait may last for hours.
 */
function createRoleSession(
  roleArn: string,
  inputs: CredentialInputs,
  deps: CredentialDeps,
): Session & { readonly provider: NonNullable<Session['provider']> } {
  let current: { credentials: SessionCredentials; renewAt: number } | undefined
  let pending: Promise<SessionCredentials> | undefined
  let policies = deps.narrowing
  const renew = async () => {
    const startedAt = deps.now()
    const { credentials, left } = await assumeNarrowed(roleArn, inputs, policies, deps)
    if (current === undefined) deps.info(sayNarrowing(left?.[0]))
    policies = left
    // Measured with our own clock from before the call, so neither clock skew nor latency can make it late.
    current = { credentials, renewAt: startedAt + inputs.roleDurationSeconds * 1000 - RENEW_BEFORE_MS }
    return credentials
  }
  return {
    provider: async () => {
      if (current === undefined || deps.now() >= current.renewAt) {
        pending ??= renew().finally(() => {
          pending = undefined
        })
        await pending
      }
      if (current === undefined) throw new ActionError('NO_CREDENTIALS', 'The AWS session could not be renewed.')
      // With an expiration in the near future, the SDK calls again each time and keeps no copy that we could not
      // expire.
      return { ...current.credentials, expiration: new Date(deps.now() + 60_000) }
    },
    expire: () => {
      current = undefined
    },
  }
}

type Policies = CredentialDeps['narrowing']

/** How STS packs a session policy is not documented: if it is too large once packed, the next form is tried. */
async function assumeNarrowed(
  roleArn: string,
  inputs: CredentialInputs,
  policies: Policies,
  deps: CredentialDeps,
): Promise<{ readonly credentials: SessionCredentials; readonly left: Policies }> {
  try {
    return { credentials: await assumeRole(roleArn, inputs, policies?.[0], deps), left: policies }
  } catch (error) {
    const isTooLarge = /^PackedPolicyTooLarge/.test(errorNameOf((error as Error).cause))
    if (!isTooLarge || policies === undefined || policies.length < 2) throw error
    return await assumeNarrowed(roleArn, inputs, policies.slice(1), deps)
  }
}

/** Retries where that can help: network errors, 5xx, throttling, GitHub's keys not reachable, an expired token. */
async function assumeRole(
  roleArn: string,
  inputs: CredentialInputs,
  policy: SessionPolicy | undefined,
  deps: CredentialDeps,
): Promise<SessionCredentials> {
  if (deps.getIdToken === undefined || deps.first !== undefined)
    return await assumeByCredentials(roleArn, inputs, policy, deps)
  const tries = new Tries(ASSUMING, deps)
  for (;;) {
    const token = await requestIdToken(inputs.audience, deps)
    try {
      return await exchangeToken(token, roleArn, inputs, policy, deps)
    } catch (error) {
      const name = (error as { name?: string }).name ?? ''
      const isAgain = await tries.again((pauseMs) => {
        if (!RETRYABLE.has(name)) return undefined
        deps.info(`Assuming the role failed (${name}); trying again with a new OIDC token.`)
        return pauseMs
      })
      if (!isAgain) throw explainSignIn(error, { token, roleArn, inputs, region: deps.client.region, env: deps.env })
    }
  }
}

const RETRYABLE = new Set(['IDPCommunicationError', 'IDPCommunicationErrorException', 'ExpiredTokenException'])

async function exchangeToken(
  token: string,
  roleArn: string,
  inputs: CredentialInputs,
  policy: SessionPolicy | undefined,
  deps: CredentialDeps,
): Promise<SessionCredentials> {
  const answer = await createStsClient(deps.client).send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn,
      RoleSessionName: inputs.roleSessionName,
      WebIdentityToken: token,
      DurationSeconds: inputs.roleDurationSeconds,
      Policy: policy?.text,
    }),
  )
  return readSession(answer, deps.mask)
}

async function requestIdToken(audience: string, deps: CredentialDeps): Promise<string> {
  try {
    const token = await retry(
      () => deps.getIdToken?.(audience) ?? Promise.reject(noIdToken(deps.env)),
      ASKING_FOR_TOKEN,
      deps,
      () => true,
    )
    maskAllForms(token, deps.mask)
    return token
  } catch (cause) {
    const { tries } = ASKING_FOR_TOKEN
    const why = messageOf(cause)
    throw new ActionError('NO_CREDENTIALS', `GitHub's OIDC token endpoint failed ${tries} times: ${why}.`, {
      hint:
        adviseOnConnection(cause) ??
        'This is usually temporary: run it again. If it persists, see https://www.githubstatus.com.',
      cause,
    })
  }
}
