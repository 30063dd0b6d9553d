import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, DAY_MS, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it("takes yesterday's report while today's is still being delivered, and says so", async () => {
  const scenario = await openScenario()
  scenario.world.clock.advance(DAY_MS)
  await scenario.deliver({ stage: 'no-checksum' })

  const run = await scenario.run()

  expect(Object.fromEntries(run.outputs)).toMatchObject({
    verdict: 'NON_COMPLIANT',
    findings: '2',
    'inventory-date': '2026-11-20T12:00:00.000Z',
  })
  expect(run.stdout).toContain('Skipped 2026-11-21T12-00Z: manifest.checksum is missing')
  expect(run.report).toMatchObject({
    buckets: [{ report: { ageSeconds: 86_400, passedOver: [{ folder: '2026-11-21T12-00Z' }] } }],
  })
})
