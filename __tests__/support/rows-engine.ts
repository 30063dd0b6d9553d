// Another engine, as simple as one can be: rows from an array. What stands behind the seam must not care.

import type { Engine } from '../../src/engines/engine.ts'
import { RowAccumulator } from '../../src/findings/accumulator.ts'
import { createPolicy } from '../../src/findings/classify.ts'
import { createFindingRows, FindingRows, listFindingRows } from '../../src/findings/finding-rows.ts'
import { addFile, NOTHING_SCANNED, summarize } from '../../src/findings/merge.ts'
import type { ListingProof } from '../../src/findings/proof.ts'
import { RowSpool, spoolPath } from '../../src/findings/spool.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../../src/words/encryption.ts'
import { encodeKey } from '../../src/words/object-key.ts'

export type ListedObject = {
  readonly key: string
  readonly size: number
  readonly status: EncryptionStatus
  readonly storageClass?: string
  /** Epoch milliseconds. */
  readonly modified: number
}

/** Vouches for a listing of `bucket` that began at `asOf`: nothing of it lies in files. */
export function createRowsEngine(bucket: string, objects: readonly ListedObject[], asOf: Date): Engine {
  return async ({ spec, keepRows, findingRows: format, spoolFolder }) => {
    const written = new BigInt64Array(new SharedArrayBuffer(8))
    const spool =
      keepRows === 'no'
        ? undefined
        : new RowSpool({ folder: spoolFolder, bucket, maxRows: keepRows.maxRows, written }, 0)
    const kept = format && createFindingRows(spoolFolder, bucket, format)
    const findingRows = kept && new FindingRows(kept, 0)
    const counts = new RowAccumulator(createPolicy(spec, asOf.getTime(), true), { hasSize: true, spool, findingRows })
    objects.forEach((object, number) => {
      counts.add(rowOf(object, number))
    })
    spool?.close()
    findingRows?.close()
    const sum = addFile(NOTHING_SCANNED, counts.finish())
    const proof: ListingProof = {
      fingerprint: JSON.stringify(objects),
      asOf,
      source: 'list',
      prefixes: [''],
      ended: true,
      listed: objects.length,
      leftOut: 0,
      looked: objects.length,
      gone: 0,
      notUnderstood: { objects: 0, first: undefined },
      holdsOtherKeys: false,
      requests: { list: 1, head: objects.length },
    }
    return {
      ...summarize(sum, (group) => (spool === undefined ? [] : [spoolPath(spoolFolder, group, 0)])),
      duplicates: { keys: 0, rows: 0, contradictory: 0 },
      rowsDropped: false,
      keptFindings: kept && listFindingRows(kept),
      evidence: undefined,
      proof,
    }
  }
}

function rowOf({ key, size, status, storageClass = 'STANDARD', modified }: ListedObject, number: number) {
  const encoded = encodeKey(key)
  return {
    number,
    status: ENCRYPTION_STATUSES.indexOf(status),
    size,
    isLatest: true,
    isDeleteMarker: false,
    statusText: () => status,
    key: () => encoded,
    rawKey: () => {
      throw new Error('no pattern asks for raw keys here')
    },
    text: (column: string) => (column === 'storageclass' ? storageClass : undefined),
    time: (column: string) => (column === 'lastmodifieddate' ? modified : undefined),
  }
}
