import { afterEach, expect, it } from '@jest/globals'
import { hostileKeys } from '../../demo/hostile-keys.ts'
import { seedObject } from '../../emulator/seed.ts'
import { findAlive } from '../../proofs/hostile/github-markdown.ts'
import { createHostileTexts } from '../../proofs/hostile/hostile-text.ts'
import { onlyIssue } from '../support/issues.ts'
import { BUCKET, closeScenarios, OLD, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('would see them come to life', () => {
  expect(findAlive(hostileKeys(50).join('\n\n'))).toEqual(
    expect.arrayContaining([
      'link http://evil.example',
      'image ![](//t.example)',
      'html <img src=x onerror=alert(1)>',
      'mark @octocat',
      'mark #1',
      'mark :tada:',
      'mark $',
    ]),
  )
})

/** So many different keys that S3 would take. */
function makeKeys(count: number): string[] {
  const next = createHostileTexts('keys')
  const keys = new Set<string>()
  while (keys.size < count) {
    const key = next()
    if (key.isWellFormed() && Buffer.byteLength(key) <= 1024) keys.add(key)
  }
  return [...keys]
}

it('counts 3,000 hostile keys, and neither runner nor Markdown comes to life by one', async () => {
  const scenario = await openScenario({
    seed: (world) => {
      for (const key of makeKeys(3_000))
        seedObject(world, BUCKET, { key, size: 1, status: 'NOT-SSE', lastModified: OLD })
    },
  })

  const run = await scenario.run(
    { 'list-keys': 'true', 'on-findings': 'issue' },
    { env: { RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' } },
  )

  expect(run.outputs.get('findings')).toBe('3000')
  const { body } = onlyIssue(scenario.world)
  const isOwn = (address: string) =>
    /^https:\/\/(?:github\.com\/octo-org\/octo-repo\/|[a-z0-9-]+\.console\.aws\.amazon\.com\/s3\/(?:buckets|object)\/acme-)/.test(
      address,
    )
  for (const text of [run.summary, body ?? '']) expect(findAlive(text, isOwn)).toEqual([])
  expect(
    [...`${run.stdout}${run.summary}${body}`].filter((char) => /[\p{Cc}\p{Cf}]/u.test(char) && char !== '\n'),
  ).toEqual([])
})
