// Explains an AWS error: the reason for the verdict, the missing permission, and who must act.

import { ActionError, type InsufficientDataReason, type Refusal } from '../words/errors.ts'
import { encodeText, quoteText } from '../words/outside-text.ts'
import { type Attempt, listGranting } from './attempt.ts'
import { adviseOnConnection } from './connection-faults.ts'

/** The properties of an SDK error that are used here. HEAD responses have no body, so only the status is reliable. */
type SdkError = {
  readonly name?: string
  readonly message?: string
  readonly code?: string
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string }
}

export function httpStatusOf(error: unknown): number | undefined {
  return (error as SdkError | undefined)?.$metadata?.httpStatusCode
}

export function errorNameOf(error: unknown): string {
  const { name, code } = (error ?? {}) as SdkError
  return name && name !== 'Error' && name !== 'Unknown' ? name : (code ?? name ?? 'Error')
}

const ACCESS_DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AllAccessDisabled',
  'Forbidden',
  'KMS.AccessDeniedException',
])
const NO_CREDENTIALS = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidToken',
  'CredentialsProviderError',
])

/**
 * AWS's error code and message between backticks, then the HTTP status. A HEAD response has neither code nor message,
 * and the SDK then invents both ("NotFound: UnknownError"), so only the status is shown.
 */
export function quoteError(error: unknown): string {
  const status = httpStatusOf(error)
  const { message = '' } = (error ?? {}) as SdkError
  const words = message === 'UnknownError' ? '' : message
  if (words === '' && status !== undefined) return `HTTP ${status}`
  const name = errorNameOf(error)
  const code = name === 'Error' || words.startsWith(name) ? '' : `${name}: `
  return `${quoteText(code + (error instanceof Error || words !== '' ? words : String(error)))}${status === undefined ? '' : ` (HTTP ${status})`}`
}

/** IAM User Guide, "Troubleshoot access denied error messages": the action and resource that were refused. */
const REFUSED_ACTION = / is not authorized to perform: ([a-z0-9-]+:[A-Za-z*]+) on resource: "?(arn:[^\s"]+)"?/

/** The action in AWS's message, which can differ from that of the call: reading an object can need kms:Decrypt. */
function findRefusedAction(error: unknown): { readonly permission: string; readonly resource: string } | undefined {
  const [, permission, resource] = REFUSED_ACTION.exec(((error ?? {}) as SdkError).message ?? '') ?? []
  if (permission === undefined || resource === undefined) return undefined
  return { permission, resource: encodeArn(resource) }
}

/** The colons of an ARN are kept; the key or name at its end is untrusted. */
const encodeArn = (arn: string) =>
  arn
    .split(':')
    .map((part) => (part === '*' ? part : encodeText(part)))
    .join(':')

/**
 * Converts an SDK error to an ActionError with the exact permission and resource that were refused, or with what else
 * can be done. ActionErrors are returned unchanged.
 */
export function explainAwsError(error: unknown, attempt: Attempt): ActionError {
  if (error instanceof ActionError) return error
  const name = errorNameOf(error)
  const status = httpStatusOf(error)
  const said = quoteError(error)
  const doing = attempt.permission + attempt.also
  if (NO_CREDENTIALS.has(name)) {
    return new ActionError('NO_CREDENTIALS', `AWS did not accept the credentials for ${doing}. AWS said ${said}.`, {
      hint: 'Ambient credentials cannot be renewed by the action: use role-to-assume for long runs.',
      cause: error,
    })
  }
  if (ACCESS_DENIED.has(name) || status === 403) {
    const refusal = findRefusal(error, attempt)
    return new ActionError('ACCESS_DENIED', `Refused: ${doing} on ${attempt.resource}. AWS said ${said}.`, {
      hint: isOurSession(error) ? adviseOnOurSession(refusal) : adviseOnRefusal(refusal),
      cause: error,
      refusal: isOurSession(error) ? undefined : refusal,
    })
  }
  if (name === 'NoSuchBucket' || (status === 404 && attempt.permission === 's3:ListBucket')) {
    return new ActionError('BUCKET_NOT_FOUND', `${attempt.resource} does not exist. AWS said ${said}.`, {
      hint: 'Check the name and the account of the credentials.',
      cause: error,
    })
  }
  return new ActionError(serviceReason(error), `${doing} on ${attempt.resource} failed. AWS said ${said}.`, {
    hint:
      adviseOnConnection(error) ??
      'The SDK has already retried several times. Run it again; if the error persists, check the AWS Health Dashboard.',
    cause: error,
  })
}

function findRefusal(error: unknown, attempt: Attempt): Refusal {
  const doing = attempt.permission + attempt.also
  const refused = findRefusedAction(error)
  const granting = listGranting(refused?.permission ?? attempt.permission, attempt).map(
    ({ policy, sid }) => `docs/iam/${policy} (statement ${sid})`,
  )
  return {
    attempted: `${doing} on ${attempt.resource}`,
    ...(refused ?? { permission: doing, resource: attempt.resource }),
    granting: granting.join(' or '),
  }
}

/** IAM User Guide, "Troubleshoot access denied error messages": AWS's message contains the kind of policy. */
const isOurSession = (error: unknown) => /\bsession policy\b/.test(((error ?? {}) as SdkError).message ?? '')

const adviseOnOurSession = ({ permission }: Refusal) =>
  `The session policy with which this action restricts its own session does not allow ${permission}, which is a bug in the action: ` +
  'please report it. Until it is fixed, set narrow-session: false.'

const adviseOnRefusal = ({ permission, resource, granting }: Refusal) =>
  `Allow ${permission} on ${resource}: see ${granting}. A bucket policy, a KMS key policy, ` +
  'a service control policy or a bucket of another account (inventory-bucket-owner) can deny it as well.'

const serviceReason = (error: unknown): InsufficientDataReason =>
  httpStatusOf(error) === undefined && !isNetworkError(error) ? 'INTERNAL_ERROR' : 'SERVICE_UNAVAILABLE'

const NETWORK = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
  'TimeoutError',
  'ConnectionError',
  'AggregateError',
])

/** True for errors of the connection, not of the service: no complete response was received. */
export function isNetworkError(error: unknown): boolean {
  const { name, code, message } = (error ?? {}) as SdkError
  return (
    NETWORK.has(name ?? '') ||
    NETWORK.has(code ?? '') ||
    /socket hang up|aborted|other side closed/.test(message ?? '') ||
    adviseOnConnection(error) !== undefined
  )
}

export function isThrottling(error: unknown): boolean {
  const status = httpStatusOf(error)
  const name = errorNameOf(error)
  return status === 429 || status === 503 || /Throttl|TooManyRequests|SlowDown|RequestLimitExceeded/.test(name)
}
