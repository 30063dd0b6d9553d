// Whether the work location can be used, and whether unfinished uploads end there.

import { createBucketCommand, lifecycleCommand } from '../commands.ts'
import type { BucketFacts, WorkFacts } from '../facts.ts'
import { addUploadRule, findUploadRule } from '../lifecycle.ts'
import { fine, inShell, type Line, wrong } from '../line.ts'
import { judgeUnseen } from '../look.ts'
import { lineOf } from '../preflight-line.ts'

/** No line without a work location. */
export function checkWork({ source, target, work }: BucketFacts): readonly Line[] {
  if (work === undefined) return []
  const region = 'seen' in source ? source.seen.region : target.region
  const paste = work.isMissing ? inShell(createBucketCommand(work.place.bucket, region)) : undefined
  return [lineOf(work.check, target.bucket, paste), ...checkUploads(target.bucket, work)]
}

function checkUploads(about: string, { lifecycle, place }: WorkFacts): readonly Line[] {
  const subject = { check: 'unfinished-uploads', about } as const
  if (lifecycle === undefined) return []
  if ('unseen' in lifecycle) return [judgeUnseen(subject, lifecycle.unseen)]
  const days = findUploadRule(lifecycle.seen, place.prefix)
  if (days !== undefined) {
    const after = days === 1 ? 'a day' : `${days} days`
    return [fine(subject, `A lifecycle rule of ${place.bucket} ends unfinished uploads after ${after}.`)]
  }
  const found = `No lifecycle rule of ${place.bucket} ends unfinished uploads under the work location: the parts of an interrupted upload would stay, and be paid for.`
  const say = 'Add a rule; these are all rules of the bucket with it.'
  const paste = inShell(lifecycleCommand(place.bucket, addUploadRule(lifecycle.seen, place.prefix)))
  return [wrong(subject, found, { say, paste })]
}
