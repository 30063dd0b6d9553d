// Explains why a role could not be assumed, by STS's error code, and how to fix each cause (STS API Reference,
// "AssumeRoleWithWebIdentity" and "Common Errors").

import type { SignInFault, TokenClaims } from '../doctor/facts.ts'
import type { CredentialInputs } from '../settings/settings-of-a-run.ts'
import { ActionError } from '../words/errors.ts'
import { encodeText, quoteText } from '../words/outside-text.ts'
import { errorNameOf, isNetworkError, quoteError } from './aws-errors.ts'
import { adviseOnConnection } from './connection-faults.ts'

/** The attempt that failed. */
type SignInAttempt = {
  /** GitHub's OIDC token; only its claims are shown. */
  readonly token: string
  readonly roleArn: string
  readonly inputs: CredentialInputs
  readonly region: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A NO_CREDENTIALS error whose hint fits the cause. */
export function explainSignIn(cause: unknown, attempt: SignInAttempt): ActionError {
  const { roleArn } = attempt
  const message = `STS did not let this job assume ${roleArn}. It said ${quoteError(cause)}.`
  return new ActionError('NO_CREDENTIALS', message, { hint: adviseOn(cause, attempt), cause })
}

function adviseOn(cause: unknown, attempt: SignInAttempt): string {
  const { inputs, region, roleArn } = attempt
  const words = cause instanceof Error ? cause.message : ''
  if (isNetworkError(cause)) {
    const advice = adviseOnConnection(cause)
    if (advice !== undefined) return advice
    return `The STS endpoint of ${region} could not be reached. Check aws-region for a typo, and the runner's DNS, proxy and firewall.`
  }
  switch (errorNameOf(cause).replace(/Exception$/, '')) {
    case 'RegionDisabled':
      return `STS is not active in ${region} for account ${accountOf(roleArn)}. Activate it in the IAM console (Account settings, Security Token Service), or set aws-region to a Region that is enabled.`
    case 'ValidationError':
      return IS_DURATION.test(words)
        ? `role-duration-seconds is ${inputs.roleDurationSeconds}, more than the role's maximum session duration. Lower it, or raise MaxSessionDuration of the role; sessions are renewed as often as needed, so 3600 is enough.`
        : 'Check role-to-assume and role-session-name.'
    case 'InvalidIdentityToken':
      return adviseOnToken(words, attempt)
    case 'PackedPolicyTooLarge':
    case 'MalformedPolicyDocument':
      return (
        'STS rejected the session policy with which this action restricts its session, even in its shortest form. Set ' +
        'narrow-session: false to use all permissions of the role, and please report it.'
      )
    case 'IDPRejectedClaim':
      return "The token's claims were rejected. Check the audience and the identity provider in IAM."
    case 'AccessDenied':
      return adviseOnTrust(attempt)
    default:
      return 'Run it again; if the error persists, look up the error code in the STS API Reference, "AssumeRoleWithWebIdentity".'
  }
}

function adviseOnToken(words: string, { token, roleArn }: SignInAttempt): string {
  const { aud, provider } = readToken(token)
  if (IS_AUDIENCE.test(words)) {
    return `The identity provider ${provider} in account ${accountOf(roleArn)} does not list the audience ${quoteText(aud)}: add it there, or set the input audience to one it lists.`
  }
  if (IS_PROVIDER.test(words)) {
    return `Account ${accountOf(roleArn)} has no identity provider for GitHub. Create it once: \`aws iam create-open-id-connect-provider --url https://${provider} --client-id-list ${encodeText(aud)}\`. Or the account in role-to-assume is wrong.`
  }
  return `STS could not verify the token. Check the identity provider ${provider} in account ${accountOf(roleArn)}.`
}

/** STS gives the same response for a role that does not exist and for one that does not trust the caller. */
function adviseOnTrust({ token, roleArn, env }: SignInAttempt): string {
  const { sub, aud, provider, ref, repositoryId } = readToken(token)
  const condition = JSON.stringify({ StringEquals: { [`${provider}:aud`]: aud, [`${provider}:sub`]: sub } })
  return (
    `Either the role does not exist (check role-to-assume), or its trust policy does not accept this job. The token's sub is ${quoteText(sub)}, ` +
    `its aud ${quoteText(aud)} (event ${env.GITHUB_EVENT_NAME ?? 'unknown'}). The trust policy must allow sts:AssumeRoleWithWebIdentity ` +
    `for the provider ${provider} of account ${accountOf(roleArn)}, with a condition like ${quoteText(condition)}. ` +
    `If it also checks ref or repository_id: they are ${quoteText(ref)} and ${quoteText(repositoryId)}.`
  )
}

const accountOf = (roleArn: string) => roleArn.split(':')[4] ?? ''

/** Which of the causes it is, for those that have a fix to paste. */
export function classifySignIn(cause: unknown): SignInFault {
  const words = cause instanceof Error ? cause.message : ''
  switch (errorNameOf(cause).replace(/Exception$/, '')) {
    case 'ValidationError':
      return IS_DURATION.test(words) ? 'duration' : 'other'
    case 'InvalidIdentityToken':
      return IS_AUDIENCE.test(words) ? 'audience' : IS_PROVIDER.test(words) ? 'provider' : 'other'
    case 'AccessDenied':
      return 'trust'
    default:
      return 'other'
  }
}

const IS_DURATION = /DurationSeconds|MaxSessionDuration/
const IS_AUDIENCE = /audience/i
const IS_PROVIDER = /No OpenIDConnect provider/i

/** The claims of a token; `unknown` for those that it does not have. */
export function readToken(token: string): TokenClaims {
  const { sub, aud, iss, ref, repository_id } = readClaims(token)
  const issuer = typeof iss === 'string' ? iss : 'https://token.actions.githubusercontent.com'
  const tell = (claim: unknown): string => String(claim ?? 'unknown')
  return {
    sub: tell(sub),
    aud: tell(aud),
    provider: issuer.replace(/^https:\/\//, ''),
    ref: tell(ref),
    repositoryId: tell(repository_id),
  }
}

function readClaims(token: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
  } catch {
    return {}
  }
}
