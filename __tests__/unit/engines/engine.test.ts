// Whatever engine finds them, the same objects give the same verdict, the same plan and the same jobs.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { fingerprintOf } from '../../../src/batch/job-request.ts'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import { judgeBucket } from '../../../src/decide/verdict.ts'
import type { Engine, Question } from '../../../src/engines/engine.ts'
import { createInventoryScan } from '../../../src/engines/inventory-scan/scan.ts'
import type { Findings } from '../../../src/findings/findings.ts'
import { makeJob, makeOptions } from '../../support/batch-plan.ts'
import { createReport, createRequest, gzipLines, REPORT_TIME } from '../../support/report.ts'
import { createRowsEngine, type ListedObject } from '../../support/rows-engine.ts'

const MODIFIED = '2022-01-01T00:00:00.000Z'
const OBJECTS: readonly ListedObject[] = [
  { key: 'a', size: 10, status: 'SSE-S3', modified: Date.parse(MODIFIED) },
  { key: 'b c', size: 20, status: 'NOT-SSE', modified: Date.parse(MODIFIED) },
  { key: 'd', size: 30, status: 'NOT-SSE', storageClass: 'GLACIER', modified: Date.parse(MODIFIED) },
]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engines-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const made = createReport([
  gzipLines(OBJECTS.map((object) => ({ ...object, key: encodeURIComponent(object.key), modified: MODIFIED }))),
])
const request = () => createRequest(made, join(folder, 'scan'))

function ask(engine: Engine, name: string): Promise<Findings> {
  const { spec, keepRows } = request()
  const question: Question = { spec, keepRows, spoolFolder: join(folder, name) }
  return engine(question)
}

const listing = (objects = OBJECTS) => createRowsEngine('src', objects, new Date(REPORT_TIME))
const RULES = { maxFindings: 0, emptyReportContradicted: false, include: [], allowsPartialInventory: false }
const tell = ({ proof: _, groups, ...rest }: Findings) => ({
  ...rest,
  groups: groups.map(({ parts, ...group }) => ({ ...group, rows: parts.map((path) => readFileSync(path, 'utf8')) })),
})

it('two engines tell the same of the same objects, down to the kept rows', async () => {
  const scanned = await ask(createInventoryScan(request()), 'scan')
  const listed = await ask(listing(), 'listing')
  expect(tell(listed)).toEqual(tell(scanned))
  expect(tell(listed).groups).toMatchObject([{ operation: 'copy', rows: ['src,b%20c\n'] }])
  expect(judgeBucket(listed, RULES)).toEqual(judgeBucket(scanned, RULES))
  expect(judgeBucket(listed, RULES).verdict).toBe('NON_COMPLIANT')
})

it('findings without a fault in their proof are compliant, whoever vouches for them', async () => {
  const listed = await ask(listing(OBJECTS.slice(0, 1)), 'listing')
  expect(judgeBucket(listed, RULES).verdict).toBe('COMPLIANT')
  const stale = { ...listed, proof: { ...listed.proof, ageMs: 2 } }
  expect(judgeBucket(stale, RULES)).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'STALE' })
})

it('a job is told apart by the proof that its rows rest on', async () => {
  const { proof } = await ask(listing(), 'listing')
  const { proof: other } = await ask(listing(OBJECTS.slice(1)), 'other')
  const mark = (of: typeof proof) => fingerprintOf('src', makeJob(['b c']), makeOptions({ proof: of }), '0'.repeat(64))
  expect(mark(proof)).toBe(mark({ ...proof, ageMs: 5 }))
  expect(mark(other)).not.toBe(mark(proof))
})

it('what is done about a need is data that any engine heeds', async () => {
  const { spec, keepRows } = request()
  const choices = chooseByNeed({ target: 'SSE-S3', copiesInParts: false, restoresArchived: true })
  const found = await listing()({ spec: { ...spec, choices }, keepRows, spoolFolder: folder })
  expect(found.groups.map(({ operation, tally }) => [operation, tally.objects])).toEqual([
    ['copy', 1],
    ['restore', 1],
  ])
})
