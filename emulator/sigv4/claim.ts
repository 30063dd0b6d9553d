// Parses the signature of a request, from the header Authorization or a presigned URL (S3 API Reference,
// "Authenticating requests").

import { type EmulatorRequest, ServiceError } from '../http.ts'
import { sha256 } from './hashing.ts'

export const ALGORITHM = 'AWS4-HMAC-SHA256'

export type Claim = {
  readonly accessKeyId: string
  readonly date: string
  readonly scope: readonly [day: string, region: string, service: string]
  readonly signedHeaders: readonly string[]
  readonly signature: string
  readonly sessionToken: string | undefined
  readonly payloadHash: string
  /** For a presigned URL, the number of seconds it is valid. */
  readonly expires?: number | undefined
}

/** Undefined for an unsigned request; 400 for another kind of signature. */
export function readClaim(request: EmulatorRequest): Claim | undefined {
  const header = request.headers.authorization
  if (header !== undefined) return readHeaderClaim(request, header)
  if (request.query.has('X-Amz-Signature')) return readPresignedClaim(request)
  if (request.query.has('AWSAccessKeyId')) throw unsupportedMechanism()
  return undefined
}

/** Signature Version 2 and other older mechanisms. */
function unsupportedMechanism(): ServiceError {
  const message = `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`
  return new ServiceError(400, 'InvalidRequest', message)
}

function readHeaderClaim(request: EmulatorRequest, header: string): Claim {
  if (!header.startsWith(`${ALGORITHM} `)) throw unsupportedMechanism()
  const fields = new Map<string, string>()
  for (const field of header.slice(ALGORITHM.length).split(',')) {
    const equalsAt = field.indexOf('=')
    if (equalsAt > 0) fields.set(field.slice(0, equalsAt).trim(), field.slice(equalsAt + 1).trim())
  }
  const date = request.headers['x-amz-date']
  if (date === undefined) {
    throw new ServiceError(403, 'AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header')
  }
  return {
    ...parseCredentialField(fields.get('Credential')),
    date,
    signedHeaders: parseSignedHeaders(fields.get('SignedHeaders')),
    signature: fields.get('Signature') ?? '',
    sessionToken: request.headers['x-amz-security-token'],
    payloadHash: request.headers['x-amz-content-sha256'] ?? sha256(request.body),
  }
}

function readPresignedClaim(request: EmulatorRequest): Claim {
  const { query } = request
  return {
    ...parseCredentialField(query.get('X-Amz-Credential') ?? undefined),
    date: query.get('X-Amz-Date') ?? '',
    signedHeaders: parseSignedHeaders(query.get('X-Amz-SignedHeaders') ?? undefined),
    signature: query.get('X-Amz-Signature') ?? '',
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    payloadHash: query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
    expires: Number(query.get('X-Amz-Expires') ?? '0'),
  }
}

function parseCredentialField(field: string | undefined): Pick<Claim, 'accessKeyId' | 'scope'> {
  const [accessKeyId, day, region, service, ending] = field?.split('/') ?? []
  if (accessKeyId && day && region && service && ending === 'aws4_request') {
    return { accessKeyId, scope: [day, region, service] }
  }
  throw malformed(
    'The authorization header is malformed; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
  )
}

function parseSignedHeaders(field: string | undefined): readonly string[] {
  const names = field?.split(';') ?? []
  if (names.includes('host')) return names
  throw malformed('The authorization header is malformed; the SignedHeaders must contain the header "host".')
}

/** 400 AuthorizationHeaderMalformed. */
export function malformed(message: string): ServiceError {
  return new ServiceError(400, 'AuthorizationHeaderMalformed', message)
}
