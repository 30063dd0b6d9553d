// Evaluates the policy of a bucket, of a KMS key or of a role's trust for one caller (IAM User Guide, "Policy
// evaluation logic" and "AWS JSON policy elements: Principal"). Pure.

import { type Answer, all, any, not, toAnswer } from './answer.ts'
import { type KnownKeys, meetsConditions } from './conditions.ts'
import { matchesPattern } from './pattern.ts'

type Statement = Readonly<Record<string, unknown>>
export type Policy = readonly Statement[]

/** A policy that does not exist is an empty list. Undefined for a text that is not a policy. */
export function parsePolicy(text: string): Policy | undefined {
  try {
    const { Statement: given } = JSON.parse(text) as { readonly Statement?: unknown }
    const statements = [given ?? []].flat() as readonly unknown[]
    const isPolicy = statements.every((statement) => typeof statement === 'object' && statement !== null)
    return isPolicy ? (statements as Policy) : undefined
  } catch {
    return undefined
  }
}

/** A role's ARN, or the name of a service. */
type Caller = { readonly role: string } | { readonly service: string }

export type PolicyQuestion = {
  readonly caller: Caller
  /** Such as `s3:GetObject`. */
  readonly action: string
  /** Undefined in a trust policy, which has no Resource: the role itself is meant. */
  readonly resource: string | undefined
  readonly known: KnownKeys
}

/** The answers of a policy; `delegates`: it names the caller's whole account, whose own policies then decide. */
export type PolicyAnswer = { readonly allows: Answer; readonly delegates: Answer; readonly denies: Answer }

export function askPolicy(policy: Policy, question: PolicyQuestion): PolicyAnswer {
  const about = (effect: string, named: (statement: Statement) => Answer) =>
    any(
      policy
        .filter(({ Effect }) => Effect === effect)
        .map((statement) => all([named(statement), matchesRequest(statement, question)])),
    )
  const isNamed = (statement: Statement) => names(statement, question.caller)
  const isOfAccount = (statement: Statement) => namesAccount(statement, question.caller)
  return {
    allows: about('Allow', isNamed),
    delegates: about('Allow', isOfAccount),
    denies: about('Deny', (statement) => any([isNamed(statement), isOfAccount(statement)])),
  }
}

function matchesRequest(statement: Statement, { action, resource, known }: PolicyQuestion): Answer {
  const { Action, NotAction, Resource, NotResource, Condition } = statement
  return all([
    matchesList(Action, NotAction, action, true),
    resource === undefined ? 'yes' : matchesList(Resource, NotResource, resource, false),
    meetsConditions(Condition, known),
  ])
}

function matchesList(wanted: unknown, unwanted: unknown, text: string, ignoreCase: boolean): Answer {
  const matchesOne = (patterns: unknown) =>
    any(listTexts(patterns).map((pattern) => matchesPattern(pattern, text, { ignoreCase })))
  if (wanted !== undefined) return matchesOne(wanted)
  return unwanted === undefined ? 'no' : not(matchesOne(unwanted))
}

const listTexts = (given: unknown) => [given ?? []].flat().map(String)

/**
 * The names of this kind in a statement's Principal; undefined for a statement that applies to everyone except some.
 */
function listNames({ Principal, NotPrincipal }: Statement, kind: 'AWS' | 'Service'): readonly string[] | undefined {
  if (NotPrincipal !== undefined) return undefined
  if (typeof Principal === 'string') return [Principal]
  return listTexts((Principal as Readonly<Record<string, unknown>> | undefined)?.[kind])
}

function names(statement: Statement, caller: Caller): Answer {
  const callers = listNames(statement, 'AWS')
  if ('service' in caller) {
    const services = listNames(statement, 'Service')
    if (services === undefined || callers === undefined) return 'maybe'
    // "Principal": "*" and { "AWS": "*" } are equivalent.
    return toAnswer(services.includes(caller.service) || services.includes('*') || callers.includes('*'))
  }
  if (callers === undefined) return 'maybe'
  if (callers.includes('*') || callers.includes(caller.role)) return 'yes'
  return toMaybe(callers.some((name) => mayBeSession(name, caller.role)))
}

const toMaybe = (is: boolean): Answer => (is ? 'maybe' : 'no')

/**
 * Whether the name may be a session of the role, whose name S3 chooses, or a unique id, which cannot be found from the
 * ARN.
 */
function mayBeSession(name: string, role: string): boolean {
  const roleName = role.slice(role.lastIndexOf('/') + 1)
  return name.includes(`:assumed-role/${roleName}/`) || /^AROA[A-Z0-9]+/.test(name)
}

function namesAccount(statement: Statement, caller: Caller): Answer {
  if ('service' in caller) return 'no'
  const callers = listNames(statement, 'AWS')
  if (callers === undefined) return 'maybe'
  const [, partition = '', , , account = ''] = caller.role.split(':')
  return toAnswer(callers.some((name) => name === account || name === `arn:${partition}:iam::${account}:root`))
}
