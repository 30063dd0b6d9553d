// Whether the bucket has a live inventory table of S3 Metadata that a run can ask, as a scan checks it.

import type { BucketFacts } from '../facts.ts'
import { fine, type Line } from '../line.ts'
import { judgeUnseen } from '../look.ts'

/**
 * No line if no table is asked, or if one that is not there is not needed: with `source: auto` a report comes before it, and
 * a listing after it. How recent it is only a query shows, which a doctor does not start.
 */
export function checkTable({ delivery, table, target }: BucketFacts): readonly Line[] {
  if (table === undefined) return []
  const subject = { check: 'metadata-table', about: target.bucket } as const
  const isAuto = target.source === 'auto'
  if ('seen' in table) {
    const when = isAuto ? ' It is asked if there is no report (source: auto).' : ''
    return [fine(subject, `The inventory table of S3 Metadata is ENABLED and ACTIVE.${when}`)]
  }
  const { unseen } = table
  if (!isAuto) return [judgeUnseen(subject, unseen)]
  const { report } = delivery ?? {}
  if (report !== undefined && 'seen' in report) return []
  if (unseen.code !== 'NO_INVENTORY_CONFIGURATION' && unseen.code !== 'NEVER_DELIVERED')
    return [judgeUnseen(subject, unseen)]
  return [fine(subject, `${unseen.message} Without it, and without a report, the bucket is listed (source: auto).`)]
}
