// Evaluates the Condition element: which operators compare a request's context with a policy's values, and how (IAM
// User Guide, "IAM JSON policy elements: Condition operators" and "Conditions with multiple context keys or values").

import { ServiceError } from '../http.ts'
import { type ConditionContext, listOf, matchesArn, matchesPattern, substituteVariables } from './patterns.ts'
import type { IamStatement } from './types.ts'

type Compare = (asked: string, wanted: string, context: ConditionContext) => boolean
type Operator = { readonly compare: Compare; readonly negated: boolean }

function operators(name: string, negatedName: string, compare: Compare): readonly (readonly [string, Operator])[] {
  return [
    [name, { compare, negated: false }],
    [negatedName, { compare, negated: true }],
  ]
}

function compareNumbers(test: (asked: number, wanted: number) => boolean): Operator {
  return { compare: (asked, wanted) => test(Number(asked), Number(wanted)), negated: false }
}

function compareDates(test: (asked: number, wanted: number) => boolean): Operator {
  return { compare: (asked, wanted) => test(parseDate(asked), parseDate(wanted)), negated: false }
}

/** Dates are ISO 8601 or epoch seconds. */
function parseDate(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text)
}

const equalsText: Compare = (asked, wanted, context) => asked === substituteVariables(wanted, context)
const equalsIgnoringCase: Compare = (asked, wanted, context) =>
  asked.toLowerCase() === substituteVariables(wanted, context).toLowerCase()
const likeText: Compare = (asked, wanted, context) => matchesPattern(wanted, asked, context)
const likeArn: Compare = (asked, wanted, context) => matchesArn(wanted, asked, context)

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...operators('StringEquals', 'StringNotEquals', equalsText),
  ...operators('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', equalsIgnoringCase),
  ...operators('StringLike', 'StringNotLike', likeText),
  ...operators('ArnEquals', 'ArnNotEquals', likeArn),
  ...operators('ArnLike', 'ArnNotLike', likeArn),
  ...operators('NumericEquals', 'NumericNotEquals', (asked, wanted) => Number(asked) === Number(wanted)),
  ...operators('DateEquals', 'DateNotEquals', (asked, wanted) => parseDate(asked) === parseDate(wanted)),
  ['NumericLessThan', compareNumbers((asked, wanted) => asked < wanted)],
  ['NumericLessThanEquals', compareNumbers((asked, wanted) => asked <= wanted)],
  ['NumericGreaterThan', compareNumbers((asked, wanted) => asked > wanted)],
  ['NumericGreaterThanEquals', compareNumbers((asked, wanted) => asked >= wanted)],
  ['DateLessThan', compareDates((asked, wanted) => asked < wanted)],
  ['DateLessThanEquals', compareDates((asked, wanted) => asked <= wanted)],
  ['DateGreaterThan', compareDates((asked, wanted) => asked > wanted)],
  ['DateGreaterThanEquals', compareDates((asked, wanted) => asked >= wanted)],
  ['Bool', { compare: (asked, wanted) => asked.toLowerCase() === wanted.toLowerCase(), negated: false }],
])

/** True if every operator of the Condition element is satisfied; an unknown operator is refused with 501. */
export function matchesConditions(condition: IamStatement['Condition'], context: ConditionContext): boolean {
  return Object.entries(condition ?? {}).every(([operatorText, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      matchesCondition(operatorText, context.get(key.toLowerCase()), listOf(wanted), context),
    ),
  )
}

function matchesCondition(
  operatorText: string,
  asked: readonly string[] | undefined,
  wanted: readonly string[],
  context: ConditionContext,
): boolean {
  const [, set, name = '', ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(operatorText) ?? []
  if (name === 'Null') return wanted.some((value) => (value.toLowerCase() === 'true') === (asked === undefined))
  const operator = OPERATORS.get(name)
  if (operator === undefined) {
    throw new ServiceError(
      501,
      'NotImplemented',
      `The emulator does not know the IAM condition operator ${operatorText}`,
    )
  }
  // A missing key satisfies only the negated operators, …IfExists and ForAllValues.
  if (asked === undefined)
    return set === 'ForAllValues' || (set === undefined && (ifExists !== undefined || operator.negated))
  const matchesOne = (value: string): boolean =>
    wanted.some((pattern) => operator.compare(value, pattern, context)) !== operator.negated
  return set === 'ForAllValues' ? asked.every(matchesOne) : asked.some(matchesOne)
}
