// Validates STS parameters (STS API Reference, "AssumeRoleWithWebIdentity", "AssumeRole").

import { ServiceError } from '../http.ts'

/** A length and pattern rule for STS's validation messages. */
type Rule = { readonly name: string; readonly min: number; readonly max: number; readonly pattern?: RegExp }

const ROLE_ARN: Rule = { name: 'roleArn', min: 20, max: 2048 }
const SESSION_NAME: Rule = { name: 'roleSessionName', min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ }
const TOKEN: Rule = { name: 'webIdentityToken', min: 4, max: 20_000 }
const UNSUPPORTED = ['PolicyArns.member.1.arn', 'Tags.member.1.Key', 'ProviderId', 'SerialNumber', 'TokenCode']

const POLICY: Rule = { name: 'policy', min: 1, max: 2048, pattern: /^[\t\n\r\u0020-\u00FF]+$/ }

export type AssumeParameters = {
  readonly roleArn: string
  readonly sessionName: string
  readonly duration: number
  /** The text of an inline session policy. */
  readonly policy: string | undefined
}

/**
 * RoleArn, RoleSessionName and DurationSeconds (default 3600); parameters that are not emulated are refused with 501.
 */
export function readAssumeParameters(form: URLSearchParams): AssumeParameters {
  const unsupported = UNSUPPORTED.find((name) => form.has(name))
  if (unsupported !== undefined) {
    throw new ServiceError(501, 'NotImplemented', `The emulated STS does not support the parameter ${unsupported}`)
  }
  const roleArn = requireText(form, 'RoleArn', ROLE_ARN)
  if (!/^arn:[^:]+:iam::\d{12}:role\/./.test(roleArn)) throw invalid(`${roleArn} is invalid`)
  return {
    roleArn,
    sessionName: requireText(form, 'RoleSessionName', SESSION_NAME),
    duration: readDuration(form.get('DurationSeconds')),
    policy: form.has('Policy') ? requireText(form, 'Policy', POLICY) : undefined,
  }
}

/** The token of a workflow, or 400. */
export function readWebIdentityToken(form: URLSearchParams): string {
  return requireText(form, 'WebIdentityToken', TOKEN)
}

function requireText(form: URLSearchParams, parameter: string, rule: Rule): string {
  const value = form.get(parameter)
  if (value === null) throw constraint('null', rule.name, 'Member must not be null')
  if (value.length < rule.min) {
    throw constraint(value, rule.name, `Member must have length greater than or equal to ${rule.min}`)
  }
  if (value.length > rule.max) {
    throw constraint(value, rule.name, `Member must have length less than or equal to ${rule.max}`)
  }
  if (rule.pattern !== undefined && !rule.pattern.test(value)) {
    throw constraint(value, rule.name, `Member must satisfy regular expression pattern: ${rule.pattern.source}`)
  }
  return value
}

function readDuration(text: string | null): number {
  if (text === null) return 3600
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(seconds)) throw new ServiceError(400, 'MalformedInput', 'DurationSeconds must be an integer')
  if (seconds < 900) {
    throw constraint(text, 'durationSeconds', 'Member must have value greater than or equal to 900')
  }
  if (seconds > 43_200) {
    throw constraint(text, 'durationSeconds', 'Member must have value less than or equal to 43200')
  }
  return seconds
}

/** 400 ValidationError with the given message. */
export function invalid(message: string): ServiceError {
  return new ServiceError(400, 'ValidationError', message)
}

function constraint(value: string, name: string, rule: string): ServiceError {
  return invalid(`1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: ${rule}`)
}
