// Fetches the rows that a remediation, a findings file or a check of keys needs, into the files where the streamed scan
// keeps them, and adds what Athena could not judge: keys listed twice, and objects whose KMS key the report does not show.

import { existsSync } from 'node:fs'
import { RowAccumulator } from '../../findings/accumulator.ts'
import { isOperation } from '../../findings/choice.ts'
import { createPolicy } from '../../findings/classify.ts'
import {
  cellsOf,
  createFindingRows,
  FindingRows,
  type FindingRowsOptions,
  listFindingRows,
} from '../../findings/finding-rows.ts'
import type { Findings, KeyEvidence, OperationGroup } from '../../findings/findings.ts'
import { addFile, summarize } from '../../findings/merge.ts'
import { nameGroup, type ScanTally } from '../../findings/scan-tally.ts'
import { CANDIDATES, dropSpool, RowSpool, type SpoolOptions, spoolPath } from '../../findings/spool.ts'
import { gatherEvidence } from '../../objects/evidence.ts'
import { ActionError } from '../../words/errors.ts'
import { asksMoreOf } from '../../words/key-rule.ts'
import { nameCells, readCount, readWord } from './cells.ts'
import { type Doubles, readFacts } from './doubled-keys.ts'
import { choiceFor, listActedOn, readGround } from './ground.ts'
import { readKey } from './samples.ts'
import type { AthenaScan } from './scan-state.ts'
import { type RowCells, rowColumns, writeEveryFinding, writeRows } from './statements.ts'
import type { RowStore, StoredRows } from './stored-rows.ts'

/** In place of the index of an inventory file: where rows of the query, of doubled keys and of checked keys are kept. */
const FROM_QUERY = 0
const FROM_DOUBLES = 1
const FROM_EVIDENCE = 2

type Kept = Omit<Findings, 'duplicates' | 'proof'>

/** What fetching rows needs of a scan, whatever the rows are of. */
export type RowScan = Pick<AthenaScan, 'question' | 'runner' | 'asked'> & {
  readonly source: Pick<AthenaScan['source'], 'service'>
  /** What a statement reads at most, by what is known before. */
  readonly expectedBytes: number
  /** Called with each finding that is kept for a remediation, in the order of the keys. */
  readonly onFinding?: ((cells: RowCells) => void) | undefined
  /** Has the rows of the groups written as files; not given, or undefined from it, if they are to be fetched. */
  readonly store?: RowStore | undefined
}

class OtherRows extends ActionError {}
const AGAIN = 'Run it again. If the error persists, report it to the maintainers of this action.'

/** The rows changed between two statements, which those of a report cannot. */
export const isOtherRows = (error: unknown): boolean => error instanceof OtherRows

/** `tally`: all rows without those that `doubles` set apart. */
export async function keepRows(scan: RowScan, tally: ScanTally, doubles: Doubles): Promise<Kept> {
  const { question } = scan
  const { keepRows: keep, spoolFolder, evidence: asked } = question
  const spool = keep === 'no' ? undefined : spoolOptions(scan, keep.maxRows)
  const candidates = spoolOptions(scan, asked?.maxRequests ?? 0)
  const findingRows = startFindingRows(scan)
  const keeping = { spool, candidates, findingRows }
  const all = addFile(tally, addDoubles(scan, doubles, keeping))
  const sums = { kept: countKept(tally), total: countKept(all) }
  const isTooMany = keep !== 'no' && sums.total > keep.maxRows
  const isKept = spool !== undefined && !isTooMany && sums.kept > 0
  const stored = isKept ? await scan.store?.(tally.groups, sums.kept) : undefined
  const fetchesFindings = isKept && stored === undefined
  const fetchesAll = findingRows !== undefined && tally.findingsByStatus.some(({ objects }) => objects > 0)
  const fetchesCandidates = tally.candidates > 0 && all.candidates <= candidates.maxRows
  if (fetchesFindings || fetchesAll || fetchesCandidates) {
    const fetched = { ...keeping, spool: fetchesFindings ? spool : undefined }
    await fetchRows(scan, doubles.setApart, tally, fetched)
  }
  const evidence = await judgeKeys(scan, all, keeping)
  const sum = evidence?.tally === undefined ? all : addFile(all, evidence.tally)
  const rowsDropped = keep !== 'no' && countKept(sum) > keep.maxRows
  if (rowsDropped) dropSpool(spoolFolder, sum.groups.keys())
  const partsOf = (group: string) =>
    spool === undefined || rowsDropped ? [] : [...(stored?.partsOf(group) ?? []), ...listParts(spoolFolder, group)]
  const told = summarize(sum, partsOf)
  return {
    ...told,
    ...(stored && {
      groups: told.groups.map((group) => (rowsDropped ? group : nameOrigin(group, stored))),
      removeStored: stored.remove,
    }),
    rowsDropped,
    keptFindings: findingRows && listFindingRows(findingRows),
    evidence: evidence?.evidence,
    ...(evidence && { groupsOfReport: summarize(all, () => []).groups }),
  }
}

/** What determines the rows is known only of those that the query wrote. */
function nameOrigin(group: OperationGroup, { originOf, partsOf, proofOf }: StoredRows): OperationGroup {
  const name = nameGroup(group.operation, group.storageClass)
  const files = partsOf(name)
  if (files.length === 0) return group
  const isWhole = files.length === group.parts.length
  return { ...group, origin: originOf(name), ...(isWhole && { proof: proofOf(name) }) }
}

const startFindingRows = ({ asked, question: { findingRows, spoolFolder } }: RowScan) =>
  findingRows && createFindingRows(spoolFolder, asked.report.sourceBucket, findingRows)

const countKept = ({ groups }: ScanTally) => [...groups.values()].reduce((sum, { tally }) => sum + tally.objects, 0)

function spoolOptions({ asked, question }: RowScan, maxRows: number): SpoolOptions {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  return { folder: question.spoolFolder, bucket: asked.report.sourceBucket, maxRows, written }
}

const listParts = (folder: string, group: string) =>
  [FROM_QUERY, FROM_DOUBLES, FROM_EVIDENCE].map((index) => spoolPath(folder, group, index)).filter(existsSync)

/** Where rows are kept: those of groups, candidates, and every finding; undefined for rows that nobody needs. */
type Keeping = {
  readonly spool: SpoolOptions | undefined
  readonly candidates: SpoolOptions
  readonly findingRows: FindingRowsOptions | undefined
}

function addDoubles(
  { asked, question }: RowScan,
  doubles: Doubles,
  { spool, candidates, findingRows: every }: Keeping,
): ScanTally {
  const { createdAt, columns } = asked.report
  const hasSize = columns.includes('size')
  const rows = spool && new RowSpool(spool, FROM_DOUBLES)
  const candidateSpool = new RowSpool(candidates, FROM_DOUBLES)
  const findingRows = every && new FindingRows(every, FROM_DOUBLES)
  const policy = createPolicy(question.spec, createdAt.getTime(), hasSize)
  const accumulator = new RowAccumulator(policy, { hasSize, spool: rows, findingRows, candidateSpool })
  try {
    doubles.addTo(accumulator)
    return accumulator.finish()
  } finally {
    rows?.close()
    findingRows?.close()
    candidateSpool.close()
  }
}

/** @throws ActionError QUERY_FAILED unless exactly the rows come that were counted */
async function fetchRows(
  scan: RowScan,
  setApart: readonly string[],
  sum: ScanTally,
  { spool, candidates, findingRows }: Keeping,
): Promise<void> {
  const { source, question, runner, asked, expectedBytes } = scan
  const needs = spool === undefined ? [] : listActedOn(question.spec)
  const statement =
    findingRows === undefined
      ? writeRows(asked, setApart, needs)
      : writeEveryFinding(asked, setApart, spool !== undefined)
  const id = await runner.run(statement, 'fetch the findings', expectedBytes)
  const found = spool && new RowSpool(spool, FROM_QUERY)
  const looked = new RowSpool(candidates, FROM_QUERY)
  const every = findingRows && new FindingRows(findingRows, FROM_QUERY)
  const due = listDue(sum, { found, every })
  try {
    for await (const row of source.service.rows(id, rowColumns)) {
      const name = keepRow(nameCells(rowColumns, row), scan, { found, looked, every })
      due.set(name, (due.get(name) ?? 0) - 1)
    }
  } finally {
    found?.close()
    looked.close()
    every?.close()
  }
  if ([...due.values()].some((left) => left !== 0)) {
    throw new OtherRows('QUERY_FAILED', 'Athena returned other rows than it had counted.', { hint: AGAIN })
  }
}

type Open = {
  readonly found: RowSpool | undefined
  readonly looked: RowSpool
  readonly every: FindingRows | undefined
}

/** How many rows must come, by what `keepRow` calls them. */
function listDue({ groups, heldBack, candidates }: ScanTally, { found, every }: Omit<Open, 'looked'>) {
  const due = new Map<string, number>([[CANDIDATES, candidates]])
  if (found !== undefined || every !== undefined) {
    for (const [name, { tally }] of groups) due.set(name, tally.objects)
  }
  if (every !== undefined) for (const [reason, { tally }] of heldBack) due.set(reason, tally.objects)
  return due
}

/** Returns the group of the row, or why nothing is done about it. */
function keepRow(cells: RowCells, { question, asked, onFinding }: RowScan, { found, looked, every }: Open): string {
  const key = readKey(cells.ek)
  const choice = choiceFor(question.spec, readGround(question.spec, cells.need))
  if (readWord(['K', 'F'], cells.kind) === 'K') {
    looked.add(CANDIDATES, key, `,${choice},${cells.x === '' ? '' : readCount(cells.x)}`)
    return CANDIDATES
  }
  if (every !== undefined) {
    const { columns } = asked.report
    every.add(key, cellsOf(readFacts(cells, key, columns), choice, columns.includes('size')))
  }
  if (!isOperation(choice)) return choice
  const group = nameGroup(choice, cells.s ?? '')
  found?.add(group, key)
  if (found !== undefined) onFinding?.(cells)
  return group
}

/** As the streamed scan: one request for each object whose key the report does not show. */
async function judgeKeys(
  { asked, question }: RowScan,
  sum: ScanTally,
  { spool, findingRows }: Keeping,
): Promise<{ readonly evidence: KeyEvidence; readonly tally: ScanTally | undefined } | undefined> {
  const { spec, spoolFolder, evidence: request, signal } = question
  if (sum.candidates === 0 && !spec.accepted.some((status) => asksMoreOf(status, spec.keyRule))) return undefined
  const { columns, createdAt, sourceBucket } = asked.report
  const gathered = await gatherEvidence({
    request,
    bucket: sourceBucket,
    spec,
    reportTime: createdAt.getTime(),
    hasSize: columns.includes('size'),
    candidates: sum.candidates,
    judgedByColumn: sum.judgedByColumn,
    parts: listParts(spoolFolder, CANDIDATES),
    spool,
    findingRows,
    fileIndex: FROM_EVIDENCE,
    signal,
  })
  dropSpool(spoolFolder, [CANDIDATES])
  return gathered
}
