// Determines which part of a bucket its reports list: all of it, the keys under one prefix, or an unknown part. What an
// inventory configuration says today does not prove what it said when an older report was generated, and reports do not
// say it either.

import { ActionError } from '../words/errors.ts'

export type Coverage =
  | { readonly kind: 'whole' }
  /** `prefix` is part of keys: shown only where keys are. */
  | { readonly kind: 'prefix'; readonly prefix: string }
  | { readonly kind: 'unknown'; readonly why: string; readonly remedy: string }

/** From the filter of a configuration; S3 supports prefix filters only (S3 API Reference, "InventoryFilter"). */
export function coverageOf(filterPrefix = ''): Coverage {
  return filterPrefix === '' ? { kind: 'whole' } : { kind: 'prefix', prefix: filterPrefix }
}

/** The prefix that all listed keys have, as far as is known; '' for none. */
export const prefixOf = (coverage: Coverage): string => (coverage.kind === 'prefix' ? coverage.prefix : '')

/** The text before the first wildcard of a glob: keys that it matches begin with it. */
export const literalStart = (glob: string): string => glob.replace(/[*?].*$/s, '')

/**
 * Whether the report covers everything that is judged: it lists the whole bucket, or each of the globs `include` can
 * match only keys under the listed prefix (its text before the first wildcard begins with the prefix).
 */
export function coversAll(coverage: Coverage, include: readonly string[]): boolean {
  if (coverage.kind !== 'prefix') return coverage.kind === 'whole'
  const starts = include.map(literalStart)
  return starts.length > 0 && starts.every((start) => start.startsWith(coverage.prefix))
}

const TODAY = 'as it is today, which does not prove what it was when the report was made'

/** What the verdict covers, in a sentence that names no key. */
export function describeScope(coverage: Coverage): string {
  switch (coverage.kind) {
    case 'whole':
      return `Scope: the whole bucket, by the inventory configuration ${TODAY}.`
    case 'prefix':
      return `Scope: only the prefix that the inventory configuration is limited to, ${TODAY}.`
    case 'unknown':
      return `Scope: what the report lists; whether that is the whole bucket is unknown, because ${coverage.why}.`
  }
}

/** The report was generated under an earlier filter: what it lists is not what the configuration says. */
export function refuseOutsider(): ActionError {
  return new ActionError(
    'WRONG_PREFIX',
    'a row is outside the prefix that the inventory configuration is limited to, so the report was made with another filter',
    {
      hint: 'The filter of the configuration was changed after the report was made: wait for the next report, or read the reports of another configuration (inventory-id).',
    },
  )
}
