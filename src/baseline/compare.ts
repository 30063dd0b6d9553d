// Compares the findings of this run with those of a baseline: both are read once, in any order, and only digests of them
// are kept (digest-heaps.ts). The baseline is believed only if its bytes are those that its description names.

import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CSV_HEADER, identify, readIdentity, splitLines, type TextLine } from '../findings/finding-lines.ts'
import type { FindingFormat, KeptFindings } from '../findings/finding-rows.ts'
import { BaselineProblem, type BucketChanges, MAX_NEW_SAMPLES } from './baseline.ts'
import { compareHeaps, createSalt, DigestHeaps } from './digest-heaps.ts'
import type { Sidecar } from './sidecar.ts'

type Comparing = {
  readonly sidecar: Pick<Sidecar, 'file' | 'buckets'>
  /** The bytes of the baseline. */
  readonly pieces: AsyncIterable<Uint8Array>
  /** Every finding of this run, by bucket; all of one format. */
  readonly kept: readonly { readonly bucket: string; readonly findings: KeptFindings }[]
  readonly format: FindingFormat
  /** For digests: 28 bytes for each finding of either side. */
  readonly folder: string
  readonly signal: AbortSignal
}

/**
 * By bucket of this run, in their order. @throws BaselineProblem if the baseline is not what its description says, or if the
 * run is cancelled; the error of the file system on a full disk
 */
export async function compare(comparing: Comparing): Promise<ReadonlyMap<string, BucketChanges>> {
  const { folder, format, kept, sidecar } = comparing
  const salt = createSalt()
  const known = new DigestHeaps(join(folder, 'known'), salt)
  const found = new DigestHeaps(join(folder, 'found'), salt)
  const knownRows = await readBaseline(comparing, known)
  for (const [index, { findings }] of kept.entries()) await readFindings(index, findings, comparing, found)
  const counts = kept.map(() => ({ new: 0, unchanged: 0, positions: [] as number[] }))
  compareHeaps(known, found, {
    onNew: ({ bucket, position }) => {
      const count = counts[bucket]
      if (count === undefined) return
      count.new++
      keepFirst(count.positions, position)
    },
    onUnchanged: ({ bucket }) => {
      const count = counts[bucket]
      if (count !== undefined) count.unchanged++
    },
  })
  return new Map(
    kept.map(({ bucket, findings }, index) => {
      const count = counts[index] ?? { new: 0, unchanged: 0, positions: [] }
      const samples = count.positions.map((position) => readIdentity(readAt(findings.parts, position, format)))
      const resolved = (knownRows.get(bucket) ?? 0) - count.unchanged
      const isInBaseline = sidecar.buckets.has(bucket)
      return [bucket, { bucket, new: count.new, unchanged: count.unchanged, resolved, isInBaseline, samples }]
    }),
  )
}

/** Adds the findings of the buckets of this run, and returns how many there are of each. */
async function readBaseline(
  { sidecar: { file, buckets }, pieces, kept, signal }: Comparing,
  known: DigestHeaps,
): Promise<ReadonlyMap<string, number>> {
  const wanted = new Set(kept.map(({ bucket }) => bucket))
  const rows = new Map<string, number>()
  const proof = new FileProof(file)
  let isHead = file.format === 'csv'
  let count = 0
  for await (const lines of splitLines(proof.watch(pieces))) {
    refuseAfterCancel(signal)
    for (const line of lines) {
      if (isHead) {
        if (line.text !== CSV_HEADER) throw notFindings('its first line does not name the columns')
        isHead = false
        continue
      }
      const identity = line.isEnded ? identify(line.text, file.format) : undefined
      if (identity === undefined) throw notFindings(`finding ${count + 1} is not one of a findings file`)
      const bucket = identity.slice(0, identity.indexOf(','))
      if (!buckets.has(bucket))
        throw notFindings(`finding ${count + 1} is of a bucket that its description does not name`)
      count++
      rows.set(bucket, (rows.get(bucket) ?? 0) + 1)
      if (wanted.has(bucket)) known.add(identity, { bucket: 0, position: line.start })
    }
  }
  proof.check(count)
  return rows
}

async function readFindings(
  bucket: number,
  { parts, rows }: KeptFindings,
  { format, signal }: Comparing,
  found: DigestHeaps,
): Promise<void> {
  const before = found.size
  for await (const lines of splitLines(readParts(parts))) {
    refuseAfterCancel(signal)
    for (const line of lines) found.add(identifyOwn(line, format), { bucket, position: line.start })
  }
  if (found.size - before !== rows)
    throw new BaselineProblem('the findings of this run cannot be read again', CHECK_DISK)
}

const CHECK_DISK = 'Check the free disk space of the runner, and run again.'
/** Small enough that what is made of one piece is gone before V8 takes it for lasting. */
const PIECE_BYTES = 128 * 1024

async function* readParts(parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* createReadStream(part, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Uint8Array>
}

function identifyOwn({ text, isEnded }: Pick<TextLine, 'text' | 'isEnded'>, format: FindingFormat): string {
  const identity = isEnded ? identify(text, format) : undefined
  if (identity === undefined) throw new BaselineProblem('a finding of this run cannot be read again', CHECK_DISK)
  return identity
}

/** The finding at a position in the bytes of all parts. */
function readAt(parts: readonly string[], position: number, format: FindingFormat): string {
  let from = position
  for (const part of parts) {
    const { size } = statSync(part)
    if (from < size) {
      const [text = '', ...rest] = readLatin1(part, from).split('\n')
      return identifyOwn({ text, isEnded: rest.length > 0 }, format)
    }
    from -= size
  }
  throw new BaselineProblem('a finding of this run cannot be read again', CHECK_DISK)
}

/** Longer than any line. */
const LINE_BYTES = 16_384

function readLatin1(path: string, from: number): string {
  const bytes = Buffer.alloc(LINE_BYTES)
  const descriptor = openSync(path, 'r')
  try {
    return bytes.toString('latin1', 0, readSync(descriptor, bytes, 0, LINE_BYTES, from))
  } finally {
    closeSync(descriptor)
  }
}

/** The smallest positions, in order: the first findings of the source, whatever order the digests have. */
function keepFirst(positions: number[], position: number): void {
  let at = positions.length
  while (at > 0 && position < (positions[at - 1] as number)) at--
  if (at === MAX_NEW_SAMPLES) return
  positions.splice(at, 0, position)
  if (positions.length > MAX_NEW_SAMPLES) positions.pop()
}

function refuseAfterCancel(signal: AbortSignal): void {
  if (signal.aborted) throw new BaselineProblem('the run was cancelled before it was read', 'Run it again.')
}

const notFindings = (why: string) =>
  new BaselineProblem(`it is not the findings file that it should be: ${why}`, TAKE_BOTH)
const TAKE_BOTH =
  'Take the file and the `.json` beside it from the same run, both unchanged: a file that was sorted, filtered or opened in a spreadsheet has another digest.'

/** Counts and hashes the bytes of a file, and compares them with what its description says. */
class FileProof {
  readonly #file: Sidecar['file']
  readonly #hash = createHash('sha256')
  #bytes = 0

  constructor(file: Sidecar['file']) {
    this.#file = file
  }

  async *watch(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.#hash.update(piece)
      this.#bytes += piece.byteLength
      if (this.#bytes > this.#file.bytes) throw notFindings(`it has more than the ${this.#file.bytes} bytes described`)
      yield piece
    }
  }

  check(rows: number): void {
    const { bytes, rows: described, sha256 } = this.#file
    if (this.#bytes !== bytes) throw notFindings(`it has ${this.#bytes} bytes, and ${bytes} are described`)
    if (rows !== described) throw notFindings(`it has ${rows} findings, and ${described} are described`)
    if (this.#hash.digest('hex') !== sha256) throw notFindings('its SHA-256 is not the one described')
  }
}
