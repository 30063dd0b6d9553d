// Damages and forges reports. A damaged one no longer matches its manifest; of a forged one manifest and checksums are
// made to match, as somebody could who may write them.

import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { InventoryRow } from '../../emulator/inventory/columns.ts'
import type { DeliveryOptions, InventoryManifestJson } from '../../emulator/inventory/deliver.ts'
import { chance, pick, type Random } from './rows.ts'

/** A way to spoil a report. */
export type Damage = {
  readonly name: string
  /** Whether every engine must refuse the report; otherwise they must agree about it. */
  readonly mustRefuse: boolean
  readonly change: (random: Random) => DeliveryOptions
}

type Rewrite = (bytes: Uint8Array, random: Random) => Uint8Array

/** Some rows, at least the first. */
function forgeRows(name: string, change: (random: Random, row: InventoryRow) => Partial<InventoryRow>): Damage {
  return {
    name,
    mustRefuse: false,
    change: (random) => ({
      mutateRow: (row, at) => (at === 0 || chance(random, 0.1) ? { ...row, ...change(random, row) } : row),
    }),
  }
}

/** The first file is rewritten, and the manifest has the size and MD5 of what it became. */
function forgeFiles(name: string, rewrite: Rewrite): Damage {
  return {
    name,
    mustRefuse: false,
    change: (random) => {
      const written: Uint8Array[] = []
      const mutateFile = onFirst(random, rewrite)
      return {
        mutateFile: (bytes, index) => {
          written[index] = mutateFile(bytes, index)
          return written[index]
        },
        mutateManifest: (manifest) => describeAgain(manifest, written),
      }
    },
  }
}

const describeAgain = (manifest: InventoryManifestJson, written: readonly Uint8Array[]): InventoryManifestJson => ({
  ...manifest,
  files: manifest.files.map((file, at) => {
    const bytes = written[at] ?? new Uint8Array()
    return { ...file, size: bytes.length, MD5checksum: createHash('md5').update(bytes).digest('hex') }
  }),
})

const onFirst =
  (random: Random, rewrite: Rewrite) =>
  (bytes: Uint8Array, index: number): Uint8Array =>
    index === 0 ? rewrite(bytes, random) : bytes

function flipByte(bytes: Uint8Array, random: Random): Uint8Array {
  const place = Math.floor(random() * bytes.length)
  const bit = 1 << Math.floor(random() * 8)
  return bytes.map((byte, at) => (at === place ? byte ^ bit : byte))
}

const cutEnd = (bytes: Uint8Array, random: Random): Uint8Array => bytes.subarray(0, Math.floor(random() * bytes.length))

const SIGNS: readonly string[] = ['"', '""', '\\', ',', '\n', '\r', '%', '%C3', '+', 'true', '', ' ', '\ufffd', '\0']

/** Text of a gzip file with something inserted, removed or replaced; other files with a changed byte. */
function editLines(bytes: Uint8Array, random: Random): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return flipByte(bytes, random)
  let text = gunzipSync(bytes).toString('utf8')
  for (let edits = 1 + Math.floor(random() * 3); edits > 0; edits -= 1) {
    const at = Math.floor(random() * (text.length + 1))
    const removed = pick(random, [0, 0, 1, 2, 10])
    text = text.slice(0, at) + pick(random, SIGNS) + text.slice(at + removed)
  }
  return gzipSync(text)
}

/**
 * What a line may go on with: delimiters of Hive's text files, and what they write for NULL (`\\N`). A reader that takes the
 * line for several fields may see nothing in those after the first.
 */
export const AFTER_LINES: readonly string[] = [
  ...['\u0001', '\u0001\\N', '\u0001\\N\u0001\\N', '\u0002\\N', '\\', '\\N', '\\\\N', '\\N\\N', '\0', '\0\\N'],
  ...[' ', ',', '"', '\t\\N', '\r\\N'],
]

/** CSV of which each line goes on after its last quote, with manifest and checksums made to match. */
export const goOn = (after: string): Damage =>
  forgeFiles(`lines go on with ${JSON.stringify(after)}, manifest forged`, (bytes) =>
    gzipSync(gunzipSync(bytes).toString('utf8').replaceAll('"\n', `"${after}\n`)),
  )

/** One byte of one file is another one, or bytes are missing; the manifest knows nothing of it. */
const DAMAGED: readonly Damage[] = [
  {
    name: 'a byte changed in transit',
    mustRefuse: true,
    change: (random) => ({ mutateFile: onFirst(random, flipByte) }),
  },
  {
    name: 'the end of a file is missing',
    mustRefuse: true,
    change: (random) => ({ mutateFile: onFirst(random, cutEnd) }),
  },
  { name: 'a file is missing', mustRefuse: true, change: () => ({ stage: 'missing-file' }) },
  {
    name: 'manifest.checksum is of another manifest',
    mustRefuse: true,
    change: () => ({ mutateChecksum: () => '0'.repeat(32) }),
  },
]

const FORGED_FILES: readonly Damage[] = [
  forgeFiles('a byte changed, manifest forged', flipByte),
  forgeFiles('the end of a file is missing, manifest forged', cutEnd),
  forgeFiles('lines of CSV edited, manifest forged', editLines),
]

/** Rows with one cell that cannot be: an engine that overlooked one could call a bucket compliant. */
export const FORGED_ROWS: readonly Damage[] = [
  forgeRows('rows of another bucket', () => ({ bucket: 'other' })),
  forgeRows('statuses that do not exist', (random) => ({
    encryptionStatus: pick(random, ['NONE', 'SSE-S3 ', 'sse-s3', '\ufffd']),
  })),
  forgeRows('no status', () => ({ encryptionStatus: '' })),
  forgeRows('empty keys', () => ({ key: '' })),
  forgeRows('negative sizes', () => ({ size: -1 })),
  forgeRows('sizes beyond any object', () => ({ size: 2 ** 53 })),
  forgeRows('no flag of the current version', () => ({ isLatest: undefined })),
  forgeRows('keys with U+FFFD', (_, row) => ({ key: `${row.key}\ufffd` })),
  forgeRows('keys that are too long', (_, row) => ({ key: row.key + 'k'.repeat(1025) })),
]

export const DAMAGES: readonly Damage[] = [...DAMAGED, ...FORGED_FILES, ...FORGED_ROWS]
