import { afterEach, expect, it } from '@jest/globals'
import { hostileKeys } from '../../demo/hostile-keys.ts'
import { seedObject } from '../../emulator/seed.ts'
import { onlyIssue } from '../support/issues.ts'
import { findLiveMarkdown, OWN_HTML } from '../support/live-markdown.ts'
import { BUCKET, closeScenarios, OLD, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('would see them come to life', () => {
  expect(findLiveMarkdown(hostileKeys(50).join('\n\n'))).toEqual(
    expect.arrayContaining([
      'link http://evil.example',
      'image //t.example',
      'html <img src=x onerror=alert(1)>',
      'mark @octocat',
      'mark #1',
    ]),
  )
})

it('counts a thousand hostile keys, and neither runner nor Markdown comes to life by one', async () => {
  const scenario = await openScenario({
    seed: (world) => {
      for (const key of hostileKeys(1000))
        seedObject(world, BUCKET, { key, size: 1, status: 'NOT-SSE', lastModified: OLD })
    },
  })

  const run = await scenario.run(
    { 'list-keys': 'true', 'on-findings': 'issue' },
    { env: { RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' } },
  )

  expect(run.outputs.get('findings')).toBe('1000')
  const { body } = onlyIssue(scenario.world)
  for (const text of [run.summary, body ?? '']) {
    const live = findLiveMarkdown(text).filter((found) => !OWN_HTML.test(found))
    expect(live.filter((found) => !found.startsWith('link https://github.com/octo-org/octo-repo/'))).toEqual([])
  }
  expect(
    [...`${run.stdout}${run.summary}${body}`].filter((char) => /[\p{Cc}\p{Cf}]/u.test(char) && char !== '\n'),
  ).toEqual([])
})
