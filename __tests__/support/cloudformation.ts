// Knows how CloudFormation resolves a template: parameters with their defaults, conditions, and the intrinsic functions that
// templates here use (CloudFormation Template Reference, "Intrinsic functions"). Any other function is an error.

import { parse, type ScalarTag } from 'yaml'

type Names = Readonly<Record<string, string>>
export type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }

type Template = {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>
  readonly Conditions: Readonly<Record<string, unknown>>
  readonly Resources: Readonly<Record<string, Resource & { readonly Condition?: string }>>
}

const FUNCTIONS = ['Ref', 'Sub', 'If', 'Equals', 'Not', 'And', 'GetAtt'] as const
const TAGS = FUNCTIONS.flatMap((name) => [
  { tag: `!${name}`, resolve: (text: string) => ({ [name]: text }) } satisfies ScalarTag,
  {
    tag: `!${name}`,
    collection: 'seq',
    resolve: (seq: { toJSON: () => unknown }) => ({ [name]: seq.toJSON() }),
  } as const,
])
/** What a property with this value is not there for. */
const NOTHING = Symbol('AWS::NoValue')

/**
 * The resources that a stack of this template has, by logical id, with every function resolved.
 * @param names values of parameters, and of pseudo parameters such as `AWS::Region`
 */
export function resolveTemplate(text: string, names: Names): ReadonlyMap<string, Resource> {
  const template = parse(text, { customTags: TAGS as never }) as Template
  const values = new Map<string, unknown>(
    Object.entries(template.Parameters).map(([name, { Default }]) => [name, Default]),
  )
  for (const [name, value] of Object.entries(names)) values.set(name, value)
  values.set('AWS::NoValue', NOTHING)
  for (const [id, { Properties }] of Object.entries(template.Resources)) {
    values.set(id, () => resolve(Properties.BucketName ?? Properties.RoleName ?? id))
  }

  const isMet = (condition: string): boolean => resolve(template.Conditions[condition]) === true
  const call: Readonly<Record<(typeof FUNCTIONS)[number], (argument: unknown) => unknown>> = {
    Ref: (name) => lookUp(String(name)),
    Sub: (subject) => String(subject).replace(/\$\{([\w:]+)\}/g, (_, name: string) => String(lookUp(name))),
    If: (list) => {
      const [condition, met, otherwise] = list as [string, unknown, unknown]
      return resolve(isMet(condition) ? met : otherwise)
    },
    Equals: (list) => {
      const [one, other] = list as [unknown, unknown]
      return resolve(one) === resolve(other)
    },
    Not: (list) => !resolve((list as [unknown])[0]),
    And: (list) => (list as unknown[]).every((condition) => resolve(condition) === true),
    GetAtt: (name) => `the attribute ${name}`,
  }
  function lookUp(name: string): unknown {
    const value = values.get(name)
    if (value === undefined) throw new Error(`the template refers to ${name}, which is neither parameter nor resource`)
    return typeof value === 'function' ? value() : value
  }
  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== NOTHING)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value)
    const [name, argument] = entries[0] ?? []
    const found = entries.length === 1 ? FUNCTIONS.find((known) => known === name) : undefined
    if (found !== undefined) return call[found](argument)
    return Object.fromEntries(
      entries.map(([key, member]) => [key, resolve(member)]).filter(([, member]) => member !== NOTHING),
    )
  }

  return new Map(
    Object.entries(template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || isMet(Condition))
      .map(([id, { Type, Properties }]) => [id, { Type, Properties: resolve(Properties) as Resource['Properties'] }]),
  )
}
