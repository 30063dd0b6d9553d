// Defines a row that does not come from a report: it was kept on disk, or its object was checked.

import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import { decodeKey, type EncodedKey, type RawKey } from '../words/object-key.ts'
import type { InventoryRow } from './row.ts'

type KeptFacts = {
  /** Index into ENCRYPTION_STATUSES. */
  readonly status: number
  /** Bytes; 0 if the report has no Size column. */
  readonly size: number
  /** '' if the report does not say. */
  readonly storageClass: string
  /** Epoch milliseconds, NaN for an invalid time; undefined if the report has no such column. */
  readonly modified: number | undefined
}

export class KeptRow implements InventoryRow {
  readonly status: number
  readonly size: number
  readonly number = 1
  readonly isLatest = true
  readonly isDeleteMarker = false
  readonly #key: EncodedKey
  readonly #facts: KeptFacts

  constructor(key: EncodedKey, facts: KeptFacts) {
    this.#key = key
    this.#facts = facts
    this.status = facts.status
    this.size = facts.size
  }

  /** Whether both describe the same object state, whenever it was written. */
  isLike(other: KeptRow): boolean {
    const { status, size, storageClass } = other.#facts
    return status === this.status && size === this.size && storageClass === this.#facts.storageClass
  }

  /** An order of all rows, without their keys: by status, size, class and time. Positive if this one is later in it. */
  compareTo(other: KeptRow): number {
    const { status, size, storageClass } = other.#facts
    if (status !== this.status) return this.status - status
    if (size !== this.size) return this.size - size
    if (storageClass !== this.#facts.storageClass) return this.#facts.storageClass > storageClass ? 1 : -1
    return this.isNewerThan(other) ? 1 : -1
  }

  /** An invalid time counts as newer than any other: it must not be passed over. */
  isNewerThan(other: KeptRow): boolean {
    const modified = this.#facts.modified ?? 0
    return Number.isNaN(modified) || modified > (other.#facts.modified ?? 0)
  }

  statusText(): string {
    return ENCRYPTION_STATUSES[this.status] ?? ''
  }

  key(): EncodedKey {
    return this.#key
  }

  rawKey(): RawKey {
    const bytes = Buffer.from(decodeKey(this.#key))
    return { bytes, start: 0, end: bytes.length }
  }

  text(column: string): string | undefined {
    return column === 'storageclass' ? this.#facts.storageClass : undefined
  }

  time(column: string): number | undefined {
    return column === 'lastmodifieddate' ? this.#facts.modified : undefined
  }
}
