// What an operation of Athena receives and returns: JSON 1.1 (Amazon Athena API Reference).

import { type EmulatorResponse, ServiceError } from '../http.ts'
import type { Principal, World } from '../world.ts'

export type AthenaCall = {
  readonly world: World
  readonly principal: Principal
  /** The parameters, not validated. */
  readonly body: Readonly<Record<string, unknown>>
}

/** A document with a status. */
export function answerJson(status: number, content: unknown): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(content) }
}

/** 400 InvalidRequestException; every code but this is UNCONFIRMED. */
export function invalidRequest(message: string, athenaErrorCode = 'INVALID_INPUT'): ServiceError {
  return new ServiceError(400, 'InvalidRequestException', message, { AthenaErrorCode: athenaErrorCode })
}

/** A text parameter; undefined if absent. Throws InvalidRequestException for another type. */
export function textParameter(source: unknown, name: string): string | undefined {
  const value = recordParameter(source)[name]
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined
  throw invalidRequest(`${name} must be a string`)
}

/** A parameter that is a structure, empty if absent. */
export function recordParameter(source: unknown): Readonly<Record<string, unknown>> {
  return typeof source === 'object' && source !== null ? (source as Record<string, unknown>) : {}
}
