// Validates request bodies as GitHub does (422, "Validation Failed").

import { ServiceError } from '../http.ts'

/** Issue and comment bodies are limited to 65,536 characters, titles to 256. */
export const MAX_BODY_CHARACTERS = 65_536
export const MAX_TITLE_CHARACTERS = 256

export type JsonObject = { readonly [name: string]: unknown }

/** The request body as a JSON object; empty counts as `{}`. */
export function parseBody(body: Uint8Array): JsonObject {
  if (body.length === 0) return {}
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  } catch {
    throw new ServiceError(400, 'BadRequest', 'Problems parsing JSON')
  }
  throw new ServiceError(400, 'BadRequest', 'Body should be a JSON object')
}

/** A 422 with one entry in `errors`. */
export function validationFailed(resource: string, field: string, code: string, detail: JsonObject = {}): ServiceError {
  const errors = [{ ...detail, resource, field, code }]
  return new ServiceError(422, 'ValidationFailed', 'Validation Failed', { errors: JSON.stringify(errors) })
}

/** A required string that is not blank. */
export function readRequiredText(body: JsonObject, field: string): string {
  const value = body[field]
  if (typeof value === 'string' && value.trim() !== '') return value
  const problem = value === undefined ? `"${field}" wasn't supplied.` : `"${field}" can't be blank.`
  throw new ServiceError(422, 'ValidationFailed', `Invalid request.\n\n${problem}`)
}

/** An optional string or null; undefined if the field is absent. */
export function readText(body: JsonObject, field: string): string | null | undefined {
  const value = body[field]
  if (value === undefined || value === null || typeof value === 'string') return value
  throw new ServiceError(
    422,
    'ValidationFailed',
    `Invalid request.\n\nFor '${field}', ${JSON.stringify(value)} is not a string.`,
  )
}

/** An optional list of strings; labels may also be objects with a name. */
export function readTexts(body: JsonObject, field: string): readonly string[] | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) {
    throw new ServiceError(422, 'ValidationFailed', `Invalid request.\n\nFor '${field}', the value is not an array.`)
  }
  return value.map((item: unknown) => {
    const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : item
    if (typeof name !== 'string') throw validationFailed('Issue', field, 'invalid', { value: item })
    return name
  })
}

/** Throws GitHub's 422 if a text has more characters (Unicode code points) than the field may have. */
export function checkLength(resource: string, field: string, text: string, maximum: number): void {
  // Never more code points than UTF-16 units: only texts that might be too long are counted exactly.
  if (text.length <= maximum || [...text].length <= maximum) return
  throw validationFailed(resource, field, 'custom', {
    message: `${field} is too long (maximum is ${maximum} characters)`,
  })
}
