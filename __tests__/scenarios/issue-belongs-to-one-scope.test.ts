import { afterEach, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { githubWrites, ISSUE, issuesOf } from '../support/issues.ts'
import { BUCKET, closeScenarios, OLD, openScenario, passNight } from '../support/scenario.ts'

afterEach(closeScenarios)

it('keeps two issues for two workflows that watch the same bucket with other filters', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  seedObject(world, BUCKET, { key: 'logs/1', size: 1, status: 'NOT-SSE', lastModified: OLD })
  await passNight(scenario)
  const watch = (include: string) =>
    scenario.run(
      { ...ISSUE, include },
      {
        env: { GITHUB_WORKFLOW_REF: `octo-org/octo-repo/.github/workflows/${include.slice(0, 3)}.yml@refs/heads/main` },
      },
    )

  expect((await watch('old/**')).outputs.get('issue-number')).toBe('1')
  expect((await watch('logs/**')).outputs.get('issue-number')).toBe('2')

  seedObject(world, BUCKET, { key: 'logs/1', size: 1, status: 'SSE-S3', lastModified: OLD })
  await passNight(scenario)
  expect((await watch('logs/**')).outputs.get('issue-number')).toBe('2')
  expect(githubWrites(await watch('old/**'))).not.toContain('POST /issues')
  expect(issuesOf(world).map(({ state }) => state)).toEqual(['open', 'closed'])
  expect(issuesOf(world)[0]?.comments).toEqual([])
})
