// Warns about patterns of include or exclude that matched nothing: they may be typos.

import type { MatchedPatterns } from '../findings/findings.ts'
import type { BucketResult } from '../result/run-result.ts'
import { formatNoun } from '../words/numbers.ts'
import { safeLine } from '../words/outside-text.ts'
import { judgedObjects } from './scan-section.ts'

const MAX_WARNINGS = 10
/** Maximum number of buckets named in one warning. */
const MAX_BUCKETS = 3
/** Maximum length of a pattern that is shown in full. */
const MAX_PATTERN_CHARS = 64

/**
 * One warning for each pattern that matched no current object of a non-empty report, with the buckets concerned.
 * Patterns are parts of keys: if keys are not shown, a pattern is named by its position in the list.
 */
export function warnAboutPatterns(buckets: readonly BucketResult[], listKeys: boolean): string[] {
  const bucketsOf = new Map<string, string[]>()
  for (const bucket of buckets) {
    for (const pattern of listIdlePatterns(bucket, listKeys)) {
      bucketsOf.set(pattern, [...(bucketsOf.get(pattern) ?? []), bucket.bucket])
    }
  }
  const warnings = [...bucketsOf].map(([pattern, names]) => `${pattern} matched no object in ${nameBuckets(names)}.`)
  const more = warnings.length - MAX_WARNINGS
  if (more <= 0) return warnings
  return [...warnings.slice(0, MAX_WARNINGS), `${formatNoun(more, 'more pattern')} matched no object.`]
}

function listIdlePatterns({ scan, scope }: BucketResult, listKeys: boolean): string[] {
  if (scan === undefined || scope === undefined || judgedObjects(scan) + scan.excluded.objects === 0) return []
  const list = (input: keyof MatchedPatterns) =>
    scope[input].flatMap((pattern, index) =>
      scan.matchedPatterns[input][index] === true
        ? []
        : [listKeys ? `The ${input} pattern ${showPattern(pattern)}` : `Pattern ${index + 1} of ${input}`],
    )
  return [...list('include'), ...list('exclude')]
}

function showPattern(pattern: string): string {
  return safeLine(pattern.length <= MAX_PATTERN_CHARS ? pattern : `${pattern.slice(0, MAX_PATTERN_CHARS)}…`)
}

function nameBuckets(names: readonly string[]): string {
  const more = names.length - MAX_BUCKETS
  const shown = names.slice(0, MAX_BUCKETS).join(', ')
  return more <= 0 ? shown : `${shown} and ${formatNoun(more, 'more bucket')}`
}
