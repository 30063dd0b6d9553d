// Knows what remediating a bucket is likely to cost: once, and per month afterwards. An estimate for people, never a bill.

import { type Charge, type ChargeMaker, makeCharges } from '../price/charges.ts'
import type { Estimate } from '../price/estimate.ts'
import { priceEarlyDeletion, priceOldVersions, priceRestoredCopies } from '../price/kept.ts'
import { priceLocks } from '../price/locks.ts'
import { countParts, meanSize, needsParts } from '../price/parts.ts'
import type { NanoUsd } from '../price/rate-table.ts'
import { hasOwnRates, roundToCents } from '../price/rates.ts'
import { billingRulesOf } from '../price/storage-class.ts'
import type { AskedWork, PriceContext, PricedWork } from '../price/work.ts'
import type { Tally } from '../words/encryption.ts'
import { MAX_CANARY_LOOKS } from './canary-rule.ts'

/** S3 decrypts nothing of an unencrypted source, so one of the two may be missing: "at most". */
const KMS_REQUESTS_PER_OBJECT = 2
/** A job's completed tasks are checked by HeadObject: all of them up to 200, else a sample of 100. */
const CHECKED_WHOLE = 200
const CHECKED_SAMPLE = 100
/** Beside the look that chose it: GetObjectTagging before and after, HeadObject after, and once more as of every job. */
const REQUESTS_PER_CANARY = 4
/** HeadObject before and after. */
const LOOKS_PER_COPY = 2
/** HeadObject and GetObjectTagging: before, right before completing, after. */
const LOOKS_PER_MULTIPART_COPY = 6

/** What makes a new object, its annotations with it. */
const COPIES: ReadonlySet<string> = new Set(['S3PutObjectCopy', 'CopyObject', 'MultipartCopy'])

/** Prices `work` line by line. What has no figure is a line of zero that says so. */
export function estimatePrice(work: readonly AskedWork[], context: PriceContext): Estimate {
  const make = makeCharges(context.rates)
  const charges = work.flatMap((item) => priceWork(item, context, make))
  if (context.redirects !== undefined && context.redirects > 0) {
    const what = 'HeadObject of objects held back for their website redirect, as from STANDARD'
    charges.push(make.count(getsFrom('STANDARD'), 'requests', context.redirects, what))
  }
  if (context.sizesLookedUp !== undefined && context.sizesLookedUp > 0) {
    const what = 'HeadObject to look up the sizes the report lacks, each run, as from STANDARD'
    charges.push(make.count(getsFrom('STANDARD'), 'requests', context.sizesLookedUp, what))
  }
  if (work.length > 0) {
    charges.push(
      make.unpriced('storing and moving job manifests and completion reports, CloudTrail data events', 0, 'requests'),
    )
  }
  // S3 API Reference, "CopyObject": "Each annotation copied is billed as a separate PUT request."
  const copied = work.filter(({ operation }) => COPIES.has(operation))
  if (copied.length > 0) {
    const objects = copied.reduce((total, { tally }) => total + tally.objects, 0)
    charges.push(make.unpriced('Annotations: a PUT for each, and the inventory does not list them', objects, 'objects'))
  }
  const sum = (paid: Charge['paid']) => sumUp(charges.filter((charge) => charge.paid === paid))
  const { group, date, source, isConfirmed, isPriced } = context.rates
  return {
    usd: toUsd(sum('once')),
    monthlyUsd: toUsd(sum('monthly')),
    lines: charges.map(({ nano, ...line }) => ({ ...line, usd: nano === undefined ? undefined : Number(nano) / 1e9 })),
    rates: {
      group,
      date,
      source,
      note: noteOn(context, isConfirmed),
      isPriced,
    },
  }
}

function noteOn({ region, rates: { group, isPriced } }: PriceContext, isConfirmed: boolean): string | undefined {
  if (!isPriced) return 'no amounts'
  if (!hasOwnRates(region)) return `rates of ${group}; ${region} differs`
  return isConfirmed ? undefined : 'unconfirmed'
}

/** A sum with an unknown part is unknown: nobody could hold max-cost against the rest. */
function sumUp(charges: readonly Charge[]): NanoUsd | undefined {
  return charges.reduce<NanoUsd | undefined>(
    (sum, { nano }) => (sum === undefined || nano === undefined ? undefined : sum + nano),
    0n,
  )
}

/** Rounded once, at the end, half a cent up. */
function toUsd(nano: NanoUsd | undefined): number | undefined {
  return nano === undefined ? undefined : Number(roundToCents(nano)) / 100
}

function priceWork(asked: AskedWork, context: PriceContext, make: ChargeMaker): Charge[] {
  const { objects, bytes } = asked.tally
  if (bytes !== undefined) return priceSized({ ...asked, tally: { objects, bytes } }, context, make)
  const charges = priceSized({ ...asked, tally: { objects, bytes: 0n } }, context, make)
  if (asked.operation === 'S3UpdateObjectEncryption') return charges
  return [
    ...charges.map(forgetBytes),
    make.unknown(`${asked.operation}: whatever rests on sizes, which the report lacks`),
  ]
}

/** A line that rests on bytes, where there were none to rest on. */
function forgetBytes(charge: Charge): Charge {
  return charge.unit === 'GB' ? { ...charge, quantity: undefined, nano: undefined } : charge
}

function priceSized(asked: PricedWork, context: PriceContext, make: ChargeMaker): Charge[] {
  const isKnown =
    asked.operation === 'S3UpdateObjectEncryption' || context.rates.prices.has(putsInto(asked.storageClass))
  const work = isKnown ? asked : { ...asked, storageClass: 'STANDARD' }
  const said = `Storage class ${asked.storageClass} has no rates here and is taken for STANDARD; what it costs more`
  const charges = [
    ...priceOperation(work, context, make),
    ...priceLocks(work, context, make, {
      // A change of the key is for all classes at once: as from STANDARD.
      gets: getsFrom(work.operation === 'S3UpdateObjectEncryption' ? 'STANDARD' : work.storageClass),
      lists: putsInto('STANDARD'),
    }),
  ]
  return isKnown ? charges : [...charges, make.unpriced(said, asked.tally.objects, 'objects')]
}

const putsInto = (storageClass: string) => `${storageClass}.thousand-puts`
const getsFrom = (storageClass: string) => `${storageClass}.thousand-gets`
const retrievalFrom = (storageClass: string) => `${storageClass}.gb-retrieved`
const countChecked = ({ objects }: Tally) => (objects <= CHECKED_WHOLE ? objects : CHECKED_SAMPLE)

function priceOperation(work: PricedWork, context: PriceContext, make: ChargeMaker): Charge[] {
  switch (work.operation) {
    case 'S3PutObjectCopy':
      return [
        ...priceJob(work, make),
        ...priceRedirectLooks(work, context, make),
        ...priceCopyJob(work, make),
        ...priceRewrite(work, context, make),
      ]
    case 'CopyObject': {
      // Restored objects can be of any size: what one copy cannot make is copied in parts.
      if (needsParts(work.tally)) return priceOperation({ ...work, operation: 'MultipartCopy' }, context, make)
      return [...priceDirectCopies(work, make), ...priceRewrite(work, context, make)]
    }
    case 'MultipartCopy':
      return [...priceMultipartCopies(work, make), ...priceRewrite(work, context, make)]
    case 'S3UpdateObjectEncryption':
      return [...priceJob(work, make), ...priceUpdates(work, context, make)]
    case 'S3InitiateRestoreObject':
      return [...priceJob(work, make), ...priceRestores(work, make), ...tellEvents(work, context, make)]
  }
}

/** Amazon S3 pricing page, "S3 Batch Operations": per job and per task, whatever its result. */
function priceJob({ operation, tally, canaryObjects = 0 }: PricedWork, make: ChargeMaker): Charge[] {
  const canaryJobs = canaryObjects > 0 && canaryObjects < tally.objects ? 1 : 0
  return [
    make.count('batch.job', 'jobs', 1 + canaryJobs, `S3 Batch Operations jobs, ${operation}`),
    make.count('batch.million-tasks', 'tasks', tally.objects, `S3 Batch Operations tasks, ${operation}`),
  ]
}

function priceCopyJob({ storageClass, tally, canaryObjects = 0 }: PricedWork, make: ChargeMaker): Charge[] {
  const gets = getsFrom(storageClass)
  const charges = [
    make.count(putsInto(storageClass), 'requests', tally.objects, `COPY requests into ${storageClass}`),
    make.count(gets, 'requests', countChecked(tally), `HeadObject to check the copies`),
  ]
  if (canaryObjects === 0) return charges
  const looks = Math.min(MAX_CANARY_LOOKS, tally.objects) + canaryObjects * REQUESTS_PER_CANARY
  const lists = Math.min(MAX_CANARY_LOOKS, tally.objects) + canaryObjects
  return [
    ...charges,
    make.count(gets, 'requests', looks, 'HeadObject and GetObjectTagging of the objects copied first'),
    make.count(putsInto('STANDARD'), 'requests', lists, 'ListObjectAnnotations of the objects copied first'),
  ]
}

function priceDirectCopies({ storageClass, tally }: PricedWork, make: ChargeMaker): Charge[] {
  const looks = tally.objects * LOOKS_PER_COPY
  return [
    make.count(putsInto(storageClass), 'requests', tally.objects, `COPY requests into ${storageClass}`),
    make.count(getsFrom(storageClass), 'requests', looks, 'HeadObject before and after each copy'),
  ]
}

/** In a website a job would lose the redirects of objects, so each is looked at before, by every run (plan-looks.ts). */
function priceRedirectLooks({ storageClass, tally }: PricedWork, { facts }: PriceContext, make: ChargeMaker): Charge[] {
  if (facts.website !== 'some') return []
  return [
    make.count(getsFrom(storageClass), 'requests', tally.objects, 'HeadObject to look for website redirects, each run'),
  ]
}

/**
 * Into an archive class "both CreateMultipartUpload and UploadPart are billed at S3 Standard rates", "only the
 * CompleteMultipartUpload request" at the class's (S3 User Guide, "Multipart upload and pricing"). "LIST requests for
 * any storage class are charged at the same rate as S3 Standard PUT" (Amazon S3 pricing page).
 */
function priceMultipartCopies({ storageClass, tally }: PricedWork, make: ChargeMaker): Charge[] {
  const { objects } = tally
  const stagingClass = billingRulesOf(storageClass).isArchive ? 'STANDARD' : storageClass
  const parts = `UploadPartCopy requests, as into ${stagingClass}, taking all objects for ${meanSize(tally)} bytes`
  return [
    make.count(putsInto(stagingClass), 'requests', countParts(tally), parts),
    make.count(putsInto(stagingClass), 'requests', objects, `CreateMultipartUpload, as into ${stagingClass}`),
    make.count(putsInto(storageClass), 'requests', objects, `CompleteMultipartUpload into ${storageClass}`),
    make.count(putsInto('STANDARD'), 'requests', objects * 2, 'ListObjectAnnotations, as from STANDARD'),
    make.count(
      getsFrom(storageClass),
      'requests',
      objects * LOOKS_PER_MULTIPART_COPY,
      'HeadObject and GetObjectTagging',
    ),
    make.unpriced(`Parts in ${stagingClass} until each copy is complete`, objects, 'objects'),
  ]
}

/** Charged as a PUT of S3 Standard, whatever the class (API reference, "UpdateObjectEncryption"); no byte moves. */
function priceUpdates(work: PricedWork, context: PriceContext, make: ChargeMaker): Charge[] {
  const { tally } = work
  return [
    make.count('STANDARD.thousand-puts', 'requests', tally.objects, 'UpdateObjectEncryption requests'),
    make.count(
      'STANDARD.thousand-gets',
      'requests',
      countChecked(tally),
      'HeadObject to check the updates, as from STANDARD',
    ),
    ...priceKms(work, context, make),
  ]
}

/** Everything a new copy brings beside its requests. */
function priceRewrite(work: PricedWork, context: PriceContext, make: ChargeMaker): Charge[] {
  const { storageClass, tally } = work
  const { facts, rates } = context
  const charges: Charge[] = []
  const retrieval = retrievalFrom(storageClass)
  if (rates.prices.has(retrieval)) {
    charges.push(make.bytes(retrieval, tally.bytes, `Retrieval from ${storageClass} to copy`))
  }
  charges.push(...priceKms(work, context, make))
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
    const what = `${rules}: ages begin anew, so transitions and expirations come later`
    charges.push(make.unpriced(what, tally.objects, 'objects'))
  }
  return [...charges, ...tellEvents(work, context, make)]
}

/**
 * "Storage in the selected destination [...], replication PUT requests, and applicable infrequent access storage
 * retrieval charges" (Amazon S3 pricing page, "Replication"). Where the replicas go is not read here. What lies in an
 * archive class is not replicated (S3 User Guide, "What does Amazon S3 replicate?").
 */
function priceReplication({ storageClass, tally }: PricedWork, { rates }: PriceContext, make: ChargeMaker): Charge[] {
  if (billingRulesOf(storageClass).isArchive) return []
  const retrieval = retrievalFrom(storageClass)
  return [
    make.count(
      putsInto('STANDARD'),
      'requests',
      tally.objects,
      'Replication: PUT requests, as to one bucket, into STANDARD',
    ),
    ...(rates.prices.has(retrieval)
      ? [make.bytes(retrieval, tally.bytes, `Replication: retrieval from ${storageClass}`)]
      : []),
    make.unpriced('Replication: transfer between Regions and storage of the replicas', tally.objects, 'objects'),
  ]
}

/** One event per object, to whoever listens: what that starts, nobody here knows. */
function tellEvents({ tally }: PricedWork, { facts }: PriceContext, make: ChargeMaker): Charge[] {
  if (facts.notifications === 'none') return []
  const listeners = facts.notifications === 'some' ? 'Event notifications' : 'Event notifications, if there are any'
  return [make.unpriced(`${listeners}: what an event per object starts`, tally.objects, 'objects')]
}

/** Requests, bytes, and the restored copy, which lies in S3 Standard for its days. Intelligent-Tiering restores are free. */
function priceRestores(work: PricedWork, make: ChargeMaker): Charge[] {
  const { restore, storageClass, tally } = work
  const { tier, days } = restore ?? { tier: 'BULK', days: 1 }
  const speed = tier.toLowerCase()
  const restored = `${storageClass}, ${speed}`
  const requests = `${storageClass}.thousand-restores-${speed}`
  const charges = [
    make.count(requests, 'requests', tally.objects, `Restore requests, ${restored}`),
    make.bytes(`${storageClass}.gb-restored-${speed}`, tally.bytes, `Retrieval, ${restored}`),
    make.count(getsFrom(storageClass), 'requests', tally.objects, 'HeadObject before each restore'),
  ]
  return storageClass === 'INTELLIGENT_TIERING' ? charges : [...charges, priceRestoredCopies(work, days, make)]
}

/** S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys": without one, every object asks AWS KMS. */
function priceKms({ operation, tally }: PricedWork, { target }: PriceContext, make: ChargeMaker): Charge[] {
  if (target.status === 'SSE-S3') return []
  if (target.bucketKey) return [make.unpriced(`KMS requests for the bucket key, few`, 0, 'requests')]
  const parts = operation === 'MultipartCopy' ? countParts(tally) : 0
  const requests = tally.objects * KMS_REQUESTS_PER_OBJECT + parts
  return [make.count('kms.ten-thousand-requests', 'requests', requests, `KMS requests, at most`)]
}
