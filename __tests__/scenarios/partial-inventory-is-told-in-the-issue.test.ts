import { afterEach, expect, it } from '@jest/globals'
import { githubState } from '../../emulator/github/state.ts'
import { closeScenarios } from '../support/scenario.ts'
import { openLimited } from '../support/scenes/partial.ts'

afterEach(closeScenarios)

it('says in the issue what its findings are of', async () => {
  const scenario = await openLimited('old/')

  const run = await scenario.run({ include: 'old/**', 'on-findings': 'issue' })

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  const [repository] = [...githubState(scenario.world).repositories.values()]
  expect([...(repository?.issues.values() ?? [])].map(({ body }) => body)).toEqual([
    expect.stringContaining('2 of 2 objects in the prefix `old/` of `acme-data` break the encryption policy'),
  ])
})

it('names no prefix where keys are not shown', async () => {
  const scenario = await openLimited('new/')

  const run = await scenario.run({ 'allow-partial-inventory': 'true', 'list-keys': 'false' })

  expect(run.summary).toContain('all 3 objects in one prefix of `acme-data`')
  expect(`${run.summary}${run.stdout}${JSON.stringify(run.report)}`).not.toContain('new/')
})
