// Proves that the inventory files Athena read are those of the report: Athena compares no checksum. Before the queries
// and after them each file must have the size and ETag that make it the file in the inventory manifest; where the ETag is
// not its MD5, all of its bytes are read here.

import { gunzipSync } from 'node:zlib'
import type { ScannedFile } from '../../findings/proof.ts'
import type { ColumnarFile } from '../../formats/columnar.ts'
import { openOrc } from '../../formats/orc/orc-file.ts'
import { openParquet } from '../../formats/parquet/parquet-file.ts'
import type { InventoryFile, InventoryReport } from '../../inventory/report.ts'
import type { ObjectStore } from '../../inventory/store.ts'
import { forEachAtOnce } from '../../time/at-once.ts'
import { ActionError, asActionError } from '../../words/errors.ts'
import { say } from '../../words/outside-text.ts'
import { mapColumns } from '../inventory-scan/file-columns.ts'
import { consumeProven } from '../inventory-scan/source.ts'
import { columnNameOf } from './columns.ts'

/** Requests about files at the same time: they are small, and a report can have ten thousand files. */
const FILES_AT_ONCE = 16
/** A CSV file without rows: gzip of nothing has 20 bytes, and some more with a name. */
const MAX_EMPTY_FILE_BYTES = 1024

/** The ETag of each file before the queries, by key. */
type SeenFiles = ReadonlyMap<string, string>

type Place = {
  readonly report: InventoryReport
  readonly store: ObjectStore
  readonly signal: AbortSignal | undefined
}

/** @throws ActionError INCOMPLETE_DELIVERY or CHECKSUM_MISMATCH for a file that is not as the manifest says */
export async function lookAtFiles(place: Place): Promise<SeenFiles> {
  const seen = new Map<string, string>()
  await eachFile(place, async (file) => {
    const facts = await place.store.head(file.key)
    if (facts === undefined)
      throw new ActionError('INCOMPLETE_DELIVERY', 'is listed, but does not exist.', { hint: GONE })
    if (facts.size !== file.size) {
      throw new ActionError(
        'CHECKSUM_MISMATCH',
        `has ${facts.size} bytes, but the inventory manifest says ${file.size}`,
        { hint: DAMAGED },
      )
    }
    seen.set(file.key, facts.etag)
  })
  return seen
}

const GONE = 'A lifecycle rule may have removed it, or the delivery is not finished. Wait for the next report.'
const DAMAGED = 'The report was damaged or replaced after its delivery. Wait for the next one.'

/**
 * How each file was proven, in the order of the manifest. `rows`: those that Athena read of each.
 * @throws ActionError CHECKSUM_MISMATCH for a file that is another one now, or not that of the manifest
 */
export async function proveFiles(
  place: Place,
  before: SeenFiles,
  rows: (file: InventoryFile) => number,
): Promise<ScannedFile[]> {
  const proofs = new Map<string, ScannedFile['proof']>()
  await eachFile(place, async (file, signal) => {
    const etag = before.get(file.key)
    if (etag !== file.md5) await hashFile(place.store, file, etag, signal)
    proofs.set(file.key, etag === file.md5 ? 'etag' : 'md5')
  })
  const after = await lookAtFiles(place)
  return place.report.manifest.files.map((file) => {
    const proof = proofs.get(file.key)
    if (proof === undefined || after.get(file.key) !== before.get(file.key)) {
      throw new ActionError('CHECKSUM_MISMATCH', say`Inventory file ${file.key} was replaced while Athena read it.`, {
        hint: DAMAGED,
      })
    }
    return { key: file.key, size: file.size, rows: rows(file), proof, bytesFetched: proof === 'md5' ? file.size : 0 }
  })
}

async function hashFile(store: ObjectStore, file: InventoryFile, etag: string | undefined, signal: AbortSignal) {
  const read = async function* () {
    const stream = await store.stream(file.key, { size: file.size, signal })
    if (stream.etag !== etag)
      throw new ActionError('CHECKSUM_MISMATCH', 'was replaced while it was read', { hint: DAMAGED })
    yield* stream.bytes
  }
  const discard = async (bytes: AsyncIterable<Uint8Array>) => {
    for await (const _ of bytes);
  }
  await consumeProven(read, file, discard)
}

/**
 * The number of rows that each file must have, by key: from the footers of columnar files, and 0 for CSV files of which
 * Athena read no row (`isSilent`).
 * @throws ActionError UNREADABLE for a file that cannot be read, or has other columns than the manifest lists
 */
export async function countDeclaredRows(
  place: Place,
  before: SeenFiles,
  isSilent: (file: InventoryFile) => boolean,
): Promise<ReadonlyMap<string, number>> {
  const { format } = place.report.manifest
  const declared = new Map<string, number>()
  await eachFile(place, async (file, signal) => {
    const ifMatch = before.get(file.key) ?? file.md5
    if (format !== 'CSV') declared.set(file.key, await readFooter(place, file, ifMatch, signal))
    else if (isSilent(file)) declared.set(file.key, await readNothing(place.store, file, ifMatch, signal))
  })
  return declared
}

async function readFooter({ report, store }: Place, file: InventoryFile, ifMatch: string, signal: AbortSignal) {
  const open = report.manifest.format === 'ORC' ? openOrc : openParquet
  const opened = await open((start, end) => store.range(file.key, start, end, { ifMatch, signal }), file.size)
  refuseOtherNames(opened, report)
  return opened.rows
}

/** Athena finds columns of these formats by name, and gives NULL for one that is not there. */
function refuseOtherNames(opened: ColumnarFile, { manifest }: InventoryReport): void {
  for (const [column, name] of mapColumns(opened, manifest.columns)) {
    const due = columnNameOf(column)
    if (due === undefined || !manifest.columns.includes(column) || name.toLowerCase() === due) continue
    throw new ActionError('UNREADABLE', say`calls the column ${due} "${name}", and Athena would not find it`, {
      hint: 'Set scan-engine to stream: it takes both names.',
    })
  }
}

async function readNothing(
  store: ObjectStore,
  file: InventoryFile,
  ifMatch: string,
  signal: AbortSignal,
): Promise<number> {
  const bytes =
    file.size > MAX_EMPTY_FILE_BYTES ? undefined : await store.range(file.key, 0, file.size, { ifMatch, signal })
  if (bytes !== undefined && gunzip(bytes).length === 0) return 0
  throw new ActionError('QUERY_FAILED', 'has rows, but Athena read none of them', {
    hint: 'Check that the identity that runs the query may read all files of the report, and run it again.',
  })
}

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_EMPTY_FILE_BYTES })
  } catch (cause) {
    throw new ActionError('UNREADABLE', 'is not gzip', { cause })
  }
}

/** `act` for each file of the report; errors name the file. */
async function eachFile(
  { report, signal }: Place,
  act: (file: InventoryFile, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  await forEachAtOnce(
    report.manifest.files,
    FILES_AT_ONCE,
    async (file, own) => {
      try {
        await act(file, own)
      } catch (error) {
        const { code, message, hint } = asActionError(error, 'INTERNAL_ERROR')
        const named = say`Inventory file ${file.key}: ` + message
        throw new ActionError(code, named, { cause: error, ...(hint === undefined ? {} : { hint }) })
      }
    },
    signal,
  )
  if (signal?.aborted) throw new ActionError('INTERRUPTED', 'The scan was interrupted.')
}
