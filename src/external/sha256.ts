// Hashes requests for the SDK, which signs each of them with the same key for a day: Node prepares a key far slower than
// it signs with one that is prepared.

import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto'

type Secret = string | ArrayBuffer | ArrayBufferView

/** Signing takes two keys for each session of a client: more are those of earlier sessions. */
const MAX_KEYS = 16
/** By the secret as the SDK holds it: the same string, or the same memory. */
const prepared = new Map<Secret, KeyObject>()

/** SHA-256, or HMAC-SHA-256 with a secret, as the SDK's own class. */
export class Sha256 {
  readonly #secret: Secret | undefined
  #hash: Hash | Hmac

  constructor(secret?: Secret) {
    this.#secret = secret
    this.#hash = begin(secret)
  }

  update(data: Uint8Array): void {
    this.#hash.update(data)
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest())
  }

  reset(): void {
    this.#hash = begin(this.#secret)
  }
}

const begin = (secret: Secret | undefined) =>
  secret === undefined ? createHash('sha256') : createHmac('sha256', prepare(secret))

function prepare(secret: Secret): KeyObject {
  const known = prepared.get(secret)
  if (known !== undefined) return known
  if (prepared.size >= MAX_KEYS) prepared.clear()
  const key = typeof secret === 'string' ? createSecretKey(secret, 'utf8') : createSecretKey(toBytes(secret))
  prepared.set(secret, key)
  return key
}

const toBytes = (secret: ArrayBuffer | ArrayBufferView) =>
  ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret)
