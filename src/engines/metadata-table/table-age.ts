// Knows as of when an inventory table of S3 Metadata shows its bucket, and how old that may be.

import { allowedAge } from '../../inventory/newest.ts'
import { ActionError } from '../../words/errors.ts'
import { formatDuration } from '../../words/numbers.ts'
import { quoteText } from '../../words/outside-text.ts'
import type { ResultRow } from '../athena/cells.ts'
import { misread } from '../athena/cells.ts'

/**
 * Records may reach the journal some minutes after the events they are about, so that the time in it is not taken as it
 * is. AWS's own example for joining both tables leaves as much.
 */
const JOURNAL_LAG_MS = 15 * 60_000
/** S3 Metadata is from December 2024: an earlier time is in another unit than those known here. */
const EARLIEST = Date.UTC(2024, 11, 1)
/** Two of AWS's clocks. */
const CLOCK_SKEW_MS = 60_000

const ASK_OTHERS = 'Set source to inventory or list, and report this to the maintainers of this action.'

/**
 * When the table showed the whole bucket, from the result of `writeOldest`. `now`: by AWS's clock, epoch milliseconds.
 * @throws ActionError EVIDENCE_MISSING if there is no such time, or none that is understood; QUERY_FAILED
 */
export function readTableTime(rows: readonly ResultRow[], now: number): Date {
  const [row, ...others] = rows
  if (others.length > 0 || (row !== undefined && row.length !== 1)) throw misread('a property has more than one value')
  const text = row?.[0]
  if (text === undefined) {
    throw new ActionError('EVIDENCE_MISSING', 'The journal table does not say how recent the inventory table is.', {
      hint: `Run it again in an hour. If the error persists: ${ASK_OTHERS}`,
    })
  }
  const time = readTime(text)
  if (time >= EARLIEST && time <= now + CLOCK_SKEW_MS) return new Date(Math.min(time, now) - JOURNAL_LAG_MS)
  throw new ActionError(
    'EVIDENCE_MISSING',
    `The time in the journal table, ${quoteText(text)}, is not understood: it is no time between December 2024 and now.`,
    { hint: ASK_OTHERS },
  )
}

/** Seconds or milliseconds since 1970: the documentation does not name the unit, and no time can be read as both. */
function readTime(text: string): number {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000
  return /^\d{13}$/.test(text) ? Number(text) : Number.NaN
}

/** The limit of max-inventory-age; `auto` as for a daily report. Milliseconds. */
export const limitAge = (maxAge: 'auto' | number): number => (maxAge === 'auto' ? allowedAge('Daily', []) : maxAge)

/** @throws ActionError STALE */
export function refuseOldTable(bucket: string, asOf: Date, ageMs: number, maxAgeMs: number): void {
  if (ageMs <= maxAgeMs) return
  throw new ActionError(
    'STALE',
    `The inventory table of ${bucket} shows the bucket as of ${asOf.toISOString()}, ${formatDuration(ageMs)} ago; ${formatDuration(maxAgeMs)} are allowed.`,
    {
      hint: 'S3 updates the table within an hour: check its state, and the journal table. In a bucket that nobody writes to the time may stand still: set max-inventory-age higher, or source to inventory or list.',
    },
  )
}
