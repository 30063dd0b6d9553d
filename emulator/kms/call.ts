// What an operation of KMS receives and returns: JSON 1.1 (KMS API Reference).

import type { Context, EmulatorResponse } from '../http.ts'

export type KmsCall = Pick<Context, 'world' | 'principal' | 'signedRegion'> & {
  /** The parameters, not validated. */
  readonly body: { readonly KeyId?: unknown; readonly PolicyName?: unknown }
}

/** A document with a status. */
export function answerJson(status: number, content: unknown): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(content) }
}
