// Judges listed objects by HeadObject of each. Of the list only the keys are believed: it may be old, and its filter
// proves nothing.

import { RowAccumulator } from '../../findings/accumulator.ts'
import { chooseForRow, createPolicy, type ScanPolicy } from '../../findings/classify.ts'
import { createFindingRows, FindingRows, listFindingRows } from '../../findings/finding-rows.ts'
import type { Findings } from '../../findings/findings.ts'
import { KeptRow } from '../../findings/kept-row.ts'
import { addFile, NOTHING_SCANNED, summarize } from '../../findings/merge.ts'
import type { ScanTally } from '../../findings/scan-tally.ts'
import { dropSpool, RowSpool, spoolPath } from '../../findings/spool.ts'
import { readSpooledRows, type SpooledRow } from '../../findings/spool-reader.ts'
import { lookAtEach } from '../../objects/look-each.ts'
import type { ObjectLook } from '../../objects/object-look.ts'
import { ActionError } from '../../words/errors.ts'
import { ANY_KEY, findBreach } from '../../words/key-rule.ts'
import { createHash } from '../../words/lazy-hash.ts'
import type { EncodedKey } from '../../words/object-key.ts'
import type { Question } from '../engine.ts'
import { LookedRow } from '../looked-row.ts'

/** Keys on disk, each once. */
type ListedKeys = {
  readonly bucket: string
  /** Files of `bucket,key` rows. */
  readonly parts: readonly string[]
  /** When the listing began. */
  readonly since: Date
}

type Counts = { looked: number; gone: number; leftOut: number }

type Judged = {
  readonly findings: Omit<Findings, 'proof'>
  /** Objects that were looked at; that no longer exist; that include and exclude leave out. */
  readonly counts: Readonly<Counts>
  /** 64 hexadecimal digits: the same for the same objects in the same state. */
  readonly fingerprint: string
}

/** @throws ActionError if any object could not be looked at */
export async function judgeListed(listed: ListedKeys, question: Question): Promise<Judged> {
  const { keepRows, spoolFolder, spec } = question
  const maxRows = keepRows === 'no' ? 0 : keepRows.maxRows
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  const options = { folder: spoolFolder, bucket: listed.bucket, maxRows, written }
  const spool = keepRows === 'no' ? undefined : new RowSpool(options, listed.parts.length)
  // Keys are judged here, by what each object shows.
  const policy = createPolicy({ ...spec, keyRule: ANY_KEY }, listed.since.getTime(), true)
  const kept = question.findingRows && createFindingRows(spoolFolder, listed.bucket, question.findingRows)
  const findingRows = kept && new FindingRows(kept, listed.parts.length)
  const accumulator = new RowAccumulator(policy, { hasSize: true, spool, findingRows })
  const judging = new Judging(question, listed, policy, accumulator)
  try {
    await judging.judgeAll()
  } finally {
    spool?.close()
    findingRows?.close()
  }
  const sum = addFile(NOTHING_SCANNED, accumulator.finish())
  const { counts, fingerprint } = judging
  const findings = {
    ...finish(sum, question, spoolPathOf(question, listed)),
    keptFindings: kept && listFindingRows(kept),
  }
  return { findings, counts, fingerprint: fingerprint() }
}

const spoolPathOf =
  ({ spoolFolder }: Question, { parts }: ListedKeys) =>
  (group: string) =>
    spoolPath(spoolFolder, group, parts.length)

function finish(
  sum: ScanTally,
  { keepRows, spoolFolder }: Question,
  pathOf: (group: string) => string,
): Omit<Findings, 'proof'> {
  const kept = [...sum.groups.values()].reduce((count, { tally }) => count + tally.objects, 0)
  const rowsDropped = keepRows !== 'no' && kept > keepRows.maxRows
  if (rowsDropped) dropSpool(spoolFolder, sum.groups.keys())
  return {
    ...summarize(sum, (group) => (keepRows === 'no' || rowsDropped ? [] : [pathOf(group)])),
    duplicates: { keys: 0, rows: 0, contradictory: 0 },
    rowsDropped,
    evidence: undefined,
  }
}

class Judging {
  readonly counts: Counts = { looked: 0, gone: 0, leftOut: 0 }
  readonly #question: Question
  readonly #listed: ListedKeys
  readonly #accumulator: RowAccumulator
  readonly #policy: ScanPolicy
  readonly #hash = createHash('sha256')

  constructor(question: Question, listed: ListedKeys, policy: ScanPolicy, accumulator: RowAccumulator) {
    this.#question = question
    this.#listed = listed
    this.#policy = policy
    this.#accumulator = accumulator
  }

  fingerprint = (): string => this.#hash.digest('hex')

  async judgeAll(): Promise<void> {
    const { evidence, signal } = this.#question
    if (evidence === undefined) throw new ActionError('INTERNAL_ERROR', 'No way to look at objects was given.')
    const looks = lookAtEach(this.#selected(), evidence, { count: 0 }, signal)
    for await (const { row, seen } of looks) this.#judge(row.key, seen)
  }

  async *#selected(): AsyncGenerator<SpooledRow> {
    const { bucket, parts } = this.#listed
    for await (const row of readSpooledRows(bucket, parts)) {
      if (this.#policy.isExcluded?.(new KeptRow(row.key, NOTHING_KNOWN))) this.counts.leftOut++
      else yield row
    }
  }

  #judge(key: EncodedKey, seen: ObjectLook | undefined): void {
    if (seen === undefined) {
      this.counts.gone++
      return
    }
    this.counts.looked++
    this.#hash.update(`${key} ${seen.etag} ${seen.lastModified} ${seen.encryption} ${seen.kmsKeyArn ?? ''}\n`)
    const { accepted, keyRule } = this.#question.spec
    const row = new LookedRow(key, seen)
    const breach = findBreach(seen, accepted, keyRule)
    if (breach === undefined || breach === 'status') this.#accumulator.add(row)
    else this.#addBreach(row)
  }

  /** Its status is accepted, its key is not. */
  #addBreach(row: LookedRow): void {
    const choice = chooseForRow(row, this.#policy)
    this.#accumulator.addKept(row, { kind: 'finding', choice, exception: this.#policy.findException(row) })
  }
}

const NOTHING_KNOWN = { status: 0, size: 0, storageClass: '', modified: undefined }
