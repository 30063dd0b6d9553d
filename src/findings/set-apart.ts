// Stores rows whose keys must be compared on disk, with everything needed to count them later.

import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import { encodeText } from '../words/outside-text.ts'
import { HELD_BACK_REASONS, type HeldBackReason, OPERATIONS, type Operation } from './choice.ts'
import type { JudgedKind } from './classify.ts'
import { KeptRow } from './kept-row.ts'
import type { InventoryRow } from './row.ts'
import type { RowSpool } from './spool.ts'
import type { SpooledRow } from './spool-reader.ts'

/** The folder of all rows set apart. */
export const SET_APART = 'set-apart'
/** Number of heaps, chosen by hash: all rows of a key are in the same heap, and one heap at a time is in memory. */
export const HEAPS = 26

/** The folder of one heap of all rows that were set apart for one reason. */
export const nameHeap = (heap: number, reason = SET_APART) => `${reason}/${String.fromCharCode(65 + heap)}`

/** What was decided about a row that is, or may be, a finding. */
export type Settled = {
  readonly kind: JudgedKind
  readonly choice: Operation | HeldBackReason
  readonly exception: number | undefined
}

/** `heap`: the folder; `rest` follows the row, and is read by whoever wrote it. */
export function setApart(
  spool: RowSpool,
  heap: string,
  row: InventoryRow,
  { kind, choice, exception }: Settled,
  rest: readonly (string | number)[] = [],
): void {
  const storageClass = encodeText(row.text('storageclass') ?? '')
  const modified = row.time('lastmodifieddate') ?? ''
  const facts = [row.status, row.size, storageClass, modified]
  spool.add(heap, row.key(), `,${[kind, choice, exception ?? '', ...facts, ...rest].join(',')}`)
}

/** A row as `setApart` wrote it. @throws ActionError INTERNAL_ERROR */
export function readSetApart({ key, rest }: SpooledRow): Settled & { readonly row: KeptRow } {
  const [kind, choice, exception = '', status = '', size = '', storageClass = '', modified = ''] = rest
  const settled = [...OPERATIONS, ...HELD_BACK_REASONS].find(
    (word): word is Operation | HeldBackReason => word === choice,
  )
  if ((kind !== 'finding' && kind !== 'candidate') || settled === undefined || !ENCRYPTION_STATUSES[Number(status)]) {
    throw new ActionError('INTERNAL_ERROR', 'A row that was set apart cannot be read again.', {
      hint: 'Check the free disk space on the runner, and run again.',
    })
  }
  const facts = {
    status: Number(status),
    size: Number(size),
    storageClass: decodeURIComponent(storageClass),
    modified: modified === '' ? undefined : Number(modified),
  }
  return {
    kind,
    choice: settled,
    exception: exception === '' ? undefined : Number(exception),
    row: new KeptRow(key, facts),
  }
}
