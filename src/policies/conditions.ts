// Evaluates the Condition element of a policy for a request of which only some condition keys are known (IAM User
// Guide, "IAM JSON policy elements: Condition operators"). Pure.

import { type Answer, all, any, not, toAnswer } from './answer.ts'
import { matchesPattern } from './pattern.ts'

/**
 * Values of condition keys by their lower-case names; undefined for a key that the request does not have. A key that is
 * missing here is unknown, which is not the same as absent.
 */
export type KnownKeys = ReadonlyMap<string, string | undefined>

type Compare = (wanted: string, found: string) => Answer
const sameText: Compare = (wanted, found) => (wanted.includes('${') ? 'maybe' : toAnswer(wanted === found))
const sameWords: Compare = (wanted, found) => sameText(wanted.toLowerCase(), found.toLowerCase())
const likeText: Compare = (wanted, found) => matchesPattern(wanted, found)

/** For all other operators (numbers, dates, addresses) the answer is maybe. */
const OPERATORS: ReadonlyMap<string, Compare> = new Map([
  ['StringEquals', sameText],
  ['StringEqualsIgnoreCase', sameWords],
  ['StringLike', likeText],
  ['ArnEquals', likeText],
  ['ArnLike', likeText],
  ['Bool', sameWords],
])

/** Yes if there is no condition. */
export function meetsConditions(condition: unknown, known: KnownKeys): Answer {
  if (condition === undefined) return 'yes'
  if (typeof condition !== 'object' || condition === null) return 'maybe'
  return all(
    Object.entries(condition).flatMap(([operator, keys]) =>
      typeof keys === 'object' && keys !== null
        ? Object.entries(keys).map(([key, wanted]) => meetsKey(operator, listTexts(wanted), key.toLowerCase(), known))
        : ['maybe' as const],
    ),
  )
}

const listTexts = (wanted: unknown) => [wanted].flat().map(String)

function meetsKey(operator: string, wanted: readonly string[], key: string, known: KnownKeys): Answer {
  const found = known.get(key)
  if (found !== undefined) return meets(operator, wanted, found)
  return known.has(key) ? meetsWithout(operator, wanted) : 'maybe'
}

/**
 * A request without the key: no value equals any, so only negated operators are met (IAM User Guide, "IAM JSON policy
 * elements: Condition operators", "...IfExists" and "Condition operator to check existence of condition keys"; for sets,
 * "Multivalued context keys").
 */
function meetsWithout(operator: string, wanted: readonly string[]): Answer {
  if (operator === 'Null') return any(wanted.map((value) => toAnswer(value === 'true')))
  if (operator.startsWith('ForAnyValue:')) return 'no'
  if (operator.startsWith('ForAllValues:') || operator.endsWith('IfExists')) return 'yes'
  return toAnswer(operator.includes('Not'))
}

function meets(operator: string, wanted: readonly string[], found: string): Answer {
  const name = operator.replace(/^For(Any|All)Values?:|IfExists$/g, '')
  if (name === 'Null') return any(wanted.map((value) => toAnswer(value === 'false')))
  const compare = OPERATORS.get(name.replace('Not', ''))
  if (compare === undefined) return 'maybe'
  const met = any(wanted.map((value) => compare(value, found)))
  return name.includes('Not') ? not(met) : met
}
