// The engine that lists a bucket and looks at every selected object: first all keys, then HeadObject of each.

import { createHash } from 'node:crypto'
import { RowAccumulator } from '../../findings/accumulator.ts'
import { classifyRow, createPolicy, type ScanPolicy } from '../../findings/classify.ts'
import {
  createFindingRows,
  FindingRows,
  type FindingRowsOptions,
  listFindingRows,
} from '../../findings/finding-rows.ts'
import type { Findings } from '../../findings/findings.ts'
import { checkGlobs } from '../../findings/glob.ts'
import { KeyOwnerCounter } from '../../findings/key-owners.ts'
import { addFile, NOTHING_SCANNED, summarize } from '../../findings/merge.ts'
import type { ListingProof } from '../../findings/proof.ts'
import type { ScanTally } from '../../findings/scan-tally.ts'
import { dropSpool, RowSpool, spoolPath } from '../../findings/spool.ts'
import { readSpooledRows, type SpooledRow } from '../../findings/spool-reader.ts'
import { type LookDeps, lookAtEach } from '../../objects/look-each.ts'
import type { ObjectLook } from '../../objects/object-look.ts'
import type { Sleep } from '../../time/retry.ts'
import { ActionError } from '../../words/errors.ts'
import type { EncodedKey } from '../../words/object-key.ts'
import type { Engine, Question } from '../engine.ts'
import { factsOfHidden, type LookedFacts, LookedRow } from '../looked-row.ts'
import { type ListCounts, type Listed, listKeys } from './list-keys.ts'
import type { OpenPages, Pages } from './page.ts'
import { LISTED } from './take-page.ts'

/**
 * What a look shows: the object; undefined if there is none; `sse-c` if only its customer's key would show it; or why
 * the response is not understood.
 */
export type ListingLook = ObjectLook | undefined | 'sse-c' | { readonly notUnderstood: string }

export type ListingSource = {
  readonly bucket: string
  /** When the listing begins, by S3's clock. */
  readonly asOf: Date
  /** `['']` for all keys. */
  readonly prefixes: readonly string[]
  readonly openPages: OpenPages
  readonly look: LookDeps<ListingLook>['look']
  readonly sleep: Sleep
  /** Maximum number of HeadObject requests: with more keys, none is made. */
  readonly maxLooks: number
  /** The error for more keys than that; undefined: that of this engine. */
  readonly tooMany?: ((counts: ListCounts) => ActionError) | undefined
  readonly onPage?: ((counts: ListCounts) => void) | undefined
  /** Called once, when all keys are listed and before any of them is looked at. */
  readonly onListed?: ((counts: ListCounts) => void) | undefined
  readonly onLook?: ((looked: number, of: number) => void) | undefined
}

/** @throws ActionError EVIDENCE_MISSING for more keys than may be looked at; INTERRUPTED; and those of the requests */
export const createListing =
  (source: ListingSource): Engine =>
  async (question) => {
    checkGlobs(question.spec.include, question.spec.exclude)
    try {
      return await new ListingScan(source, question).run()
    } finally {
      dropSpool(question.spoolFolder, [LISTED])
    }
  }

type ListedKeys = Listed & { readonly leftOut: ScanTally; readonly holdsOtherKeys: boolean }

class ListingScan {
  readonly #source: ListingSource
  readonly #question: Question
  readonly #policy: ScanPolicy
  readonly #spool: RowSpool | undefined
  readonly #counts: RowAccumulator
  readonly #findingRows: FindingRows | undefined
  readonly #keptRows: FindingRowsOptions | undefined
  readonly #owners: KeyOwnerCounter | undefined
  /** Of the findings, in key order: what they are, so that the same findings are known to be the same. */
  readonly #digest = createHash('sha256')
  #looked = 0
  #gone = 0
  #notUnderstood: ListingProof['notUnderstood'] = { objects: 0, first: undefined }

  constructor(source: ListingSource, question: Question) {
    const { spec, keepRows, spoolFolder: folder } = question
    this.#source = source
    this.#question = question
    this.#policy = createPolicy(spec, source.asOf.getTime(), true)
    const written = new BigInt64Array(new SharedArrayBuffer(8))
    const { bucket } = source
    this.#spool =
      keepRows === 'no' ? undefined : new RowSpool({ folder, bucket, maxRows: keepRows.maxRows, written }, 0)
    this.#keptRows = question.findingRows && createFindingRows(folder, bucket, question.findingRows)
    this.#findingRows = this.#keptRows && new FindingRows(this.#keptRows, 0)
    const findingRows = this.#findingRows
    this.#counts = new RowAccumulator(this.#policy, { hasSize: true, spool: this.#spool, findingRows })
    this.#owners = spec.account === undefined ? undefined : new KeyOwnerCounter(spec.account)
  }

  async run(): Promise<Findings> {
    const { onListed } = this.#source
    try {
      const listed = await this.#list()
      onListed?.(listed)
      const heads = await this.#lookAtAll(listed)
      return this.#finish(listed, heads)
    } finally {
      this.#spool?.close()
      this.#findingRows?.close()
    }
  }

  async #list(): Promise<ListedKeys> {
    const { bucket, asOf, openPages, sleep, prefixes, maxLooks: maxKeys, tooMany, onPage } = this.#source
    const { spec, spoolFolder: folder, signal } = this.#question
    const pages = openPages({ bucket, folder, spec, asOf: asOf.getTime() })
    try {
      const listed = await listKeys({ pages, sleep, prefixes, folder, maxKeys, tooMany, onPage, signal })
      const holdsOtherKeys = listed.listed === 0 && (await this.#holdsOtherKeys(pages))
      return { ...listed, holdsOtherKeys, leftOut: await pages.countLeftOut() }
    } finally {
      await pages.close()
    }
  }

  /** Returns the number of requests. */
  async #lookAtAll({ parts, selected }: ListedKeys): Promise<number> {
    const { bucket, look, sleep, onLook } = this.#source
    const { signal } = this.#question
    const requests = { count: 0 }
    const deps = { look, sleep, onLook: (looked: number) => onLook?.(looked, selected) }
    for await (const { row, seen } of lookAtEach(readSpooledRows(bucket, parts), deps, requests, signal)) {
      this.#judge(row, seen)
    }
    if (signal?.aborted) throw new ActionError('INTERRUPTED', 'The run was interrupted.')
    return requests.count
  }

  #judge(listed: SpooledRow, seen: ListingLook): void {
    if (seen === undefined) {
      this.#gone++
      return
    }
    if (seen !== 'sse-c' && 'notUnderstood' in seen) {
      this.#noteUnknown(seen.notUnderstood)
      return
    }
    const facts = seen === 'sse-c' ? factsOfHidden(listed) : seen
    if (this.#hidesKey(facts)) this.#noteUnknown(`HeadObject of ${listed.key} shows no ARN of its KMS key.`)
    else this.#add(listed.key, facts)
  }

  #add(key: EncodedKey, facts: LookedFacts): void {
    const row = new LookedRow(key, facts)
    this.#looked++
    if (classifyRow(row, this.#policy) === 'finding') this.#note(key, facts)
    this.#counts.add(row)
    const { encryption, kmsKeyArn, size } = facts
    if (encryption === 'SSE-KMS' || encryption === 'DSSE-KMS') this.#owners?.add(kmsKeyArn, size)
  }

  /** Whether the policy asks for a key that the response does not name. */
  #hidesKey({ encryption, kmsKeyArn }: LookedFacts): boolean {
    const { keyRule } = this.#question.spec
    if (keyRule.kmsKeyArn === undefined || (encryption !== 'SSE-KMS' && encryption !== 'DSSE-KMS')) return false
    return !/^arn:[^:]+:kms:[^:]+:\d{12}:key\/./.test(kmsKeyArn ?? '')
  }

  #noteUnknown(what: string): void {
    const { objects, first } = this.#notUnderstood
    this.#notUnderstood = { objects: objects + 1, first: first ?? what }
  }

  #note(key: EncodedKey, facts: LookedFacts): void {
    const { encryption, size, lastModified, storageClass, kmsKeyArn = '', bucketKey, etag } = facts
    this.#digest.update(JSON.stringify([key, encryption, size, lastModified, storageClass, kmsKeyArn, bucketKey, etag]))
  }

  /** An empty listing of prefixes is no answer if they are wrong. */
  async #holdsOtherKeys(pages: Pages): Promise<boolean> {
    if (this.#source.prefixes.includes('')) return false
    const request = { prefix: '', after: undefined, next: undefined, maxKeys: 1 }
    const all = { index: undefined, prefix: '', after: undefined, until: undefined }
    const { last } = await pages.take(request, all, this.#question.signal ?? new AbortController().signal)
    return last !== undefined
  }

  #finish({ listed, selected, requests, leftOut, holdsOtherKeys }: ListedKeys, head: number): Findings {
    const { keepRows, spoolFolder } = this.#question
    this.#spool?.close()
    this.#findingRows?.close()
    const sum = addFile(addFile(NOTHING_SCANNED, leftOut), this.#counts.finish())
    const kept = [...sum.groups.values()].reduce((count, { tally }) => count + tally.objects, 0)
    const rowsDropped = keepRows !== 'no' && kept > keepRows.maxRows
    if (rowsDropped) dropSpool(spoolFolder, sum.groups.keys())
    const hasParts = keepRows !== 'no' && !rowsDropped
    const { asOf, prefixes } = this.#source
    return {
      ...summarize(sum, (group) => (hasParts ? [spoolPath(spoolFolder, group, 0)] : [])),
      // S3 lists a key once, and the order of the listing was checked.
      duplicates: { keys: 0, rows: 0, contradictory: 0 },
      rowsDropped,
      keptFindings: this.#keptRows && listFindingRows(this.#keptRows),
      keyOwners: this.#owners?.finish(),
      // Every key was judged with its object.
      evidence: undefined,
      proof: {
        source: 'list',
        fingerprint: this.#digest.digest('hex'),
        asOf,
        prefixes,
        ended: true,
        listed,
        leftOut: listed - selected,
        looked: this.#looked,
        gone: this.#gone,
        notUnderstood: this.#notUnderstood,
        holdsOtherKeys,
        requests: { list: requests, head },
      },
    }
  }
}
