// Defines the job that restores archived objects, so that a later run can copy them.

import type { Charge, ChargeMaker } from '../price/charges.ts'
import { priceRestoredCopies } from '../price/kept.ts'
import { getsFrom } from '../price/rates.ts'
import { ActionError } from '../words/errors.ts'
import type { RestoreRequest } from '../words/restore-request.ts'
import { priceJob, tellEvents } from './charges.ts'
import type { BatchOperation, EncryptingWork, WorkToPrice } from './operation.ts'

export type PlannedRestore = EncryptingWork<'S3InitiateRestoreObject'> & { readonly restore: RestoreRequest }

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
  plan(group, { target, restore }) {
    if (group.operation !== 'restore') return []
    if (restore !== undefined) return [{ operation: 'S3InitiateRestoreObject', group, target, restore }]
    throw new ActionError('INTERNAL_ERROR', 'A restore was chosen where none was asked for.')
  },
  identify: ({ restore }) => ['', '', [restore.tier, restore.days]],

  price(work, context, make) {
    return [...priceJob(this.name, work, make), ...priceRestores(work, make), ...tellEvents(work, context, make)]
  },

  warnings: {
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
  const { restore, storageClass, tally } = work
  const { tier, days } = restore ?? { tier: 'BULK', days: 1 }
  const speed = tier.toLowerCase()
  const restored = `${storageClass}, ${speed}`
  const requests = `${storageClass}.thousand-restores-${speed}`
  const charges = [
    make.requests(requests, tally.objects, `Restore requests, ${restored}`),
    make.bytes(`${storageClass}.gb-restored-${speed}`, tally.bytes, `Retrieval, ${restored}`),
    make.requests(getsFrom(storageClass), tally.objects, 'HeadObject before each restore'),
  ]
  return storageClass === 'INTELLIGENT_TIERING' ? charges : [...charges, priceRestoredCopies(work, days, make)]
}
