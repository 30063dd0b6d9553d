import { afterEach, expect, it } from '@jest/globals'
import { addIssue } from '../../emulator/github/state.ts'
import { issuesOf, repositoryOf } from '../support/issues.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('reads the second page of issues: its own is behind a hundred others with its label', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  for (let index = 1; index <= 100; index += 1)
    addIssue(world, repositoryOf(world), { title: `Other ${index}`, body: 'x', labels: ['s3-encryption-compliance'] })
  await scenario.run({ 'on-findings': 'issue' })

  const again = await scenario.run({ 'on-findings': 'issue' })

  expect(again.outputs.get('issue-number')).toBe('101')
  expect(issuesOf(world)).toHaveLength(101)
})
