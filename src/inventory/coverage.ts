// Determines which part of a bucket its reports list: all of it, the keys under one prefix, or an unknown part. What an
// inventory configuration says today does not prove what it said when an older report was generated, and reports do not
// say it either.

import { ActionError } from '../words/errors.ts'

export type Coverage =
  | { readonly kind: 'whole' }
  /** `prefix` is part of keys: shown only where keys are. */
  | { readonly kind: 'prefix'; readonly prefix: string }
  | { readonly kind: 'unknown'; readonly why: string; readonly remedy: string }

/** What one or several reports list together: each of several may be limited to another prefix. */
export type UnitedCoverage = Coverage | { readonly kind: 'prefixes'; readonly prefixes: readonly string[] }

/** From the filter of a configuration; S3 supports prefix filters only (S3 API Reference, "InventoryFilter"). */
export function coverageOf(filterPrefix = ''): Coverage {
  return filterPrefix === '' ? { kind: 'whole' } : { kind: 'prefix', prefix: filterPrefix }
}

/** What several reports list together. */
export function uniteCoverages(coverages: readonly Coverage[]): UnitedCoverage {
  const decisive = coverages.find(({ kind }) => kind === 'whole') ?? coverages.find(({ kind }) => kind === 'unknown')
  if (decisive !== undefined) return decisive
  const prefixes = [...new Set(coverages.flatMap(listPrefixes))]
  // A prefix that begins with another one adds nothing.
  const widest = prefixes.filter((one) => !prefixes.some((other) => other !== one && one.startsWith(other)))
  const [only = ''] = widest
  return widest.length > 1 ? { kind: 'prefixes', prefixes: widest } : coverageOf(only)
}

function listPrefixes(coverage: UnitedCoverage): readonly string[] {
  if (coverage.kind === 'prefixes') return coverage.prefixes
  return coverage.kind === 'prefix' ? [coverage.prefix] : []
}

/** The prefix that all listed keys have, as far as is known; '' for none. */
export const prefixOf = (coverage: Coverage): string => (coverage.kind === 'prefix' ? coverage.prefix : '')

/** The text of a glob before its first wildcard: every key that it matches begins with it. */
export const startOf = (glob: string): string => glob.replace(/[*?].*$/s, '')

/**
 * Whether the reports cover everything that is judged: they list the whole bucket, or each of the globs `include` can
 * match only keys under a listed prefix (its text before the first wildcard begins with the prefix).
 */
export function coversAll(coverage: UnitedCoverage, include: readonly string[]): boolean {
  if (coverage.kind === 'whole') return true
  const prefixes = listPrefixes(coverage)
  const starts = include.map(startOf)
  return starts.length > 0 && starts.every((start) => prefixes.some((prefix) => start.startsWith(prefix)))
}

/**
 * For each of several reports, oldest first: what the keys begin with that both it and a newer one may list. '' for
 * every key of the report; none if no newer report may list any.
 */
export function findPrefixesOfNewer(coverages: readonly Coverage[]): readonly (readonly string[])[] {
  return coverages.map((coverage, rank) => {
    const own = prefixOf(coverage)
    const others = coverages.slice(rank + 1).map(prefixOf)
    return [
      ...new Set(others.flatMap((other) => (own.startsWith(other) ? [own] : other.startsWith(own) ? [other] : []))),
    ]
  })
}

const TODAY = 'as it is today, which does not prove what it was when the report was made'

/** What the verdict covers, in a sentence that names no key. */
export function describeScope(coverage: UnitedCoverage): string {
  switch (coverage.kind) {
    case 'whole':
      return `Scope: the whole bucket, by the inventory configuration ${TODAY}.`
    case 'prefix':
      return `Scope: only the prefix that the inventory configuration is limited to, ${TODAY}.`
    case 'prefixes':
      return `Scope: only the ${coverage.prefixes.length} prefixes that the inventory configurations are limited to, ${TODAY}.`
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
