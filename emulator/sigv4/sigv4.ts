// Verifies AWS Signature Version 4: who signed a request, and whether the signature is valid (IAM User Guide, "AWS
// Signature Version 4 for API requests"; S3 API Reference, "Authenticating requests").

import { timingSafeEqual } from 'node:crypto'
import { readHost } from '../hosts.ts'
import { type EmulatorRequest, ServiceError } from '../http.ts'
import { answerTo } from '../unsettled.ts'
import type { Credential, Principal, World } from '../world.ts'
import { canonicalRequest } from './canonical-request.ts'
import { ALGORITHM, type Claim, malformed, readClaim } from './claim.ts'
import { hmac, sha256 } from './hashing.ts'

const MAX_SKEW_MS = 15 * 60 * 1000

/** Result of a verified request: the caller, the Region it was signed for, and the input of chunk signatures. */
export type Authentication = {
  readonly principal: Principal
  readonly region: string
  readonly date: string
  readonly scope: string
  readonly signature: string
  readonly signingKey: Buffer
}

export type VerifyOptions = {
  /** The name in the credential scope: `s3` for S3 Control, too. */
  readonly service: string
  /** RequestTimeTooSkewed over 15 minutes. Off by default, because the emulator's clock is not the client's. */
  readonly checkSkew?: boolean | undefined
}

/** Verifies header and presigned signatures; undefined for an unsigned request. Throws AWS's error. */
export function authenticate(
  world: World,
  request: EmulatorRequest,
  options: VerifyOptions,
): Authentication | undefined {
  const claim = readClaim(request)
  if (claim === undefined) return undefined
  const [day, region, service] = claim.scope
  if (service !== options.service) {
    throw malformed(
      `The authorization header is malformed; incorrect service "${service}". This endpoint belongs to "${options.service}".`,
    )
  }
  checkHostRegion(request, region, service)
  const credential = findCredential(world, claim, request.method)
  checkDate(world, claim, options)
  const scope = `${day}/${region}/${service}/aws4_request`
  const canonical = canonicalRequest(request, claim, service === 's3')
  const signingKey = deriveSigningKey(credential.secretAccessKey, [day, region, service, 'aws4_request'])
  const stringToSign = [ALGORITHM, claim.date, scope, sha256(canonical)].join('\n')
  if (!equals(hmac(signingKey, stringToSign).toString('hex'), claim.signature)) {
    throw new ServiceError(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      { AWSAccessKeyId: claim.accessKeyId, StringToSign: stringToSign, CanonicalRequest: canonical },
    )
  }
  checkPayload(request, claim.payloadHash)
  return { principal: credential.principal, region, date: claim.date, scope, signature: claim.signature, signingKey }
}

/** The signature of one chunk of STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or, depending on `kind`, of the trailers. */
export function signChunk(
  authentication: Authentication,
  previous: string,
  kind: 'PAYLOAD' | 'TRAILER',
  content: Uint8Array,
): string {
  const { date, scope, signingKey } = authentication
  const hashes = kind === 'PAYLOAD' ? [sha256(''), sha256(content)] : [sha256(content)]
  return hmac(signingKey, [`${ALGORITHM}-${kind}`, date, scope, previous, ...hashes].join('\n')).toString('hex')
}

/**
 * An endpoint accepts only signatures for its own Region; S3 and the other services have different messages (S3 API
 * Reference, "Error responses"; IAM User Guide, "Troubleshoot Signature Version 4 signing for AWS API requests").
 */
function checkHostRegion(request: EmulatorRequest, region: string, service: string): void {
  const reached = readHost(request.host)?.region
  if (reached === undefined || reached === region) return
  if (service === 's3')
    throw malformed(`The authorization header is malformed; the region '${region}' is wrong; expecting '${reached}'`)
  throw new ServiceError(403, 'SignatureDoesNotMatch', 'Credential should be scoped to a valid region.')
}

function findCredential(world: World, claim: Claim, method: string): Credential {
  const credential = world.credentials.get(claim.accessKeyId)
  if (credential === undefined) {
    throw new ServiceError(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      {
        AWSAccessKeyId: claim.accessKeyId,
      },
    )
  }
  if (credential.sessionToken !== claim.sessionToken) {
    throw new ServiceError(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.')
  }
  if (credential.expiration !== undefined && credential.expiration <= world.clock.now()) {
    // Seen with 400 in responses with a body; UNCONFIRMED for HEAD, which has none.
    const status = method === 'HEAD' ? Number(answerTo(world, 'expired-head')) : 400
    throw new ServiceError(status, 'ExpiredToken', 'The provided token has expired.')
  }
  return credential
}

function checkDate(world: World, claim: Claim, options: VerifyOptions): void {
  const signedAt = parseAmzDate(claim.date)
  if (signedAt === undefined || !claim.date.startsWith(claim.scope[0])) {
    throw malformed('The authorization header is malformed; Invalid credential date.')
  }
  const now = world.clock.now()
  if (options.checkSkew !== true) return
  if (claim.expires !== undefined && signedAt + claim.expires * 1000 < now) {
    throw new ServiceError(403, 'AccessDenied', 'Request has expired')
  }
  if (claim.expires === undefined && Math.abs(now - signedAt) > MAX_SKEW_MS) {
    throw new ServiceError(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      {
        RequestTime: claim.date,
        ServerTime: new Date(now).toISOString(),
        MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
      },
    )
  }
}

/** `20261122T212437Z` as epoch milliseconds. */
function parseAmzDate(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? []
  if (year === undefined) return undefined
  const milliseconds = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}

/** `UNSIGNED-PAYLOAD` and `STREAMING-…` mean that the body is verified differently; a hash must be that of the body. */
function checkPayload(request: EmulatorRequest, payloadHash: string): void {
  if (!/^[0-9a-f]{64}$/.test(payloadHash) || payloadHash === sha256(request.body)) return
  throw new ServiceError(
    400,
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    {
      ClientComputedContentSHA256: payloadHash,
      S3ComputedContentSHA256: sha256(request.body),
    },
  )
}

function deriveSigningKey(secret: string, scope: readonly string[]): Buffer {
  return scope.reduce<Buffer>((key, piece) => hmac(key, piece), Buffer.from(`AWS4${secret}`))
}

function equals(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))
}
