// Whatever engine finds them, the same objects give the same verdict, the same plan and the same jobs.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { fingerprintOf } from '../../../src/batch/job-request.ts'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import { judgeBucket } from '../../../src/decide/verdict.ts'
import type { Engine, Question } from '../../../src/engines/engine.ts'
import { createInventoryScan } from '../../../src/engines/inventory-scan/scan.ts'
import type { Findings } from '../../../src/findings/findings.ts'
import type { ListingProof } from '../../../src/findings/proof.ts'
import { makeJob, makeOptions } from '../../support/batch-plan.ts'
import { textOfPart } from '../../support/kept-rows.ts'
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
  groups: groups.map(({ parts, ...group }) => ({ ...group, rows: parts.map(textOfPart) })),
})

it('two engines tell the same of the same objects, down to the kept rows', async () => {
  const scanned = await ask(createInventoryScan(request()), 'scan')
  const listed = await ask(listing(), 'listing')
  expect(tell(listed)).toEqual(tell(scanned))
  expect(tell(listed).groups).toMatchObject([{ operation: 'copy', rows: ['src,b%20c\n'] }])
  expect([listed, scanned].map((found) => judgeBucket(found, RULES).verdict)).toEqual([
    'NON_COMPLIANT',
    'NON_COMPLIANT',
  ])
})

it('findings without a fault in their proof are compliant, whoever vouches for them', async () => {
  const listed = await ask(listing(OBJECTS.slice(0, 1)), 'listing')
  expect(judgeBucket(listed, RULES).verdict).toBe('COMPLIANT')
  expect(judgeBucket(listed, RULES).message).toContain('the whole bucket, as listed from 2026')
})

it.each<[string, Partial<ListingProof>]>([
  ['that did not end', { ended: false }],
  ['of which a key was not looked at', { looked: 0 }],
  ['with a response that is not understood', { notUnderstood: { objects: 1, first: 'odd.' } }],
])('a listing %s proves nothing', async (_, flaw) => {
  const listed = await ask(listing(OBJECTS.slice(0, 1)), 'listing')
  const flawed = { ...listed, proof: { ...listed.proof, ...flaw } as ListingProof }
  expect(judgeBucket(flawed, RULES)).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'EVIDENCE_MISSING' })
})

it('a listing of prefixes without a key is no answer if the bucket has other keys', async () => {
  const listed = await ask(listing([]), 'listing')
  const proof = { ...listed.proof, prefixes: ['log/'] } as ListingProof
  expect(judgeBucket({ ...listed, proof }, RULES).verdict).toBe('COMPLIANT')
  const hidden = { ...listed, proof: { ...proof, holdsOtherKeys: true } }
  expect(judgeBucket(hidden, RULES)).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'NOTHING_SELECTED' })
})

it('a job is told apart by the proof that its rows rest on', async () => {
  const { proof } = await ask(listing(), 'listing')
  const { proof: other } = await ask(listing(OBJECTS.slice(1)), 'other')
  const mark = (of: typeof proof) => fingerprintOf('src', makeJob(['b c']), makeOptions({ proof: of }), '0'.repeat(64))
  expect(mark(proof)).toBe(mark({ ...proof, looked: 5 } as typeof proof))
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
