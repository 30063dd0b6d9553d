// Compares text as IAM does: the wildcards * and ?, policy variables, and ARNs compared part by part (IAM User Guide,
// "IAM JSON policy elements: Resource" and "Policy elements: variables and tags").

import { ServiceError } from '../http.ts'

/** Values of condition keys by lower-case name, for conditions and policy variables. */
export type ConditionContext = Pick<ReadonlyMap<string, readonly string[]>, 'get'>

const TOKEN = /\$\{([^}]*)\}|\*|\?|[^$*?]+|\$/g
const compiled = new Map<string, RegExp>()

/** True if the text matches the pattern; actions are compared with `ignoreCase`. */
export function matchesPattern(pattern: string, text: string, context: ConditionContext, ignoreCase = false): boolean {
  return compilePattern(pattern, context, ignoreCase).test(text)
}

function compilePattern(pattern: string, context: ConditionContext, ignoreCase: boolean): RegExp {
  const cacheKey = pattern.includes('${') ? undefined : `${ignoreCase}${pattern}`
  const known = cacheKey === undefined ? undefined : compiled.get(cacheKey)
  if (known !== undefined) return known
  const source = pattern.replace(TOKEN, (token, variable: string | undefined) => {
    if (variable !== undefined) return escapeRegExp(resolveVariable(variable, context))
    if (token === '*') return '.*'
    return token === '?' ? '.' : escapeRegExp(token)
  })
  const made = new RegExp(`^${source}$`, ignoreCase ? 'sui' : 'su')
  if (cacheKey !== undefined) compiled.set(cacheKey, made)
  return made
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** Replaces variables, for operators without wildcards. */
export function substituteVariables(text: string, context: ConditionContext): string {
  return text.replace(/\$\{([^}]*)\}/g, (_whole, variable: string) => resolveVariable(variable, context))
}

/** `${*}`, `${?}` and `${$}` are those characters themselves; an unknown variable is refused, not guessed. */
function resolveVariable(variable: string, context: ConditionContext): string {
  if (variable === '*' || variable === '?' || variable === '$') return variable
  const [name = '', fallback] = variable.split(/\s*,\s*/, 2)
  const value = context.get(name.toLowerCase())?.[0]
  if (value !== undefined) return value
  if (fallback !== undefined) return fallback.replace(/^'|'$/g, '')
  throw new ServiceError(501, 'NotImplemented', `The emulator does not know the IAM policy variable \${${variable}}`)
}

/** ArnLike and ArnEquals: each of the six colon-separated parts is compared separately, including wildcards. */
export function matchesArn(pattern: string, arn: string, context: ConditionContext): boolean {
  const patternParts = splitArn(pattern)
  const arnParts = splitArn(arn)
  if (patternParts.length !== 6 || arnParts.length !== 6) return false
  return patternParts.every((part, index) => matchesPattern(part, arnParts[index] ?? '', context))
}

function splitArn(arn: string): string[] {
  const parts = arn.split(':')
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

/** A policy element that may be one value or a list. */
export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}
