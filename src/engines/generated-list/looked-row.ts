// Shows an object that was looked at as a row, for the code that judges the rows of reports.

import { KeptRow } from '../../findings/kept-row.ts'
import type { ObjectLook } from '../../objects/object-look.ts'
import { ENCRYPTION_STATUSES } from '../../words/encryption.ts'
import type { EncodedKey } from '../../words/object-key.ts'

/** The state of an object by HeadObject. What that does not show (its ACL) is unknown. */
export class LookedRow extends KeptRow {
  readonly #seen: ObjectLook

  constructor(key: EncodedKey, seen: ObjectLook) {
    const { encryption, size, storageClass, lastModified: modified } = seen
    super(key, { status: ENCRYPTION_STATUSES.indexOf(encryption), size, storageClass, modified })
    this.#seen = seen
  }

  override text(column: string): string | undefined {
    switch (column) {
      case 'intelligenttieringaccesstier':
        return this.#seen.archived ? 'ARCHIVE' : ''
      case 'objectlocklegalholdstatus':
        return this.#seen.lock === 'locked' ? 'On' : undefined
      default:
        return super.text(column)
    }
  }
}
