// Writes lines of ASCII into memory in place: no text is made of a row, a number or a time.

/** Written to disk when it is full. */
const CAPACITY = 256 * 1024
const DIGIT_ZERO = 0x30
const DASH = 0x2d
const POINT = 0x2e
const COLON = 0x3a
const LETTER_T = 0x54
const LETTER_Z = 0x5a
/** From 1 March of the year 0 to 1970-01-01, and in 400 years. */
const DAYS_FROM_MARCH_0 = 719_468
const DAYS_OF_ERA = 146_097
const DAY_MS = 86_400_000
/** 0001-01-01 to 9999-12-31: outside of it ISO 8601 has a sign, and a cell that begins with one is a formula. */
const FIRST_TIME = -62_135_596_800_000
const LAST_TIME = 253_402_300_799_999

/** Whether `writeTime` can write it. False for what is no time. */
export const isWritableTime = (time: number | undefined): time is number =>
  time !== undefined && time >= FIRST_TIME && time <= LAST_TIME

/** Bytes of lines that are still to be written. Text and pieces must be ASCII. */
export class LineBytes {
  #bytes = Buffer.allocUnsafe(CAPACITY)
  #length = 0

  /** Whether so many bytes can be added. */
  fits(bytes: number): boolean {
    return this.#length + bytes <= this.#bytes.length
  }

  /** Makes room for a line that is longer than all of it. Nothing may be in it. */
  extend(bytes: number): void {
    if (bytes > this.#bytes.length) this.#bytes = Buffer.allocUnsafe(bytes)
  }

  /** What was added, which then is in it no more; valid until something is added. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length)
    this.#length = 0
    return taken
  }

  /** Faster than `set` for the few bytes of a cell. */
  addPiece(piece: Uint8Array): void {
    const bytes = this.#bytes
    const at = this.#length
    for (let i = 0; i < piece.length; i++) bytes[at + i] = piece[i] as number
    this.#length = at + piece.length
  }

  addText(text: string): void {
    this.#length += this.#bytes.write(text, this.#length, 'latin1')
  }

  /** A whole number from 0 to 2^53. */
  addWhole(value: number): void {
    this.#length = writeWhole(this.#bytes, this.#length, value)
  }

  /** Epoch milliseconds of which `isWritableTime` holds, as ISO 8601 in UTC. */
  addTime(time: number): void {
    writeTime(this.#bytes, this.#length, Math.floor(time))
    this.#length += 24
  }
}

/** Returns the position after it. */
function writeWhole(bytes: Uint8Array, at: number, value: number): number {
  if (value < 1e9) return writeInteger(bytes, at, value, countDigits(value))
  const high = Math.floor(value / 1e9)
  return writeInteger(bytes, writeWhole(bytes, at, high), value - high * 1e9, 9)
}

/** Of a number below 10^9. */
function countDigits(value: number): number {
  let digits = 1
  for (let limit = 10; value >= limit; limit *= 10) digits++
  return digits
}

function writeInteger(bytes: Uint8Array, at: number, value: number, digits: number): number {
  let rest = value | 0
  for (let i = at + digits - 1; i >= at; i--) {
    const tenth = (rest / 10) | 0
    bytes[i] = DIGIT_ZERO + rest - tenth * 10
    rest = tenth
  }
  return at + digits
}

/** A number below 100. */
function writePair(bytes: Uint8Array, at: number, value: number): void {
  // A tenth of it, rounded down: exact up to 1,028.
  const tens = (value * 205) >> 11
  bytes[at] = DIGIT_ZERO + tens
  bytes[at + 1] = DIGIT_ZERO + value - tens * 10
}

/** `2024-04-22T01:13:28.000Z`. */
function writeTime(bytes: Uint8Array, at: number, time: number): void {
  const day = Math.floor(time / DAY_MS)
  writeDay(bytes, at, day)
  const ms = (time - day * DAY_MS) | 0
  const seconds = (ms / 1_000) | 0
  const minutes = (seconds / 60) | 0
  const hours = (minutes / 60) | 0
  const thousandths = ms - seconds * 1_000
  const hundredths = (thousandths / 10) | 0
  bytes[at + 10] = LETTER_T
  writePair(bytes, at + 11, hours)
  bytes[at + 13] = COLON
  writePair(bytes, at + 14, minutes - hours * 60)
  bytes[at + 16] = COLON
  writePair(bytes, at + 17, seconds - minutes * 60)
  bytes[at + 19] = POINT
  writePair(bytes, at + 20, hundredths)
  bytes[at + 22] = DIGIT_ZERO + thousandths - hundredths * 10
  bytes[at + 23] = LETTER_Z
}

/**
 * A day since 1970-01-01 in the Gregorian calendar. Its years are taken to begin in March, so that a leap day is the last
 * of its year, and the months repeat in fives of 153 days.
 */
function writeDay(bytes: Uint8Array, at: number, day: number): void {
  const sinceMarch = (day + DAYS_FROM_MARCH_0) | 0
  const era = (sinceMarch / DAYS_OF_ERA) | 0
  const dayOfEra = sinceMarch - era * DAYS_OF_ERA
  const leapDays = ((dayOfEra / 1_460) | 0) - ((dayOfEra / 36_524) | 0) + ((dayOfEra / 146_096) | 0)
  const yearOfEra = ((dayOfEra - leapDays) / 365) | 0
  const dayOfYear = dayOfEra - (365 * yearOfEra + (yearOfEra >> 2) - ((yearOfEra / 100) | 0))
  const sinceMarchMonth = ((5 * dayOfYear + 2) / 153) | 0
  const month = sinceMarchMonth < 10 ? sinceMarchMonth + 3 : sinceMarchMonth - 9
  const year = yearOfEra + era * 400 + (month < 3 ? 1 : 0)
  const century = (year / 100) | 0
  writePair(bytes, at, century)
  writePair(bytes, at + 2, year - century * 100)
  bytes[at + 4] = DASH
  writePair(bytes, at + 5, month)
  bytes[at + 7] = DASH
  writePair(bytes, at + 8, dayOfYear - (((153 * sinceMarchMonth + 2) / 5) | 0) + 1)
}
