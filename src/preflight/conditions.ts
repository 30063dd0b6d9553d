// Evaluates the Condition element of a policy for a request of which only some condition keys are known (IAM User
// Guide, "IAM JSON policy elements: Condition operators"). Pure.

import { type Answer, all, any, not, toAnswer } from './answer.ts'
import { matchesPattern } from './pattern.ts'

/**
 * Values of condition keys by their lower-case names. A key that is missing is unknown, which is not the same as
 * absent.
 */
export type KnownKeys = ReadonlyMap<string, string>

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
        ? Object.entries(keys).map(([key, wanted]) => meets(operator, listTexts(wanted), known.get(key.toLowerCase())))
        : ['maybe' as const],
    ),
  )
}

const listTexts = (wanted: unknown) => [wanted].flat().map(String)

function meets(operator: string, wanted: readonly string[], found: string | undefined): Answer {
  if (found === undefined) return 'maybe'
  const name = operator.replace(/^For(Any|All)Values?:|IfExists$/g, '')
  if (name === 'Null') return any(wanted.map((value) => toAnswer(value === 'false')))
  const compare = OPERATORS.get(name.replace('Not', ''))
  if (compare === undefined) return 'maybe'
  const met = any(wanted.map((value) => compare(value, found)))
  return name.includes('Not') ? not(met) : met
}
