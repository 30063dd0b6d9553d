// Whether Athena can read the reports, or the table of S3 Metadata: the workgroup, its limit, and where its results go, as a scan checks them.

import { encodeText } from '../../words/outside-text.ts'
import type { BucketFacts } from '../facts.ts'
import { fine, type Line } from '../line.ts'
import { judgeUnseen } from '../look.ts'

/** No line if Athena reads nothing. */
export function checkAthena({ athena, delivery, target }: BucketFacts): readonly Line[] {
  if (athena === undefined) return []
  const subject = { check: 'athena-workgroup', about: target.bucket } as const
  if ('unseen' in athena) return [judgeUnseen(subject, athena.unseen)]
  const { report } = delivery ?? {}
  const readsReport = target.source !== 'metadata' && report !== undefined && 'seen' in report
  const what = !readsReport ? 'be asked about the table' : 'read the newest report'
  return [fine(subject, `The workgroup ${encodeText(target.queries.workgroup)} can ${what}.`)]
}
