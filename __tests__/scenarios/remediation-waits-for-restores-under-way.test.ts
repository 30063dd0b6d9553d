import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { countWork, openArchived, outcomesOf, restoresByKey, twoArchived } from '../support/scenes/restores.ts'

afterEach(closeScenarios)

it('waits for what is being restored, without asking again', async () => {
  const scenario = await openArchived(twoArchived)
  await scenario.run(scenario.remediation)

  const early = await scenario.run(scenario.remediation)
  expect(remediationOutputs(early)).toMatchObject({ exitCode: 1, status: 'PENDING' })
  expect(outcomesOf(early)).toEqual(['restoring 2'])
  expect(countWork(early)).toMatchObject({ copies: 0, jobs: 0 })

  // Another report, made after the job: nothing but the objects themselves tells of the restores.
  scenario.world.clock.advance(1000)
  await scenario.deliver()
  const next = await scenario.run(scenario.remediation)
  expect(remediationOutputs(next)).toMatchObject({ exitCode: 1, status: 'PENDING', jobs: 0 })
  expect(outcomesOf(next)).toEqual(['restoring 2'])
  expect(next.summary).toContain('being restored')
  expect(restoresByKey(scenario)).toEqual({ 'old/1': 1, 'old/2': 1 })
})
