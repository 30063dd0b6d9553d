// Reads and validates the fields of a request; errors name the field (S3 API Reference, "CreateJob": lengths, patterns
// and valid values).

import { ServiceError } from '../http.ts'
import { child, children, childText, type XmlElement } from '../xml.ts'

export type TextRule = {
  readonly min?: number
  readonly max?: number
  readonly pattern?: RegExp
  readonly oneOf?: readonly string[]
}

/** 400 for a request that violates the API's model. */
export function badRequest(message: string): ServiceError {
  return new ServiceError(400, 'BadRequestException', message)
}

/** The text of an optional element, validated. */
export function optionalText(parent: XmlElement | undefined, name: string, rule: TextRule = {}): string | undefined {
  const text = childText(parent, name)
  return text === undefined ? undefined : checkText(text, name, rule)
}

/** The text of a required element, validated. */
export function requiredText(parent: XmlElement | undefined, name: string, rule: TextRule = {}): string {
  const text = optionalText(parent, name, rule)
  if (text === undefined) throw badRequest(`Missing required field: ${name}`)
  return text
}

/** Validates a text from an element, header or query. */
export function checkText(text: string, name: string, rule: TextRule): string {
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern, oneOf } = rule
  if (text.length < min || text.length > max) throw badRequest(`${name} must have ${min} to ${max} characters`)
  if (pattern !== undefined && !pattern.test(text)) throw badRequest(`${name} must match ${pattern.source}: ${text}`)
  if (oneOf !== undefined && !oneOf.includes(text))
    throw badRequest(`${name} must be one of ${oneOf.join(', ')}: ${text}`)
  return text
}

/** `true` or `false`; undefined if absent. */
export function optionalBoolean(parent: XmlElement | undefined, name: string): boolean | undefined {
  const text = optionalText(parent, name, { oneOf: ['true', 'false'] })
  return text === undefined ? undefined : text === 'true'
}

/** An integer within limits; undefined if absent. */
export function optionalInteger(
  parent: XmlElement | undefined,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const text = childText(parent, name)
  return text === undefined ? undefined : parseInteger(text, name, min, max)
}

/** An integer within limits, from any text. */
export function parseInteger(text: string, name: string, min: number, max: number): number {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw badRequest(`${name} must be a whole number from ${min} to ${max}: ${text}`)
  return value
}

/** An ISO 8601 time as epoch milliseconds; undefined if absent. */
export function optionalTime(parent: XmlElement | undefined, name: string): number | undefined {
  const text = childText(parent, name)
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw badRequest(`${name} must be an ISO 8601 time: ${text}`)
  return time
}

/** The items of a list. SDKs send `<member>`; the API Reference shows the type's name, which is accepted, too. */
export function listItems(
  parent: XmlElement | undefined,
  name: string,
  typeName?: string,
): readonly XmlElement[] | undefined {
  const list = child(parent, name)
  if (list === undefined) return undefined
  const named = typeName === undefined ? [] : children(list, typeName)
  return [...children(list, 'member'), ...named]
}

/** The bucket of `arn:aws:s3:::bucket`. */
export function parseBucketArn(arn: string, name: string): string {
  const [, bucket] = /^arn:[^:]+:s3:[^:]*:[^:]*:([^/:]+)$/.exec(arn) ?? []
  if (bucket === undefined) throw badRequest(`${name} must be the ARN of a bucket: ${arn}`)
  return bucket
}

const TAG_TEXT = /^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u

/** A list of Key and Value pairs: at most `max`, each key once. */
export function parseTagList(items: readonly XmlElement[], max: number): ReadonlyMap<string, string> {
  if (items.length > max) throw new ServiceError(400, 'TooManyTagsException', `There may be at most ${max} tags`)
  const tags = new Map<string, string>()
  for (const item of items) {
    const key = requiredText(item, 'Key', { min: 1, max: 128, pattern: TAG_TEXT })
    if (tags.has(key)) throw badRequest(`The tag key ${key} is there twice`)
    tags.set(key, requiredText(item, 'Value', { max: 256, pattern: TAG_TEXT }))
  }
  return tags
}
