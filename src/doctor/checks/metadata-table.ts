// Whether the bucket has a live inventory table of S3 Metadata that a run can ask, as a scan checks it.

import type { BucketFacts } from '../facts.ts'
import { fine, type Line } from '../line.ts'
import { judgeUnseen } from '../look.ts'

/** No line if no table is asked. How recent it is only a query shows, which a doctor does not start. */
export function checkTable({ table, target }: BucketFacts): readonly Line[] {
  if (table === undefined) return []
  const subject = { check: 'metadata-table', about: target.bucket } as const
  if ('unseen' in table) return [judgeUnseen(subject, table.unseen)]
  return [fine(subject, 'The inventory table of S3 Metadata is ENABLED and ACTIVE.')]
}
