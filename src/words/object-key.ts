// Defines the only form in which this project writes object keys outside the bucket: percent-encoded.

import { isUtf8 } from 'node:buffer'

/**
 * An object key as UTF-8 bytes, with everything except `A-Z a-z 0-9 . _ / -` written as `%XX` in upper case.
 * Injective, and safe in a job manifest (no comma, quote, space or bare `+`), in a log line and in Markdown.
 */
export type EncodedKey = string & { readonly brand: 'EncodedKey' }

const ENCODED_KEY = /^(?:[A-Za-z0-9._/-]|%[0-9A-F]{2})+$/

/** Whether a text has the form of an encoded key; the decoded key is not checked. */
export const isEncodedKey = (text: string): text is EncodedKey => ENCODED_KEY.test(text)

/** A key as S3 stores it: the bytes from `start` to `end`, in UTF-8. */
export type RawKey = { readonly bytes: Uint8Array; readonly start: number; readonly end: number }

/** The longest key that S3 allows, in UTF-8 bytes (S3 User Guide, "Naming Amazon S3 objects"). */
export const MAX_KEY_BYTES = 1024

/** A key that S3 cannot have stored. Two different keys must never become one, so nothing is guessed. */
export class UndecodableKeyError extends Error {
  override readonly name = 'UndecodableKeyError'
}

const PERCENT = 0x25
const PLUS = 0x2b
const SPACE = 0x20

const PLAIN = new Uint8Array(256)
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-') PLAIN[char.charCodeAt(0)] = 1

const UPPER_HEX_DIGITS = Buffer.from('0123456789ABCDEF', 'latin1')

/** 1 for bytes that encode others in a field, and for those that only some texts can contain. */
const NOT_BARE = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 0x7f || byte === PERCENT || byte === PLUS ? 1 : 0,
)

/** Larger than any byte. */
const NO_BYTE = 0x100

/** Value of a hexadecimal digit; 16 for any other byte. */
const HEX = new Uint8Array(256).fill(16)
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16)
  HEX[digit.charCodeAt(0)] = value
  HEX[digit.toUpperCase().charCodeAt(0)] = value
}

/**
 * Encodes a raw key, as found in ORC and Parquet reports: a text, or the bytes from `start` to `end`.
 * @throws UndecodableKeyError for lone surrogates, invalid UTF-8, an empty key or one over 1,024 bytes
 */
export function encodeKey(key: Uint8Array | string, start = 0, end = key.length): EncodedKey {
  if (typeof key !== 'string') {
    checkKeyLength(end - start)
    return encodeBytes(key, start, end)
  }
  if (!key.isWellFormed()) throw new UndecodableKeyError('the key holds a lone surrogate')
  const bytes = Buffer.from(key, 'utf8')
  checkKeyLength(bytes.length)
  return encodeBytes(bytes)
}

/** The key as the S3 API takes it. */
export function decodeKey(key: EncodedKey): string {
  return decodeURIComponent(key)
}

// Buffers that each call reuses: the decoded bytes of a field, and their encoded form.
const decoded = Buffer.alloc(MAX_KEY_BYTES)
const encoded = Buffer.alloc(3 * MAX_KEY_BYTES)

/**
 * Reads the Key field of a CSV report (the bytes from `start` to `end`) and returns it in this project's encoding. The
 * field is form-encoded: `+` is a space, and a plus sign is `%2B` (S3 User Guide, "Amazon S3 Inventory list": keys are
 * URL-encoded). Bytes that S3 did not encode are taken literally.
 * @throws UndecodableKeyError for a broken `%XX`, invalid UTF-8, an empty key or one over 1,024 bytes decoded
 */
export function canonicalizeInventoryKey(field: Buffer, start = 0, end = field.length): EncodedKey {
  if (isCanonicalAscii(field, start, end)) return field.toString('latin1', start, end) as EncodedKey
  return encodeBytes(decoded, 0, decodeField(field, start, end))
}

/**
 * The same field as the key that S3 stores, valid until the next field is read.
 * @throws UndecodableKeyError, as above
 */
export function readInventoryKey(field: Buffer, start: number, end: number): RawKey {
  if (isBare(field, start, end)) {
    checkKeyLength(end - start)
    return { bytes: field, start, end }
  }
  const length = decodeField(field, start, end)
  checkUtf8(decoded, 0, length)
  return { bytes: decoded, start: 0, end: length }
}

/** A raw key, as found in ORC and Parquet reports. @throws UndecodableKeyError, as encodeKey */
export function readRawKey(bytes: Uint8Array, start: number, end: number): RawKey {
  checkKeyLength(end - start)
  checkUtf8(bytes, start, end)
  return { bytes, start, end }
}

/** Decodes the field into `decoded` and returns the number of bytes. */
function decodeField(field: Uint8Array, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end; ) {
    const { byte, length } = readEscape(field, at, end)
    if (byte > 0xff) throw new UndecodableKeyError('the key holds a "%" that no two hexadecimal digits follow')
    checkKeyLength(count + 1)
    decoded[count++] = byte
    at += length
  }
  checkKeyLength(count)
  return count
}

/**
 * Reads position `at` of a field: the byte (over 0xff for a broken escape) and how many bytes of the field it takes.
 */
export function readEscape(
  field: Uint8Array,
  at: number,
  end: number,
): { readonly byte: number; readonly length: number } {
  const byte = field[at] as number
  if (byte === PERCENT) return { byte: at + 2 < end ? decodeEscape(field, at) : NO_BYTE, length: 3 }
  return { byte: byte === PLUS ? SPACE : byte, length: 1 }
}

/** Whether a byte of a field is ASCII and has no special meaning. */
export function standsForItself(byte: number): boolean {
  return NOT_BARE[byte] === 0
}

/** Whether every byte is ASCII and has no special meaning. */
function isBare(field: Uint8Array, start: number, end: number): boolean {
  let others = 0
  for (let i = start; i < end; i++) others |= NOT_BARE[field[i] as number] as number
  return others === 0
}

/** Whether a field is already a key in this project's encoding, in ASCII only: nearly all are, and need no decoding. */
function isCanonicalAscii(field: Uint8Array, start: number, end: number): boolean {
  if (start === end || end - start > MAX_KEY_BYTES) return false
  for (let i = start; i < end; i++) {
    const byte = field[i] as number
    if (PLAIN[byte] === 1) continue
    if (byte !== PERCENT || i + 2 >= end || !isUpperHex(field, i)) return false
    const escaped = decodeEscape(field, i)
    if (escaped > 0x7f || PLAIN[escaped] === 1) return false
    i += 2
  }
  return true
}

function checkKeyLength(bytes: number): void {
  if (bytes === 0) throw new UndecodableKeyError('the key is empty')
  if (bytes > MAX_KEY_BYTES) throw new UndecodableKeyError(`the key is longer than ${MAX_KEY_BYTES} bytes`)
}

/** Takes at most MAX_KEY_BYTES. */
function encodeBytes(bytes: Uint8Array, start = 0, end = bytes.length): EncodedKey {
  let length = 0
  let bits = 0
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number
    bits |= byte
    if (PLAIN[byte] === 1) {
      encoded[length++] = byte
      continue
    }
    encoded[length++] = PERCENT
    encoded[length++] = UPPER_HEX_DIGITS[byte >> 4] as number
    encoded[length++] = UPPER_HEX_DIGITS[byte & 15] as number
  }
  // Pure ASCII needs no check.
  if (bits > 0x7f) checkUtf8(bytes, start, end)
  return encoded.toString('latin1', 0, length) as EncodedKey
}

/** Strict: overlong forms and surrogates (`%C0%80`, `%ED%A0%80`) are rejected, too. */
function checkUtf8(bytes: Uint8Array, start: number, end: number): void {
  if (!isUtf8(bytes.subarray(start, end))) throw new UndecodableKeyError('the key is not valid UTF-8')
}

/** The byte that the escape at `at` encodes; above 0xff if its digits are not hexadecimal. */
function decodeEscape(field: Uint8Array, at: number): number {
  const high = HEX[field[at + 1] as number] as number
  const low = HEX[field[at + 2] as number] as number
  return low > 15 ? NO_BYTE : high * 16 + low
}

function isUpperHex(field: Uint8Array, at: number): boolean {
  return (field[at + 1] as number) < 0x61 && (field[at + 2] as number) < 0x61
}
