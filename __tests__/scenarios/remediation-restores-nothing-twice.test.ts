import { afterEach, expect, it } from '@jest/globals'
import {
  currentObjects,
  jobsOf,
  keptProperties,
  onlyJob,
  remediationOutputs,
  statuses,
} from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import {
  countWork,
  openArchived,
  outcomesOf,
  restoresByKey,
  twoArchived,
  waitForRestores,
} from '../support/scenes/restores.ts'

afterEach(closeScenarios)

it('asks for archived objects to be restored, and a later run copies them and asks for none', async () => {
  const scenario = await openArchived(twoArchived)
  const kept = () =>
    [...currentObjects(scenario.world).values()].map(keptProperties).map(({ headers: _, ...rest }) => rest)
  const before = kept()

  const first = await scenario.run(scenario.remediation)
  expect(remediationOutputs(first)).toMatchObject({ exitCode: 1, status: 'PENDING', jobs: 1, succeeded: '2' })
  expect(onlyJob(scenario.world).request.operation).toEqual({ name: 'S3InitiateRestoreObject', days: 7, tier: 'BULK' })
  expect(outcomesOf(first)).toEqual(['archived 2'])
  expect(countWork(first)).toEqual({ looks: 2, copies: 0, jobs: 1 })
  expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['NOT-SSE']))

  await waitForRestores(scenario)
  const second = await scenario.run(scenario.remediation)
  expect(remediationOutputs(second)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 0, failed: '0' })
  expect(outcomesOf(second)).toEqual(['encrypted 2'])
  // One to tell what is restored, one before and one after each copy.
  expect(countWork(second)).toEqual({ looks: 6, copies: 2, jobs: 0 })
  expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['SSE-S3']))
  expect(kept()).toEqual(before)
  expect(restoresByKey(scenario)).toEqual({ 'old/1': 1, 'old/2': 1 })

  // The same report again: the copies are archived as their originals were, and nothing is to be restored.
  const third = await scenario.run(scenario.remediation)
  expect(remediationOutputs(third)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 0 })
  expect(outcomesOf(third)).toEqual(['already 2'])
  expect(jobsOf(scenario.world)).toHaveLength(1)
})
