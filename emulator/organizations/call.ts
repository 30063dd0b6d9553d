// What an operation of AWS Organizations receives and returns: JSON 1.1.

import type { EmulatorResponse } from '../http.ts'
import type { Principal, World } from '../world.ts'

export type OrganizationsCall = {
  readonly world: World
  readonly principal: Principal
  readonly body: Readonly<Record<string, unknown>>
}

export function answerJson(status: number, content: unknown): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(content) }
}
