// Formats numbers, sizes, times and shares for people: in English, in UTC, and never rounded in our favor.

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const
const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** `1,234,567`. */
export function formatCount(count: number | bigint): string {
  return groupThousands(typeof count === 'bigint' ? String(count) : count.toFixed(0))
}

/** Done by hand: the first toLocaleString of a process loads ICU, which takes a tenth of the action's startup time. */
function groupThousands(digits: string): string {
  return digits.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')
}

/** `1 object`, `1,234 objects`. */
export function formatNoun(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`
}

/** Shown in place of an unknown figure. */
const UNKNOWN = 'unknown'

/** `1.2 GiB`: one decimal place, rounded down. `unknown` for sizes that the report does not have. */
export function formatBytes(bytes: bigint | undefined): string {
  if (bytes === undefined) return UNKNOWN
  let unit = 0
  let divisor = 1n
  while (unit < UNITS.length - 1 && bytes >= divisor * 1024n) {
    divisor *= 1024n
    unit++
  }
  const tenths = (bytes * 10n) / divisor
  const fraction = unit === 0 ? '' : `.${tenths % 10n}`
  return `${formatCount(tenths / 10n)}${fraction} ${UNITS[unit]}`
}

/** `1.2 GiB (1,288,490,188 bytes)`; sizes below 1 KiB are shown once. */
export function formatBytesExactly(bytes: bigint): string {
  return bytes < 1024n ? formatBytes(bytes) : `${formatBytes(bytes)} (${formatCount(bytes)} bytes)`
}

/** The two largest units of a time span: `2 days 3 h`, `5 h 10 min`, `12 min`, `45 s`, `0.4 s`. */
export function formatDuration(ms: number): string {
  if (ms < 10 * SECOND_MS) return `${Math.max(0, Math.round(ms / 100) / 10)} s`
  if (ms < 2 * MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < DAY_MS) return join(Math.floor(ms / HOUR_MS), 'h', Math.floor((ms % HOUR_MS) / MINUTE_MS), 'min')
  const days = Math.floor(ms / DAY_MS)
  return join(days, days === 1 ? 'day' : 'days', Math.floor((ms % DAY_MS) / HOUR_MS), 'h')
}

/** `1,234 objects/s`; empty under a second, which is too short to tell. */
export function formatRate(count: number, ms: number, noun: string): string {
  return ms < SECOND_MS ? '' : `${formatCount(Math.round((count * SECOND_MS) / ms))} ${noun}/s`
}

/** `2026-11-21 01:00 UTC`. */
export function formatDate(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `29 Nov 2026`. */
export function formatDay(date: Date): string {
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** Share of a whole, truncated, not rounded: 100% only for all of it, 0% only for none of it. */
export function formatShare(part: number, whole: number): string {
  if (part === 0 || whole === 0) return '0%'
  if (part >= whole) return '100%'
  const hundredths = Math.floor((part / whole) * 10_000)
  if (hundredths === 0) return '<0.01%'
  return hundredths < 1_000 ? `${(hundredths / 100).toFixed(2)}%` : `${(Math.floor(hundredths / 10) / 10).toFixed(1)}%`
}

const SHARE_STEPS = 1_000

/**
 * Shares of parts in their sum, which add up to 100%: tenths of a percent, the missing ones given to the largest
 * remainders. A part of the whole is never rounded away: `<0.1%` and `>99.9%` at its ends.
 */
export function formatShares(parts: readonly number[]): readonly string[] {
  const whole = parts.reduce((sum, part) => sum + part, 0)
  if (whole === 0) return parts.map(() => '0%')
  const exact = parts.map((part) => (part / whole) * SHARE_STEPS)
  const missing = SHARE_STEPS - exact.reduce((sum, steps) => sum + Math.floor(steps), 0)
  const byRemainder = exact.map((steps, index) => ({ index, rest: steps % 1 })).sort((a, b) => b.rest - a.rest)
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index))
  return parts.map((part, index) => {
    const steps = Math.floor(exact[index] ?? 0) + (raised.has(index) ? 1 : 0)
    if (part === 0 || part === whole) return part === 0 ? '0%' : '100%'
    if (steps === 0) return '<0.1%'
    return steps === SHARE_STEPS ? '>99.9%' : `${(steps / 10).toFixed(1)}%`
  })
}

/**
 * `12.34 USD`, half a cent rounded up, or `unknown`. Not `$`: GitHub reads a pair of dollar signs as a formula. Rounded
 * to billionths first: 1.005 cannot be represented exactly, so `toFixed` alone would return 1.00.
 */
export function formatUsd(usd: number | undefined): string {
  if (usd === undefined) return UNKNOWN
  if (usd > 0 && usd < 0.01) return 'less than 0.01 USD'
  const cents = Math.floor((Math.round(usd * 1e9) + 5e6) / 1e7)
  return `${groupThousands((cents / 100).toFixed(2))} USD`
}

/** `1,234`, `0.5`: up to three decimal places. */
export function formatQuantity(quantity: number): string {
  return groupThousands(String(Math.round(quantity * 1000) / 1000))
}

function join(first: number, firstUnit: string, second: number, secondUnit: string): string {
  return second === 0 ? `${first} ${firstUnit}` : `${first} ${firstUnit} ${second} ${secondUnit}`
}
