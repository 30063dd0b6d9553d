// An object that was listed and looked at, as a row for the code that judges the rows of reports.

import type { InventoryRow } from '../findings/row.ts'
import type { SpooledRow } from '../findings/spool-reader.ts'
import type { ObjectLook } from '../objects/object-look.ts'
import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import { decodeKey, type EncodedKey, type RawKey } from '../words/object-key.ts'

/** What is known about the object of a row. */
export type LookedFacts = Pick<
  ObjectLook,
  'encryption' | 'size' | 'lastModified' | 'storageClass' | 'kmsKeyArn' | 'bucketKey' | 'archived' | 'lock' | 'etag'
>

/** An object under a customer's key, of which HeadObject shows nothing: the rest is what the listing said. */
export function factsOfHidden({ rest }: SpooledRow): LookedFacts {
  const [size, modified, storageClass] = rest
  if (storageClass === undefined || !/^\d+$/.test(size ?? '') || !/^\d+$/.test(modified ?? '')) {
    throw new ActionError('INTERNAL_ERROR', 'A listed row cannot be read again.')
  }
  return {
    encryption: 'SSE-C',
    size: Number(size),
    lastModified: Number(modified),
    storageClass,
    kmsKeyArn: undefined,
    bucketKey: false,
    archived: false,
    lock: 'unknown',
    etag: '',
  }
}

export class LookedRow implements InventoryRow {
  readonly number = 1
  readonly isLatest = true
  readonly isDeleteMarker = false
  readonly status: number
  readonly size: number
  readonly #key: EncodedKey
  readonly #facts: LookedFacts

  constructor(key: EncodedKey, facts: LookedFacts) {
    this.#key = key
    this.#facts = facts
    this.status = ENCRYPTION_STATUSES.indexOf(facts.encryption)
    this.size = facts.size
  }

  statusText(): string {
    return this.#facts.encryption
  }

  key(): EncodedKey {
    return this.#key
  }

  rawKey(): RawKey {
    const bytes = Buffer.from(decodeKey(this.#key))
    return { bytes, start: 0, end: bytes.length }
  }

  /** What HeadObject does not show is undefined, as in a report without that column: an ACL above all. */
  text(column: string): string | undefined {
    const { storageClass, bucketKey, kmsKeyArn, archived, lock } = this.#facts
    switch (column) {
      case 'storageclass':
        return storageClass
      case 'bucketkeystatus':
        return bucketKey ? 'ENABLED' : 'DISABLED'
      case 'kmskeyarn':
        return kmsKeyArn ?? ''
      case 'intelligenttieringaccesstier':
        return archived && storageClass === 'INTELLIGENT_TIERING' ? 'ARCHIVE' : ''
      case 'objectlocklegalholdstatus':
        return lock === 'locked' ? 'ON' : undefined
      default:
        return undefined
    }
  }

  time(column: string): number | undefined {
    return column === 'lastmodifieddate' ? this.#facts.lastModified : undefined
  }
}
