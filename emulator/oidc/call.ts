// Knows where GitHub's token service lies on the emulator's server, and how it answers.

import type { EmulatorResponse } from '../http.ts'

export const OIDC_PREFIX = '/_oidc'

/** A JSON document with a status. */
export function answerJson(status: number, body: unknown): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}
