// Whether the source bucket is there, and whose it is.

import type { BucketFacts } from '../facts.ts'
import { fine, type Line } from '../line.ts'
import { judgeUnseen } from '../look.ts'

export function checkSource({ account, source, target }: BucketFacts): readonly Line[] {
  const subject = { check: 'source-bucket', about: target.bucket } as const
  if ('unseen' in source) return [judgeUnseen(subject, source.unseen)]
  return [fine(subject, `The bucket is in ${source.seen.region} and belongs to account ${account}.`)]
}
