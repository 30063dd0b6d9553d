// Defines the job that restores archived objects, so that a later run can copy them.

import type { Choice } from '../findings/choice.ts'
import type { Standing } from '../findings/standing.ts'
import type { Charge, ChargeMaker } from '../price/charges.ts'
import { priceRestoredCopies } from '../price/kept.ts'
import { getsFrom } from '../price/rates.ts'
import { ActionError } from '../words/errors.ts'
import type { RestoreRequest } from '../words/restore-request.ts'
import { priceJob, tellEvents } from './charges.ts'
import type { BatchOperation, Work, WorkToPrice } from './operation.ts'

export type PlannedRestore = Work<'S3InitiateRestoreObject'> & {
  readonly restore: RestoreRequest
  /** Set if nothing is to be copied afterwards. */
  readonly isAlone?: true
}

/** Where a restore is asked for by itself. */
export const RESTORE_CHOICES: Readonly<Record<Standing, Choice>> = {
  readable: 'not-archived',
  archived: 'selected-by-class',
  'archived-tier': 'selected-by-class',
  'tier-unknown': 'access-tier-unknown',
  'archived-oddly': 'access-tier-unknown',
}

export const RESTORE_GRANTS = {
  RestoreArchivedObjects: { actions: ['s3:RestoreObject'], on: 'sourceObjects' },
} as const

export const INITIATE_RESTORE_OBJECT: BatchOperation<PlannedRestore> = {
  name: 'S3InitiateRestoreObject',
  words: 'a restore',
  label: 'RESTORE_',
  movesBytes: true,
  /** S3 API Reference, "RestoreObject": a repeated request is answered with 409 RestoreAlreadyInProgress. */
  prepares: { until: 'waiting for a restore', askedBefore: 'RestoreAlreadyInProgress' },
  batchRole: { policy: 'batch-role-restore-policy.json', withTargetKey: [] },
  isAskedFor: ({ asked, restore }) => asked === undefined && restore !== undefined,

  // The report does not say what is already restored: each object is checked, and gets this or a copy (run/act.ts).
  plan(group, { target, restore, asked }) {
    if (group.operation === 'selected-by-class' && asked?.name === 'restore') {
      return [{ operation: 'S3InitiateRestoreObject', group, restore: asked.restore, isAlone: true }]
    }
    if (group.operation !== 'restore') return []
    if (restore !== undefined) return [{ operation: 'S3InitiateRestoreObject', group, target, restore }]
    throw new ActionError('INTERNAL_ERROR', 'A restore was chosen where none was asked for.')
  },
  identify: ({ restore }) => ['', '', [restore.tier, restore.days]],

  price(work, context, make) {
    return [...priceJob(this.name, work, make), ...priceRestores(work, make), ...tellEvents(work, context, make)]
  },

  warnings: {
    selected: () =>
      'S3 takes hours to restore objects: the run looks at them until all can be read, or until wait-timeout, and a later run goes on. The report does not show restores: each object is checked first, and those that can be read, or are being restored, are not restored again; the estimate includes them. Restored copies expire after restore-days, except in S3 Intelligent-Tiering, where objects move to the Frequent Access tier.',
    outcome: () =>
      'Restored objects are copied by a later run, once S3 has restored them: until then they remain findings. The report does not show restores: each archived object is checked first, and objects that are restored, or being restored, are not restored again. The estimate includes the price of restoring and copying all of them.',
  },

  request: ({ restore, group }) => ({
    S3InitiateRestoreObject: {
      GlacierJobTier: restore.tier,
      // S3 User Guide, "Restore objects with Batch Operations": no days for the archive tiers of Intelligent-Tiering.
      ...(group.storageClass === 'INTELLIGENT_TIERING' ? {} : { ExpirationInDays: restore.days }),
    },
  }),
  // API reference, "S3InitiateRestoreObjectOperation".
  defaults: { GlacierJobTier: 'STANDARD' },

  hints: {
    'changed-since-report':
      'Modified after the report. The next report will show whether there is anything to restore.',
    'deleted-since-report': 'Deleted after the report: nothing is left to restore.',
    'access-denied':
      'The batch role is not allowed to restore these objects (s3:RestoreObject). Check its policy and the bucket policy.',
    archived: 'S3 cannot restore these objects. Check their storage class and tier.',
    'invalid-request':
      'S3 rejected the restore. If a restore is already in progress, nothing is needed; otherwise check the error code.',
  },
}

/**
 * Requests, bytes, and the restored copy, stored in S3 Standard for its days. Intelligent-Tiering restores are free.
 */
function priceRestores(work: WorkToPrice, make: ChargeMaker): Charge[] {
  const { isAlone = false, restore, storageClass, tally } = work
  // While it waits, a run looks at a few objects at a time; how often depends on the hours that S3 takes.
  const looks = isAlone ? 2 : 1
  const { tier, days } = restore ?? { tier: 'BULK', days: 1 }
  const speed = tier.toLowerCase()
  const restored = `${storageClass}, ${speed}`
  const requests = `${storageClass}.thousand-restores-${speed}`
  const charges = [
    make.requests(requests, tally.objects, `Restore requests, ${restored}`),
    make.bytes(`${storageClass}.gb-restored-${speed}`, tally.bytes, `Retrieval, ${restored}`),
    make.requests(
      getsFrom(storageClass),
      tally.objects * looks,
      `HeadObject before each restore${isAlone ? ', and after' : ''}`,
    ),
  ]
  return storageClass === 'INTELLIGENT_TIERING' ? charges : [...charges, priceRestoredCopies(work, days, make)]
}
