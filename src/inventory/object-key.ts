// Knows the one way this project writes an object key outside the bucket: percent-encoded.

import { isUtf8 } from 'node:buffer'

/**
 * An object key as UTF-8 bytes with everything but `A-Z a-z 0-9 . _ / -` written `%XX` in upper case.
 * Injective, safe in a job manifest (no comma, quote, space or bare `+`), in a log line and in Markdown.
 */
export type EncodedKey = string & { readonly brand: 'EncodedKey' }

/** The longest key S3 allows, in bytes of UTF-8 (S3 User Guide, "Naming Amazon S3 objects"). */
export const MAX_KEY_BYTES = 1024

/** A key that cannot be what S3 stored. Two different keys must never become one, so nothing is guessed. */
export class UndecodableKeyError extends Error {
  override readonly name = 'UndecodableKeyError'
}

const PERCENT = 0x25
const PLUS = 0x2b
const SPACE = 0x20

const PLAIN = new Uint8Array(256)
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-') PLAIN[char.charCodeAt(0)] = 1

/** The encoded form of each byte. */
const ENCODED = Array.from({ length: 256 }, (_, byte) =>
  PLAIN[byte] === 1 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
)

/** Value of a hexadecimal digit, or 16. */
const HEX = new Uint8Array(256).fill(16)
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16)
  HEX[digit.charCodeAt(0)] = value
  HEX[digit.toUpperCase().charCodeAt(0)] = value
}

/**
 * Encodes a raw key, as ORC and Parquet reports carry it.
 * @throws UndecodableKeyError for lone surrogates, invalid UTF-8, an empty key and one over 1,024 bytes
 */
export function encodeKey(key: Uint8Array | string): EncodedKey {
  if (typeof key === 'string' && !key.isWellFormed()) throw new UndecodableKeyError('the key holds a lone surrogate')
  const bytes = typeof key === 'string' ? Buffer.from(key, 'utf8') : key
  checkKeyBytes(bytes)
  return encodeBytes(bytes)
}

/** The key as S3's API takes it. */
export function decodeKey(key: EncodedKey): string {
  return decodeURIComponent(key)
}

/** Work space of one call of canonicalizeInventoryKey. */
const decoded = new Uint8Array(MAX_KEY_BYTES)

/**
 * Reads the Key field of a CSV report, which is form-encoded (`+` is a space, a plus arrives as `%2B`; S3 User Guide,
 * "Amazon S3 Inventory list": keys are URL-encoded), and writes it our way. Bytes S3 left bare are taken as they are.
 * @throws UndecodableKeyError for a broken `%XX`, invalid UTF-8, an empty key and one over 1,024 bytes decoded
 */
export function canonicalizeInventoryKey(field: Uint8Array): EncodedKey {
  let length = 0
  let isCanonical = true
  let isPlain = true
  for (let i = 0; i < field.length; i++) {
    let byte = field[i] as number
    if (PLAIN[byte] === 0) {
      isPlain = false
      if (byte === PERCENT) {
        byte = decodeEscape(field, i)
        isCanonical = isCanonical && PLAIN[byte] === 0 && isUpperHex(field, i)
        i += 2
      } else {
        isCanonical = false
        if (byte === PLUS) byte = SPACE
      }
    }
    if (length === MAX_KEY_BYTES) throw new UndecodableKeyError(`the key is longer than ${MAX_KEY_BYTES} bytes`)
    decoded[length++] = byte
  }
  const bytes = decoded.subarray(0, length)
  if (length === 0 || !isPlain) checkKeyBytes(bytes)
  return isCanonical ? (latin1(field) as EncodedKey) : encodeBytes(bytes)
}

function checkKeyBytes(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new UndecodableKeyError('the key is empty')
  if (bytes.length > MAX_KEY_BYTES) throw new UndecodableKeyError(`the key is longer than ${MAX_KEY_BYTES} bytes`)
  // Strict: overlong forms and surrogates (`%C0%80`, `%ED%A0%80`) are refused too.
  if (!isUtf8(bytes)) throw new UndecodableKeyError('the key is not valid UTF-8')
}

function encodeBytes(bytes: Uint8Array): EncodedKey {
  let text = ''
  for (const byte of bytes) text += ENCODED[byte]
  return text as EncodedKey
}

function decodeEscape(field: Uint8Array, at: number): number {
  const high = HEX[field[at + 1] ?? 0] ?? 16
  const low = HEX[field[at + 2] ?? 0] ?? 16
  if (high > 15 || low > 15) throw new UndecodableKeyError('the key holds a "%" that no two hexadecimal digits follow')
  return high * 16 + low
}

function isUpperHex(field: Uint8Array, at: number): boolean {
  return (field[at + 1] ?? 0) < 0x61 && (field[at + 2] ?? 0) < 0x61
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
