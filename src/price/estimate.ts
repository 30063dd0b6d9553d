// Knows what remediating a bucket is likely to cost: once, and per month afterwards. An estimate for people, never a bill.

import { MAX_CANARY_LOOKS } from '../canary.ts'
import type { ObjectCount, Tally } from '../encryption.ts'
import type { BucketFacts, Estimate, RestoreRequest, TargetEncryption } from '../plan.ts'
import { type Charge, type ChargeMaker, makeCharges } from './charges.ts'
import { countParts, meanSize, needsParts } from './parts.ts'
import { hasOwnRates, type NanoUsd, type Rates, roundToCents } from './rates.ts'
import { billingRulesOf } from './storage-class.ts'

/** Objects of one storage class to which the same is done. */
export type PricedWork = {
  readonly operation:
    | 'S3PutObjectCopy'
    | 'S3UpdateObjectEncryption'
    | 'S3InitiateRestoreObject'
    | 'CopyObject'
    | 'MultipartCopy'
  /** '' or `ALL` where the operation keeps every class by itself. */
  readonly storageClass: string
  /** The bytes are undefined where the report has no sizes. */
  readonly tally: ObjectCount
  /** Epoch milliseconds; undefined where the report does not say. */
  readonly newestLastModified: number | undefined
  /** Objects a small job copies first; a job of its own where there are others. */
  readonly canaryObjects?: number
  /** Of S3InitiateRestoreObject. */
  readonly restore?: RestoreRequest
}

export type PriceContext = {
  readonly target: TargetEncryption
  readonly facts: Pick<BucketFacts, 'versioning' | 'replicates' | 'lifecycle' | 'notifications'>
  readonly region: string
  readonly rates: Rates
  /** When the inventory report was begun, epoch milliseconds: ages count from here. */
  readonly reportTime: number
}

const DAY_MS = 86_400_000
const MONTH_DAYS = 30
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

/** Prices `work` line by line. What has no figure is a line of zero that says so. */
export function estimatePrice(work: readonly PricedWork[], context: PriceContext): Estimate {
  const make = makeCharges(context.rates)
  const charges = work.flatMap((item) => priceWork(item, context, make))
  if (work.length > 0) {
    charges.push(
      make.unpriced('storing and moving job manifests and completion reports, CloudTrail data events', 0, 'requests'),
    )
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

function priceWork(asked: PricedWork, context: PriceContext, make: ChargeMaker): Charge[] {
  const { objects, bytes } = asked.tally
  if (bytes !== undefined) return priceSized({ ...asked, tally: { objects, bytes } }, context, make)
  const charges = priceSized({ ...asked, tally: { objects, bytes: 0n } }, context, make)
  if (asked.operation === 'S3UpdateObjectEncryption') return charges
  return [...charges.map(forgetBytes), make.unknown(`${asked.operation}: the report has no sizes, on which parts rest`)]
}

/** A line that rests on bytes, where there were none to rest on. */
function forgetBytes(charge: Charge): Charge {
  return charge.unit === 'GB' ? { ...charge, quantity: undefined, nano: undefined } : charge
}

/** Work of which the sizes are known. */
type SizedWork = PricedWork & { readonly tally: Tally }

function priceSized(asked: SizedWork, context: PriceContext, make: ChargeMaker): Charge[] {
  const isKnown =
    asked.operation === 'S3UpdateObjectEncryption' || context.rates.prices.has(putsInto(asked.storageClass))
  const work = isKnown ? asked : { ...asked, storageClass: 'STANDARD' }
  const said = `Storage class ${asked.storageClass} has no rates here and is taken for STANDARD; what it costs more`
  const charges = priceOperation(work, context, make)
  return isKnown ? charges : [...charges, make.unpriced(said, asked.tally.objects, 'objects')]
}

const putsInto = (storageClass: string) => `${storageClass}.thousand-puts`
const getsFrom = (storageClass: string) => `${storageClass}.thousand-gets`
const countChecked = ({ objects }: Tally) => (objects <= CHECKED_WHOLE ? objects : CHECKED_SAMPLE)

function priceOperation(work: SizedWork, context: PriceContext, make: ChargeMaker): Charge[] {
  switch (work.operation) {
    case 'S3PutObjectCopy':
      return [...priceJob(work, make), ...priceCopyJob(work, make), ...priceRewrite(work, context, make)]
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
function priceJob({ operation, tally, canaryObjects = 0 }: SizedWork, make: ChargeMaker): Charge[] {
  const canaryJobs = canaryObjects > 0 && canaryObjects < tally.objects ? 1 : 0
  return [
    make.count('batch.job', 'jobs', 1 + canaryJobs, `S3 Batch Operations jobs, ${operation}`),
    make.count('batch.million-tasks', 'tasks', tally.objects, `S3 Batch Operations tasks, ${operation}`),
  ]
}

function priceCopyJob({ storageClass, tally, canaryObjects = 0 }: SizedWork, make: ChargeMaker): Charge[] {
  const gets = getsFrom(storageClass)
  const charges = [
    make.count(putsInto(storageClass), 'requests', tally.objects, `COPY requests into ${storageClass}`),
    make.count(gets, 'requests', countChecked(tally), `HeadObject to check the copies`),
  ]
  if (canaryObjects === 0) return charges
  const looks = Math.min(MAX_CANARY_LOOKS, tally.objects) + canaryObjects * REQUESTS_PER_CANARY
  return [
    ...charges,
    make.count(gets, 'requests', looks, 'HeadObject and GetObjectTagging of the objects copied first'),
  ]
}

function priceDirectCopies({ storageClass, tally }: SizedWork, make: ChargeMaker): Charge[] {
  const looks = tally.objects * LOOKS_PER_COPY
  return [
    make.count(putsInto(storageClass), 'requests', tally.objects, `COPY requests into ${storageClass}`),
    make.count(getsFrom(storageClass), 'requests', looks, 'HeadObject before and after each copy'),
  ]
}

/** Begin, parts, complete; and one list of annotations, which is charged as a PUT like every LIST. */
function priceMultipartCopies({ storageClass, tally }: SizedWork, make: ChargeMaker): Charge[] {
  const puts = putsInto(storageClass)
  const looks = tally.objects * LOOKS_PER_MULTIPART_COPY
  const what = `UploadPartCopy requests into ${storageClass}, taking all objects for ${describeMean(tally)}`
  return [
    make.count(puts, 'requests', countParts(tally), what),
    make.count(
      puts,
      'requests',
      tally.objects * 3,
      'CreateMultipartUpload, CompleteMultipartUpload, ListObjectAnnotations',
    ),
    make.count(getsFrom(storageClass), 'requests', looks, 'HeadObject and GetObjectTagging'),
  ]
}

/** Charged as a PUT of S3 Standard, whatever the class (API reference, "UpdateObjectEncryption"); no byte moves. */
function priceUpdates(work: SizedWork, context: PriceContext, make: ChargeMaker): Charge[] {
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
function priceRewrite(work: SizedWork, context: PriceContext, make: ChargeMaker): Charge[] {
  const { storageClass, tally } = work
  const { facts, rates } = context
  const charges: Charge[] = []
  const retrieval = `${storageClass}.gb-retrieved`
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
  if (facts.replicates) {
    charges.push(
      make.count('STANDARD.thousand-puts', 'requests', tally.objects, 'Replication: PUT requests, as into STANDARD'),
      make.unpriced('Replication: transfer between Regions and storage of the replicas', tally.objects, 'objects'),
    )
  }
  if (facts.lifecycle !== 'none') {
    const rules = facts.lifecycle === 'some' ? 'Lifecycle rules' : 'Lifecycle rules, if there are any'
    const what = `${rules}: ages begin anew, so transitions and expirations come later`
    charges.push(make.unpriced(what, tally.objects, 'objects'))
  }
  return [...charges, ...tellEvents(work, context, make)]
}

/** One event per object, to whoever listens: what that starts, nobody here knows. */
function tellEvents({ tally }: SizedWork, { facts }: PriceContext, make: ChargeMaker): Charge[] {
  if (facts.notifications === 'none') return []
  const listeners = facts.notifications === 'some' ? 'Event notifications' : 'Event notifications, if there are any'
  return [make.unpriced(`${listeners}: what an event per object starts`, tally.objects, 'objects')]
}

/** Requests, bytes, and the restored copy, which lies in S3 Standard for its days. Intelligent-Tiering restores are free. */
function priceRestores({ restore, storageClass, tally }: SizedWork, make: ChargeMaker): Charge[] {
  const { tier, days } = restore ?? { tier: 'BULK', days: 1 }
  const speed = tier.toLowerCase()
  const restored = `${storageClass}, ${speed}`
  const charges = [
    make.count(
      `${storageClass}.thousand-restores-${speed}`,
      'requests',
      tally.objects,
      `Restore requests, ${restored}`,
    ),
    make.bytes(`${storageClass}.gb-restored-${speed}`, tally.bytes, `Retrieval, ${restored}`),
    make.count(getsFrom(storageClass), 'requests', tally.objects, 'HeadObject before each restore'),
  ]
  if (storageClass === 'INTELLIGENT_TIERING') return charges
  const what = `Restored copies in STANDARD for ${days} days of ${MONTH_DAYS}`
  return [...charges, make.bytes('STANDARD.gb-month', tally.bytes, what, [days, MONTH_DAYS])]
}

/** S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys": without one, every object asks AWS KMS. */
function priceKms({ operation, tally }: SizedWork, { target }: PriceContext, make: ChargeMaker): Charge[] {
  if (target.status === 'SSE-S3') return []
  if (target.bucketKey) return [make.unpriced(`KMS requests for the bucket key, few`, 0, 'requests')]
  const parts = operation === 'MultipartCopy' ? countParts(tally) : 0
  const requests = tally.objects * KMS_REQUESTS_PER_OBJECT + parts
  return [make.count('kms.ten-thousand-requests', 'requests', requests, `KMS requests, at most`)]
}

/** In a versioned bucket nothing is deleted: each old version is paid for as long as it stays. */
function priceOldVersions({ storageClass, tally }: SizedWork, make: ChargeMaker): Charge[] {
  const what = `Noncurrent versions in ${storageClass}, per month until they expire`
  const storage = make.monthly(make.bytes(`${storageClass}.gb-month`, billableBytes(storageClass, tally), what))
  if (storageClass !== 'INTELLIGENT_TIERING') return [storage]
  const monitoring = 'Monitoring of noncurrent versions in INTELLIGENT_TIERING, per month'
  return [
    storage,
    make.monthly(make.count('INTELLIGENT_TIERING.thousand-monitored', 'objects', tally.objects, monitoring)),
  ]
}

/**
 * The rest of the minimum duration, as if every object were as young as the newest. LastModified is not the day a
 * lifecycle rule moved an object into its class, from which S3 counts then: so the line says what it is at most.
 */
function priceEarlyDeletion(work: SizedWork, { reportTime }: PriceContext, make: ChargeMaker): Charge[] {
  const { newestLastModified, storageClass, tally } = work
  const { minimumDays } = billingRulesOf(storageClass)
  if (minimumDays === 0) return []
  const age = newestLastModified === undefined ? 0 : Math.floor((reportTime - newestLastModified) / DAY_MS)
  const daysLeft = Math.min(minimumDays, Math.max(0, minimumDays - age))
  const what = `Early deletion of objects a lifecycle rule moved into ${storageClass} in the last ${minimumDays} days`
  // Also where there is no rule now: the one that moved them may be gone.
  const moved = make.unpriced(what, tally.objects, 'objects')
  if (daysLeft === 0) return [moved]
  const rest = `Early deletion from ${storageClass}, at most ${daysLeft} of ${minimumDays} days`
  return [
    make.bytes(`${storageClass}.gb-month`, billableBytes(storageClass, tally), rest, [daysLeft, MONTH_DAYS]),
    moved,
  ]
}

/** Small objects of some classes are billed as larger ones; only totals are known, so all are taken for the mean size. */
function billableBytes(storageClass: string, { bytes, objects }: Tally): bigint {
  const least = billingRulesOf(storageClass).minimumBytes * BigInt(objects)
  return bytes > least ? bytes : least
}

function describeMean(tally: Tally): string {
  return `${meanSize(tally)} bytes`
}
