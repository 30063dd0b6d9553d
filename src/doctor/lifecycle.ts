// Lifecycle rules of the work bucket: which of them end unfinished uploads, and the rule that does. Pure.

/** A rule as the S3 API has it ("LifecycleRule"), as far as it is judged; all its other members are kept. */
type LifecycleRule = {
  readonly ID?: string | undefined
  readonly Status?: string | undefined
  readonly Prefix?: string | undefined
  readonly Filter?: { readonly Prefix?: string | undefined } | undefined
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation?: number | undefined } | undefined
}

/** A lifecycle configuration. All of it must be sent back: a write replaces everything. */
export type Lifecycle = {
  readonly rules: readonly LifecycleRule[]
  /** S3 API Reference, "PutBucketLifecycleConfiguration": omitted, S3 sets its default again. */
  readonly transitionDefaultMinimumObjectSize: string | undefined
}

/** Days after which unfinished uploads under the prefix end; undefined if no rule covers all of it. */
export function findUploadRule({ rules }: Lifecycle, prefix: string): number | undefined {
  const days = rules.flatMap((rule) => {
    const start = prefixOf(rule)
    const after = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation
    const covers = rule.Status === 'Enabled' && start !== undefined && prefix.startsWith(start)
    return covers && after !== undefined ? [after] : []
  })
  return days.length === 0 ? undefined : Math.min(...days)
}

/** '' for the whole bucket; undefined for a filter by more than a prefix. */
function prefixOf({ Filter: filter, Prefix: prefix }: LifecycleRule): string | undefined {
  if (filter === undefined) return prefix ?? ''
  return Object.keys(filter).every((name) => name === 'Prefix') ? (filter.Prefix ?? '') : undefined
}

const RULE_ID = 's3-encryption-compliance-uploads'
/** A job manifest is uploaded in minutes; a week leaves time for a direct copy in parts that a later run completes. */
const DAYS = 7

/** The configuration with the rule at its end. */
export function addUploadRule({ rules, transitionDefaultMinimumObjectSize }: Lifecycle, prefix: string): Lifecycle {
  const rule: LifecycleRule = {
    ID: nameApart(rules),
    Status: 'Enabled',
    Filter: { Prefix: prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: DAYS },
  }
  return { rules: [...rules, rule], transitionDefaultMinimumObjectSize }
}

/** Ids of rules are unique (S3 API Reference, "LifecycleRule"). */
function nameApart(rules: readonly LifecycleRule[]): string {
  const taken = new Set(rules.map(({ ID }) => ID))
  if (!taken.has(RULE_ID)) return RULE_ID
  const number = rules.findIndex((_, index) => !taken.has(`${RULE_ID}-${index + 2}`))
  return `${RULE_ID}-${number + 2}`
}
