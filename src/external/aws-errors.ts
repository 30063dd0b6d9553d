// Knows what AWS means by an error: which reason it is for a verdict, which permission was missing, who must act.

import { ActionError, type InsufficientDataReason } from '../errors.ts'
import { encodeText } from '../report/display.ts'

/** The parts of an SDK error this action looks at. HEAD answers have no body, so only the status is sure. */
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

/** What was being done, so that a refusal can name the exact permission. */
export type Attempt = {
  /** `s3:ListBucket`. */
  readonly permission: string
  /** `arn:aws:s3:::bucket/prefix/*`. */
  readonly resource: string
  /** The file in docs/iam/ whose statement grants it. */
  readonly policy: string
}

/**
 * Translates at the door: an SDK error becomes an ActionError with the exact permission and resource that were
 * refused, or with what else can be done. ActionErrors pass unchanged.
 */
export function explainAwsError(error: unknown, attempt: Attempt): ActionError {
  if (error instanceof ActionError) return error
  const name = errorNameOf(error)
  const status = httpStatusOf(error)
  // AWS messages echo keys and names that others chose: they are shown encoded only.
  const said = `${encodeText(name)}${status === undefined ? '' : ` (HTTP ${status})`}: ${encodeText((error as SdkError).message ?? '')}`
  if (NO_CREDENTIALS.has(name)) {
    return new ActionError('NO_CREDENTIALS', `AWS did not accept the credentials for ${attempt.permission}: ${said}`, {
      hint: 'Ambient credentials cannot be renewed by the action: use role-to-assume for long runs.',
      cause: error,
    })
  }
  if (ACCESS_DENIED.has(name) || status === 403) {
    return new ActionError('ACCESS_DENIED', `Refused: ${attempt.permission} on ${attempt.resource}. AWS said ${said}`, {
      hint:
        `Allow ${attempt.permission} on ${attempt.resource}: see docs/iam/${attempt.policy}. A bucket policy, a KMS key policy, ` +
        'a service control policy or a bucket of another account (inventory-bucket-owner) can refuse as well.',
      cause: error,
    })
  }
  if (name === 'NoSuchBucket' || (status === 404 && attempt.permission === 's3:ListBucket')) {
    return new ActionError('BUCKET_NOT_FOUND', `${attempt.resource} does not exist. AWS said ${said}`, {
      hint: 'Check the name and the account of the credentials.',
      cause: error,
    })
  }
  return new ActionError(
    serviceReason(error),
    `${attempt.permission} on ${attempt.resource} failed. AWS said ${said}`,
    {
      hint: 'The SDK tried again several times already. Run the job again; if it lasts, look at the AWS Health Dashboard.',
      cause: error,
    },
  )
}

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

/** True for errors of the connection, not of the service: the answer, if any, never arrived. */
export function isNetworkError(error: unknown): boolean {
  const { name, code, message } = (error ?? {}) as SdkError
  return (
    NETWORK.has(name ?? '') || NETWORK.has(code ?? '') || /socket hang up|aborted|other side closed/.test(message ?? '')
  )
}

export function isThrottling(error: unknown): boolean {
  const status = httpStatusOf(error)
  const name = errorNameOf(error)
  return status === 429 || status === 503 || /Throttl|TooManyRequests|SlowDown|RequestLimitExceeded/.test(name)
}
