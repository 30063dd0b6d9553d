// Decides from the objects of a canary whether the job for the others may start. Pure.

import type { PlannedTrial } from '../operations/registry.ts'
import { ActionError } from '../words/errors.ts'
import { type CanaryRecord, canaryRecordKey } from './canary-record.ts'
import { isTriedByFunction } from './invoke-canary.ts'
import type { CanaryReading } from './job-outcome.ts'
import type { RemediationOptions } from './options.ts'
import { isTriedByTags } from './tag-canary.ts'

/** Why the job for the other objects must not be started; undefined if it may be. */
export function judgeCanary(
  reading: CanaryReading,
  planned: PlannedTrial,
  record: CanaryRecord,
  { workLocation }: RemediationOptions,
): ActionError | undefined {
  const { objects, kept, losses, metadataKept, withMetadata } = reading
  const others = planned.group.tally.objects - objects
  const notStarted = `The job over ${others} more objects (${planned.group.storageClass}) was not started.`
  if (losses.length > 0) {
    const properties = [...new Set(losses.flatMap((loss) => loss.properties))].sort().join(', ')
    const key = canaryRecordKey(workLocation.prefix, record.bucket, record.fingerprint)
    return new ActionError(
      'REMEDIATION_FAILED',
      `${wordsFor(planned).differ}: ${losses.length} of ${objects} objects lost or changed: ${properties}. ${notStarted}`,
      {
        hint: `Nothing else was changed. s3://${workLocation.bucket}/${key} contains what each canary object had at ${new Date(record.lookedAt).toISOString()}; restore it manually, and check whether another client changed the objects.`,
      },
    )
  }
  const { verb, found } = wordsFor(planned)
  const isProven =
    kept > 0 &&
    (!('naming' in planned) || planned.naming !== 'new-object-metadata' || withMetadata === 0 || metadataKept > 0)
  if (isProven) return undefined
  return new ActionError(
    'REMEDIATION_FAILED',
    `The canary proves nothing: of its ${objects} objects, ${kept} were ${verb} and found ${found}, the others were not ${verb}, or were modified or deleted by another client in the meantime. ${notStarted}`,
    { hint: 'Check the failed tasks of its job. The next inventory report starts over.' },
  )
}

const OF_COPIES = { differ: 'The copies of the canary differ from the originals', verb: 'copied', found: 'unchanged' }
const OF_TAGS = { differ: 'The objects of the canary are not as asked', verb: 'tagged', found: 'as asked' }
const OF_FUNCTION = {
  differ: 'The function removed objects of the canary',
  verb: 'handed to the function',
  found: 'to be there still',
}

const wordsFor = (planned: PlannedTrial) =>
  isTriedByFunction(planned) ? OF_FUNCTION : isTriedByTags(planned) ? OF_TAGS : OF_COPIES
