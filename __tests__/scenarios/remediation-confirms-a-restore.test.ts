import { afterEach, expect, it } from '@jest/globals'
import { jobsOf, oldKeys, orderedKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, DAY_MS } from '../support/scenario.ts'
import { countWork, openArchived, outcomesOf, twoArchived } from '../support/scenes/restores.ts'

afterEach(closeScenarios)

it('creates a suspended job over what needs a restore alone, and the run that follows joins it', async () => {
  const scenario = await openArchived((world) => {
    twoArchived(world)
    const restore = { ongoing: false, expiry: world.clock.now() + DAY_MS }
    seedFindings(world, ['restored'], { storageClass: 'GLACIER', restore })
  })

  const confirm = await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
  expect(remediationOutputs(confirm)).toMatchObject({ status: 'AWAITING_CONFIRMATION', jobs: 1 })
  expect(orderedKeys(scenario.world).sort()).toEqual(oldKeys(2))
  expect(countWork(confirm)).toMatchObject({ looks: 3, copies: 0 })

  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'PENDING', jobs: 1 })
  expect(outcomesOf(run)).toEqual(['encrypted 1', 'archived 2'])
  expect(jobsOf(scenario.world)).toHaveLength(1)
})
