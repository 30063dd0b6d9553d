import { afterEach, expect, it } from '@jest/globals'
import { seedFindings } from '../support/remediation.ts'
import { closeScenarios, countOf } from '../support/scenario.ts'
import { LARGE, openLacking } from '../support/scenes/lacking-columns.ts'

afterEach(closeScenarios)

it('looks once at each object, also where there are two reasons to look', async () => {
  const scenario = await openLacking(3, 1, ['Size'], true)
  seedFindings(scenario.world, ['moved'], { websiteRedirect: '/elsewhere' })
  await scenario.deliver()

  const run = await scenario.run({ ...scenario.remediation, remediation: 'plan' })

  expect(countOf(run, 'HeadObject')).toBe(5)
  expect(run.report).toMatchObject({
    buckets: [
      {
        scan: { heldBack: [{ reason: 'website-redirect', objects: 1, bytes: 100 }] },
        plan: { jobs: [{ objects: 3, bytes: 300 }], directCopies: [{ objects: 1, bytes: LARGE }] },
      },
    ],
  })
})
