// The text of a request that is signed (IAM User Guide, "Create a signed AWS API request").

import { type EmulatorRequest, ServiceError } from '../http.ts'
import type { Claim } from './claim.ts'

/** All services except S3 encode the path twice. */
export function canonicalRequest(request: EmulatorRequest, claim: Claim, isS3: boolean): string {
  const path = canonicalPath(request.rawPath)
  const headers = claim.signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  )
  return [
    request.method,
    // All services except S3 encode the encoded path again.
    isS3 ? path : canonicalPath(path.replaceAll('%', '%25')),
    canonicalQuery(request.query),
    headers.join(''),
    claim.signedHeaders.join(';'),
    claim.payloadHash,
  ].join('\n')
}

function canonicalPath(rawPath: string): string {
  try {
    return rawPath
      .split('/')
      .map((piece) => encodeStrictly(decodeURIComponent(piece)))
      .join('/')
  } catch {
    throw new ServiceError(400, 'InvalidURI', "Couldn't parse the specified URI.", { URI: rawPath })
  }
}

function canonicalQuery(query: URLSearchParams): string {
  return (
    [...query]
      .filter(([name]) => name !== 'X-Amz-Signature')
      .map(([name, value]) => [encodeStrictly(name), encodeStrictly(value)] as const)
      // By name, then by value: `annotation` precedes `annotation-prefix`, although "=" is greater than "-".
      .sort(([name, value], [otherName, otherValue]) =>
        name === otherName ? (value < otherValue ? -1 : 1) : name < otherName ? -1 : 1,
      )
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
  )
}

function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
}
