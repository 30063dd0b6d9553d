// The part of JSON Schema 2020-12 that docs/report.schema.json uses. An unknown keyword is an error, so that no rule of
// the schema is passed over in silence.

export type Schema = { readonly [keyword: string]: unknown }

const ANNOTATIONS = ['$schema', '$defs', 'title', 'description', 'format']

/** Every violation, as `path: what`; empty when the value is valid. */
export function validate(value: unknown, schema: Schema, root: Schema = schema, path = '$'): string[] {
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    if (ANNOTATIONS.includes(keyword)) return []
    const check = CHECKS[keyword]
    if (check === undefined) throw new Error(`keyword ${keyword} is not known`)
    return check(value, rule, { schema, root, path })
  })
}

type Place = { readonly schema: Schema; readonly root: Schema; readonly path: string }
type Check = (value: unknown, rule: unknown, place: Place) => string[]

const fail = (isValid: boolean, { path }: Place, what: string): string[] => (isValid ? [] : [`${path}: ${what}`])
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const CHECKS: Readonly<Record<string, Check>> = {
  type: (value, rule, place) => fail(typeOf(value, rule), place, `is not ${rule}`),
  const: (value, rule, place) => fail(value === rule, place, `is not ${rule}`),
  enum: (value, rule, place) => fail((rule as unknown[]).includes(value), place, `${value} is none of ${rule}`),
  minimum: (value, rule, place) => fail(typeof value !== 'number' || value >= Number(rule), place, `is below ${rule}`),
  maximum: (value, rule, place) => fail(typeof value !== 'number' || value <= Number(rule), place, `is above ${rule}`),
  pattern: (value, rule, place) =>
    fail(typeof value !== 'string' || new RegExp(String(rule), 'u').test(value), place, `${value} does not match`),
  items: (value, rule, { root, path }) =>
    Array.isArray(value) ? value.flatMap((item, i) => validate(item, rule as Schema, root, `${path}[${i}]`)) : [],
  required: (value, rule, place) =>
    (rule as string[]).flatMap((name) => fail(!isObject(value) || name in value, place, `lacks ${name}`)),
  properties: (value, rule, { root, path }) =>
    Object.entries(rule as Record<string, Schema>).flatMap(([name, member]) =>
      isObject(value) && name in value ? validate(value[name], member, root, `${path}.${name}`) : [],
    ),
  additionalProperties: (value, rule, place) => {
    if (rule !== false) throw new Error('only additionalProperties: false is known')
    const known = Object.keys(place.schema.properties as object)
    return isObject(value)
      ? Object.keys(value).flatMap((name) => fail(known.includes(name), place, `${name} is not in the schema`))
      : []
  },
  maxItems: (value, rule, place) =>
    fail(!Array.isArray(value) || value.length <= Number(rule), place, `has more than ${rule} items`),
  oneOf: (value, rule, place) => {
    const valid = (rule as Schema[]).filter((one) => validate(value, one, place.root, place.path).length === 0)
    return fail(valid.length === 1, place, `fits ${valid.length} of the forms, not one`)
  },
  anyOf: (value, rule, place) => {
    const all = (rule as Schema[]).map((one) => validate(value, one, place.root, place.path))
    return all.some((problems) => problems.length === 0) ? [] : (all[0] ?? [])
  },
  $ref: (value, rule, { root, path }) => {
    const name = String(rule).replace('#/$defs/', '')
    const target = (root.$defs as Record<string, Schema>)[name]
    if (target === undefined) throw new Error(`${rule} leads nowhere`)
    return validate(value, target, root, path)
  },
}

function typeOf(value: unknown, rule: unknown): boolean {
  if (rule === 'integer') return Number.isSafeInteger(value)
  if (rule === 'array') return Array.isArray(value)
  if (rule === 'object') return isObject(value)
  return rule === 'null' ? value === null : typeof value === rule
}
