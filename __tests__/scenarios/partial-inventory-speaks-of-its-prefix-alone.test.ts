import { afterEach, expect, it } from '@jest/globals'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { openLimited } from '../support/scenes/partial.ts'
import { checkOut } from '../support/workspace.ts'

afterEach(closeScenarios)

it.each([
  ['where every include lies within it', { include: 'new/**\nnew/1' }],
  ['where that is allowed', { 'allow-partial-inventory': 'true' }],
  ['where that is allowed for the bucket', { buckets: '', 'config-file': 'fleet.yml' }],
])('it speaks of the prefix alone, and says so everywhere, %s', async (_name, inputs: Record<string, string>) => {
  const scenario = await openLimited('new/')
  const cwd = checkOut('fleet.yml', `buckets:\n- { name: ${BUCKET}, allow-partial-inventory: true }\n`)

  const run = await scenario.run(inputs, { cwd })

  expect([run.exitCode, run.outputs.get('verdict'), run.outputs.get('scope')]).toEqual([0, 'COMPLIANT', 'prefix'])
  expect(run.summary).toContain('all 3 objects in the prefix `new/` of `acme-data` are encrypted as required')
  expect(run.summary).toContain('**Lists only `new/`**')
  expect(run.summary).toContain('does not prove what it was when the report was made')
  expect(run.stdout).toContain('Scope: only the prefix that the inventory configuration is limited to, as it is today')
  expect(run.report).toMatchObject({
    buckets: [
      {
        message: expect.stringContaining('Scope: only the prefix'),
        report: { coverage: { kind: 'prefix' }, limitedToPrefix: true, filterPrefix: 'new/' },
      },
    ],
  })
})
