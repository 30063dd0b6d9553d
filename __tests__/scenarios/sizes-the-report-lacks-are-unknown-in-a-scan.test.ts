import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios } from '../support/scenario.ts'
import { openLacking } from '../support/scenes/lacking-columns.ts'

afterEach(closeScenarios)

it('says that sizes are unknown where nothing is planned, and gives no zero', async () => {
  const scenario = await openLacking(2, 0)

  const run = await scenario.run()

  expect(run.outputs.get('findings')).toBe('2')
  expect(run.outputs.get('finding-bytes')).toBe('')
  expect(run.report).toMatchObject({
    buckets: [
      {
        report: { missingColumns: ['Size'] },
        scan: { findings: { objects: 2, bytes: null }, findingsByStatus: { 'NOT-SSE': { objects: 2, bytes: null } } },
      },
    ],
  })
  expect(run.summary).toContain('The report has no Size column: sizes are unknown')
  expect(run.stdout).toContain('The report has no Size column')
  expect(run.summary).not.toMatch(/\b0 B\b/)
})
