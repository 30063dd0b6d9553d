import { afterEach, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { onlyIssue } from '../support/issues.ts'
import { BUCKET, closeScenarios, OLD, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const PRIVATE = { private: true, visibility: 'private' }
const PUBLIC = { private: false, visibility: 'public' }

it.each([
  ['auto', 'private', PRIVATE, true],
  ['auto', 'public', PUBLIC, false],
  ['auto', 'not told', {}, false],
  ['true', 'public', PUBLIC, true],
  ['false', 'private', PRIVATE, false],
])('list-keys %s, repository %s', async (listKeys, _what, repository, shown) => {
  const scenario = await openScenario({
    seed: (world) =>
      seedObject(world, BUCKET, { key: 'hr/päy roll/2024.csv', size: 1, status: 'NOT-SSE', lastModified: OLD }),
  })

  const run = await scenario.run(
    { 'list-keys': listKeys, 'on-findings': 'issue' },
    { event: { name: 'schedule', payload: { repository } }, env: { RUNNER_DEBUG: '1' } },
  )

  const places = [run.summary, onlyIssue(scenario.world).body ?? '', JSON.stringify(run.report)]
  for (const place of places) expect(place.includes('hr/p%C3%A4y%20roll/2024.csv')).toBe(shown)
  for (const place of shown ? [] : places) expect(place).not.toMatch(/roll|hr\//)
  expect([run.stdout, run.stderr, ...run.outputs.values()].join('\n')).not.toMatch(/roll|2024\.csv/)
})
