// Prices what several operations have in common.

import type { Charge, ChargeMaker } from '../price/charges.ts'
import { priceEarlyDeletion, priceOldVersions } from '../price/kept.ts'
import { putsInto, retrievalFrom } from '../price/rates.ts'
import { billingRulesOf } from '../price/storage-class.ts'
import type { PriceContext } from '../price/work.ts'
import { VERIFY_ALL_UP_TO, VERIFY_SAMPLE, type WorkToPrice } from './operation.ts'

/** Reading an unencrypted source needs no decryption, so one of the two may be missing: "at most". */
const KMS_REQUESTS_PER_OBJECT = 2

/** Completed tasks of a job that are checked with HeadObject. */
export const countChecked = (objects: number) => (objects <= VERIFY_ALL_UP_TO ? objects : VERIFY_SAMPLE)

/** Amazon S3 pricing page, "S3 Batch Operations": per job and per task, regardless of the result. */
export function priceJob(operation: string, { tally, canaryObjects = 0 }: WorkToPrice, make: ChargeMaker): Charge[] {
  const canaryJobs = canaryObjects > 0 && canaryObjects < tally.objects ? 1 : 0
  return [
    make.count('batch.job', 'jobs', 1 + canaryJobs, `S3 Batch Operations jobs, ${operation}`),
    make.count('batch.million-tasks', 'tasks', tally.objects, `S3 Batch Operations tasks, ${operation}`),
  ]
}

/** All costs of a new copy in addition to its requests; `parts` is the total of all copies. */
export function priceRewrite(work: WorkToPrice, context: PriceContext, make: ChargeMaker, parts = 0): Charge[] {
  const { storageClass, tally } = work
  const { facts, rates } = context
  const charges: Charge[] = []
  const retrieval = retrievalFrom(storageClass)
  if (rates.prices.has(retrieval)) {
    charges.push(make.bytes(retrieval, tally.bytes, `Retrieval from ${storageClass} to copy`))
  }
  charges.push(...priceKms(work, context, make, parts))
  charges.push(
    ...(facts.versioning === 'Enabled' ? priceOldVersions(work, make) : priceEarlyDeletion(work, context, make)),
  )
  if (facts.versioning === 'Suspended') {
    charges.push(
      make.unpriced('Versions made while versioning was enabled stay, and are paid monthly', tally.objects, 'objects'),
    )
  }
  if (storageClass === 'INTELLIGENT_TIERING') {
    charges.push(make.unpriced('Copies begin in the Frequent Access tier again', tally.objects, 'objects'))
  }
  if (facts.replicates) charges.push(...priceReplication(work, context, make))
  if (facts.lifecycle !== 'none') {
    const rules = facts.lifecycle === 'some' ? 'Lifecycle rules' : 'Lifecycle rules, if there are any'
    const what = `${rules}: ages start again, so transitions and expirations come later`
    charges.push(make.unpriced(what, tally.objects, 'objects'))
  }
  return [...charges, ...tellEvents(work, context, make)]
}

/**
 * "Storage in the selected destination [...], replication PUT requests, and applicable infrequent access storage
 * retrieval charges" (Amazon S3 pricing page, "Replication"). The destination of the replicas is not read here. Objects
 * in an archive class are not replicated (S3 User Guide, "What does Amazon S3 replicate?").
 */
function priceReplication({ storageClass, tally }: WorkToPrice, { rates }: PriceContext, make: ChargeMaker): Charge[] {
  if (billingRulesOf(storageClass).isArchive) return []
  const retrieval = retrievalFrom(storageClass)
  return [
    make.requests(putsInto('STANDARD'), tally.objects, 'Replication: PUT requests, as to one bucket, into STANDARD'),
    ...(rates.prices.has(retrieval)
      ? [make.bytes(retrieval, tally.bytes, `Replication: retrieval from ${storageClass}`)]
      : []),
    make.unpriced('Replication: transfer between Regions and storage of the replicas', tally.objects, 'objects'),
  ]
}

/** One event per object: what it triggers is not known here. */
export function tellEvents({ tally }: WorkToPrice, { facts }: PriceContext, make: ChargeMaker): Charge[] {
  if (facts.notifications === 'none') return []
  const listeners = facts.notifications === 'some' ? 'Event notifications' : 'Event notifications, if there are any'
  return [make.unpriced(`${listeners}: what an event per object starts`, tally.objects, 'objects')]
}

/**
 * S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys": without one, every object calls AWS KMS.
 */
export function priceKms({ tally }: WorkToPrice, { target }: PriceContext, make: ChargeMaker, parts = 0): Charge[] {
  if (target.status === 'SSE-S3') return []
  if (target.bucketKey) return [make.unpriced(`KMS requests for the bucket key, few`, 0, 'requests')]
  const requests = tally.objects * KMS_REQUESTS_PER_OBJECT + parts
  return [make.requests('kms.ten-thousand-requests', requests, `KMS requests, at most`)]
}
