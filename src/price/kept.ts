// Prices what a remediation leaves behind: old versions, restored copies, minimum storage durations.

import { type Charge, type ChargeMaker, MONTH_DAYS } from './charges.ts'
import { meanSize } from './parts.ts'
import { ARCHIVE_OVERHEAD, billableBytes, billingRulesOf, isMonitored } from './storage-class.ts'
import type { ObjectsToPrice, PriceContext } from './work.ts'

const DAY_MS = 86_400_000

/** In a versioned bucket nothing is deleted: each old version is charged for as long as it is kept. */
export function priceOldVersions({ storageClass, tally }: ObjectsToPrice, make: ChargeMaker): Charge[] {
  const bytes = billableBytes(storageClass, tally)
  const { isArchive } = billingRulesOf(storageClass)
  const index = isArchive ? `, with ${ARCHIVE_OVERHEAD.asClass >> 10n} KB of index each` : ''
  const what = `Noncurrent versions in ${storageClass}${index}, per month until they expire`
  const charges = [make.stored(storageClass, bytes, 'monthly', what)]
  if (isArchive) {
    const names = ARCHIVE_OVERHEAD.asStandard * BigInt(tally.objects)
    const said = `Names of noncurrent versions in ${storageClass}, ${ARCHIVE_OVERHEAD.asStandard >> 10n} KB each in STANDARD, per month`
    charges.push(make.stored('STANDARD', names, 'monthly', said))
  }
  if (storageClass === 'INTELLIGENT_TIERING' && isMonitored(tally)) {
    const monitoring = `Monitoring of noncurrent versions in INTELLIGENT_TIERING, taking all objects for ${meanSize(tally)} bytes, per month`
    charges.push(
      make.monthly(make.count('INTELLIGENT_TIERING.thousand-monitored', 'objects', tally.objects, monitoring)),
    )
  }
  return charges
}

/**
 * The rest of the minimum storage duration, as if every object were as new as the newest. For objects that a lifecycle
 * rule moved, S3 counts from the day of the move, which LastModified does not show: so the line is called "at most".
 */
export function priceEarlyDeletion(work: ObjectsToPrice, { reportTime }: PriceContext, make: ChargeMaker): Charge[] {
  const { newestLastModified, storageClass, tally } = work
  const { minimumDays } = billingRulesOf(storageClass)
  if (minimumDays === 0) return []
  const age = newestLastModified === undefined ? 0 : Math.floor((reportTime - newestLastModified) / DAY_MS)
  const daysLeft = Math.min(minimumDays, Math.max(0, minimumDays - age))
  const what = `Early deletion of objects a lifecycle rule moved into ${storageClass} in the last ${minimumDays} days`
  // Also added if there is no rule now: the rule that moved them may have been deleted.
  const moved = make.unpriced(what, tally.objects, 'objects')
  if (daysLeft === 0) return [moved]
  const rest = `Early deletion from ${storageClass}, at most ${daysLeft} of ${minimumDays} days`
  return [make.stored(storageClass, billableBytes(storageClass, tally), daysLeft, rest), moved]
}

/** "A copy [...] that you restored temporarily (charged at the S3 Standard storage rate [...])" (Amazon S3 pricing page). */
export function priceRestoredCopies({ tally }: ObjectsToPrice, days: number, make: ChargeMaker): Charge {
  const what = `Restored copies in STANDARD for ${days} ${days === 1 ? 'day' : 'days'} of ${MONTH_DAYS}`
  return make.stored('STANDARD', tally.bytes, days, what)
}
