// Writes and parses plan-ids. What a plan-id covers is defined in src/decide/name-plan.ts.

/** A parsed plan-id. */
export type PlanId = {
  /** Reports delivered after this moment are not part of the plan. Epoch milliseconds, whole seconds. */
  readonly deliveredBy: number
  readonly ceiling: Ceiling
  /** Four hex digits each: used only to say what changed. */
  readonly marks: Marks
  /** Digest of everything, including the ceiling. */
  readonly digest: string
}

/** The maximum that was approved. HeadObject requests can reduce it, never increase it. */
export type Ceiling = {
  readonly objects: number
  /** US cents, half a cent rounded up; undefined if the price is not known. */
  readonly cents: number | undefined
}

export const ASPECTS = ['buckets', 'policy', 'scope', 'target', 'reports'] as const

export type Aspect = (typeof ASPECTS)[number]

export type Marks = Readonly<Record<Aspect, string>>

export const OBJECT_DIGITS = 10

export const CENT_DIGITS = 8

export const MARK_DIGITS = 4

export const DIGEST_DIGITS = 26

export const UNKNOWN_CENTS = 'f'.repeat(CENT_DIGITS)

/** The form of every plan-id: safe in a shell, an address and an output. */
const FORM = new RegExp(
  `^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d)-(\\d\\d)-(\\d\\d)Z-([0-9a-f]{${OBJECT_DIGITS}})([0-9a-f]{${CENT_DIGITS}})` +
    `((?:[0-9a-f]{${MARK_DIGITS}}){${ASPECTS.length}})([0-9a-f]{${DIGEST_DIGITS}})$`,
)

/** Undefined if the text is not a plan-id. */
export function parsePlanId(text: string): PlanId | undefined {
  const [, day, hour, minute, second, objects, cents, marks = '', digest] = FORM.exec(text) ?? []
  const deliveredBy = Date.parse(`${day}T${hour}:${minute}:${second}Z`)
  if (digest === undefined || objects === undefined || cents === undefined || Number.isNaN(deliveredBy))
    return undefined
  const markOf = (aspect: Aspect) => marks.slice(ASPECTS.indexOf(aspect) * MARK_DIGITS).slice(0, MARK_DIGITS)
  return {
    deliveredBy,
    ceiling: {
      objects: Number.parseInt(objects, 16),
      cents: cents === UNKNOWN_CENTS ? undefined : Number.parseInt(cents, 16),
    },
    marks: {
      buckets: markOf('buckets'),
      policy: markOf('policy'),
      scope: markOf('scope'),
      target: markOf('target'),
      reports: markOf('reports'),
    },
    digest,
  }
}
