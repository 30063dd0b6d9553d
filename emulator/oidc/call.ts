// Path of GitHub's token service on the emulator's server, and its response format.

import type { EmulatorResponse } from '../http.ts'

export const OIDC_PREFIX = '/_oidc'

/** A JSON document with a status. */
export function answerJson(status: number, body: unknown): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}
