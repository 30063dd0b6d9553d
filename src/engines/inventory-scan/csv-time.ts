// Parses times as CSV reports write them: `2024-04-22T01:13:28.000Z`.

const DIGIT_ZERO = 0x30
const TIME_PATTERN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/
const TEMPLATE = Buffer.from('0000-00-00T00:00:00.000Z', 'latin1')
/** Valid in every year; the 29th of February is left to Date.parse. */
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Epoch milliseconds of the bytes `start` to `end`; NaN for anything that is not such a time. */
export function parseInventoryTime(bytes: Buffer, start = 0, end = bytes.length): number {
  const time = parseUsualTime(bytes, start, end)
  if (!Number.isNaN(time)) return time
  const text = bytes.toString('latin1', start, end)
  return TIME_PATTERN.test(text) ? Date.parse(text) : Number.NaN
}

/** The same without creating a string, for the form that S3 writes; also NaN for times in a rarer form. */
function parseUsualTime(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== TEMPLATE.length || !hasUsualForm(bytes, start)) return Number.NaN
  const month = twoDigits(bytes, start + 5)
  const day = twoDigits(bytes, start + 8)
  const hour = twoDigits(bytes, start + 11)
  const minute = twoDigits(bytes, start + 14)
  const second = twoDigits(bytes, start + 17)
  const isUsual = day >= 1 && day <= (DAYS_OF_MONTH[month - 1] ?? 0) && hour < 24 && minute < 60 && second < 60
  if (!isUsual) return Number.NaN
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2)
  const millisecond = twoDigits(bytes, start + 20) * 10 + (bytes[start + 22] as number) - DIGIT_ZERO
  // Date.UTC treats years below 100 as years of the last century.
  return year < 100 ? Number.NaN : Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
}

function twoDigits(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) * 10 + (bytes[at + 1] as number) - 11 * DIGIT_ZERO
}

/** Whether digits and separators are where the template has them. */
function hasUsualForm(bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < TEMPLATE.length; i++) {
    const byte = bytes[start + i] as number
    const expected = TEMPLATE[i] as number
    if (expected === DIGIT_ZERO ? byte < DIGIT_ZERO || byte > DIGIT_ZERO + 9 : byte !== expected) return false
  }
  return true
}
