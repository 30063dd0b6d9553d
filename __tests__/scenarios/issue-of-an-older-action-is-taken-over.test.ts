import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from '@jest/globals'
import { addIssue } from '../../emulator/github/state.ts'
import { ISSUE, onlyIssue, repositoryOf } from '../support/issues.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const LABELS = ['s3-encryption-compliance']

it('takes over an issue that an older action wrote, and brings its state up to date', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run(ISSUE)
  const written = onlyIssue(world)
  const [, stateLine = ''] = readFileSync('__tests__/unit/report/older/issue-state-0.md', 'utf8').split('\n')
  // The marker of the same repository and bucket, as it was when a scope was names alone.
  const marker = '<!-- s3-encryption-compliance:scope=f564f4d17a4e1b565c27c9439dcacf48 -->'
  repositoryOf(world).issues.clear()
  addIssue(world, repositoryOf(world), {
    title: written.title,
    body: `${marker}\n${stateLine}\n\nOld text`,
    labels: LABELS,
  })

  const run = await scenario.run(ISSUE)

  expect(run.outputs.get('issue-number')).toBe('1')
  expect(onlyIssue(world).body?.split('\n')[0]).toBe(written.body?.split('\n')[0])
  expect(onlyIssue(world).body).not.toContain('Old text')
})
