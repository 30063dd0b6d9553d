// Finds what all buckets have in common, so that a page says it once: what their sources cover.

import { describeScopeOf } from '../decide/gaps.ts'
import type { BucketResult } from '../result/run-result.ts'
import { formatNoun } from '../words/numbers.ts'

/** Of several buckets, which would repeat it; undefined if they differ. */
export function findCommonScope(buckets: readonly BucketResult[]): string | undefined {
  const scopes = new Set(buckets.flatMap(({ scan }) => (scan === undefined ? [] : [describeScopeOf(scan.proof)])))
  const [scope] = scopes
  return buckets.length > 1 && scopes.size === 1 ? scope : undefined
}

/** `Scope of 3 buckets: …`: of those that were read. */
export const sayCommonScope = (scope: string, buckets: readonly BucketResult[]): string =>
  scope.replace('Scope', `Scope of ${formatNoun(buckets.filter(({ scan }) => scan !== undefined).length, 'bucket')}`)

/** The message of a judgement, without the scope that was said for all. */
export const sayWithoutScope = (message: string, scope: string | undefined): string =>
  scope === undefined ? message : message.replace(` ${scope}`, '')
