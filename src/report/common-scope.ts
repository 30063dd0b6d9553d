// Finds what all buckets have in common, so that a page says it once: what their sources cover.

import { describeScopeOf } from '../decide/gaps.ts'
import type { BucketResult } from '../result/run-result.ts'

/** Of several buckets, which would repeat it; undefined if they differ. */
export function findCommonScope(buckets: readonly BucketResult[]): string | undefined {
  const scopes = new Set(buckets.flatMap(({ scan }) => (scan === undefined ? [] : [describeScopeOf(scan.proof)])))
  const [scope] = scopes
  return buckets.length > 1 && scopes.size === 1 ? scope : undefined
}

/** The message of a judgement, without the scope that was said for all. */
export const sayWithoutScope = (message: string, scope: string | undefined): string =>
  scope === undefined ? message : message.replace(` ${scope}`, '')
