// What Athena finds, after its queries, that it cannot answer is answered by the streamed scan, and nothing else is.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { beyondAthena, orElse } from '../../../../src/engines/athena/beyond.ts'
import type { Engine } from '../../../../src/engines/engine.ts'
import { createInventoryScan } from '../../../../src/engines/inventory-scan/scan.ts'
import { ActionError } from '../../../../src/words/errors.ts'
import { encodeKey } from '../../../../src/words/object-key.ts'
import { createReport, createRequest, gzipLines } from '../../../support/report.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'or-else-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** A report with two findings, and the streamed scan of it. */
function open() {
  const line = (name: string, status: string) => ({ key: encodeKey(name), size: 1, status, storageClass: 'STANDARD' })
  const report = createReport([gzipLines([line('a', 'NOT-SSE'), line('b', 'NOT-SSE'), line('c', 'SSE-S3')])])
  const request = createRequest(report, join(folder, 'scan'))
  return {
    stream: createInventoryScan(request),
    question: { spec: request.spec, keepRows: request.keepRows, spoolFolder: join(folder, 'scan') },
  }
}

/** Fails as a scan with Athena does: what it has kept by then is removed. */
const failing =
  (error: Error): Engine =>
  async ({ spoolFolder }) => {
    mkdirSync(spoolFolder, { recursive: true })
    writeFileSync(join(spoolFolder, 'kept'), 'rows of a query')
    rmSync(spoolFolder, { recursive: true })
    throw error
  }

it('has the findings of the streamed scan, and says why', async () => {
  const { stream, question } = open()
  const told: string[] = []

  const found = await orElse(failing(beyondAthena('a key has the character U+FFFD')), stream, (why) => told.push(why))(
    question,
  )

  expect(found.findings.objects).toBe(2)
  expect(found.queries).toBeUndefined()
  expect(told).toEqual([expect.stringContaining('a key has the character U+FFFD')])
})

it.each(['QUERY_FAILED', 'ACCESS_DENIED', 'EVIDENCE_MISSING', 'WRONG_BUCKET', 'INTERRUPTED'] as const)(
  'leaves %s as it is: what went wrong is not hidden by another answer',
  async (code) => {
    const { question } = open()
    const error = new ActionError(code, 'no luck')
    const never: Engine = async () => {
      throw new Error('the stream was asked')
    }
    await expect(orElse(failing(error), never, () => {})(question)).rejects.toBe(error)
  },
)

it('has Athena’s findings where there are some', async () => {
  const { stream, question } = open()
  const answer = await stream(question)
  const never: Engine = async () => {
    throw new Error('the stream was asked')
  }
  expect(
    await orElse(
      async () => answer,
      never,
      () => {},
    )(question),
  ).toBe(answer)
})
