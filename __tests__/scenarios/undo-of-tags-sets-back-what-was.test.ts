// What `operation: tag` did is undone by the record that it kept: the tags afterwards are the tags before, of every object
// whose tags nobody has changed since.

import { spawn } from 'node:child_process'
import { afterEach, describe, expect, it } from '@jest/globals'
import { changeVersion, currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { createRole, issueSession } from '../../emulator/sts/roles.ts'
import type { World } from '../../emulator/world.ts'
import { readBlock } from '../support/documented.ts'
import { attach, currentObjects } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario, type Scenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const HOSTILE = 'a b+c%20d/ü漢"'

function seedVariety(world: World): void {
  const seed = (key: string, tags: Readonly<Record<string, string>> = {}) =>
    seedObject(world, BUCKET, { key, size: 10, status: 'SSE-S3', lastModified: OLD, tags })
  seed('plain')
  seed('tagged', { owner: 'blue', cost: '4' })
  seed('other-value', { team: 'old', owner: 'blue' })
  seed('as-wanted', { team: 'archive' })
  seed(HOSTILE, { 'k e:y': 'v/a=l' })
}

async function openTagging(): Promise<Scenario> {
  const scenario = await openScenario({ seed: seedVariety })
  attach(scenario, 'batch', ['batch-role-tag-policy.json'])
  attach(scenario, 'remediation', ['tag-policy.json'])
  return scenario
}

const tagsOf = (world: World) =>
  Object.fromEntries(
    [...currentObjects(world)].map(([key, { tags }]) => [key, Object.fromEntries([...tags].sort())] as const),
  )

const runTag = (scenario: Scenario, existing: string, tags = 'team=archive') =>
  scenario.run({ ...scenario.remediation, operation: 'tag', tags, 'tags-existing': existing, remediation: 'run' })

/** As the page says it: the second line only counts, the third sets back. */
const COMMANDS = readBlock('docs/operations.md, Tags, 2').trim().split('\n').slice(1)
const POLICY = 'docs/operations.md, Tags, 3'
const named = (text: string) => text.replaceAll('MY-WORK-BUCKET', WORK_BUCKET).replaceAll('MY-BUCKET', BUCKET)

async function undo({ env, world }: Scenario, line = COMMANDS[1] ?? '') {
  const policies = [JSON.parse(named(readBlock(POLICY)))]
  const role = createRole(world, { name: 'undo', policies, trustPolicy: { Statement: [] } })
  const session = issueSession(world, role, { sessionName: 'mona', seconds: 3600, policy: undefined })
  const [, file = '', ...words] = named(line).split(' ')
  const child = spawn(process.execPath, [`examples/${file}`, ...words], {
    env: {
      ...env,
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      AWS_SESSION_TOKEN: session.sessionToken ?? '',
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const exitCode = await new Promise((resolve) => child.once('close', resolve))
  return { exitCode, said }
}

describe.each(['replace', 'merge', 'keep'])('tags-existing: %s', (existing) => {
  it('is undone, and only when it is asked for', async () => {
    const scenario = await openTagging()
    const before = tagsOf(scenario.world)
    await runTag(scenario, existing)
    const after = tagsOf(scenario.world)
    expect(after).not.toEqual(before)

    const shown = await undo(scenario, COMMANDS[0])
    expect([shown.exitCode, tagsOf(scenario.world)]).toEqual([0, after])
    expect(shown.said).toContain('Nothing was changed. Add --apply')

    expect(await undo(scenario)).toMatchObject({ exitCode: 0 })
    expect(tagsOf(scenario.world)).toEqual(before)

    const again = await undo(scenario)
    expect([again.exitCode, tagsOf(scenario.world)]).toEqual([0, before])
    expect(again.said).not.toMatch(/^set back/m)
  })
})

it('leaves what somebody has changed since, and names it', async () => {
  const scenario = await openTagging()
  const before = tagsOf(scenario.world)
  await runTag(scenario, 'replace')
  const bucket = getBucket(scenario.world, BUCKET)
  const version = bucket && currentVersion(bucket, 'tagged')
  if (bucket === undefined || version === undefined) throw new Error('the object is gone')
  changeVersion(scenario.world, bucket, version, { tags: new Map([['team', 'mine']]) }, 'somebody')

  const { exitCode, said } = await undo(scenario)

  expect(exitCode).toBe(1)
  expect(said).toContain('tagged: left, its tags were changed since')
  expect(tagsOf(scenario.world)).toEqual({ ...before, tagged: { team: 'mine' } })
})

it('goes back over several runs, newest first', async () => {
  const scenario = await openTagging()
  const before = tagsOf(scenario.world)
  await runTag(scenario, 'merge', 'first=1')
  scenario.world.clock.advance(60_000)
  await runTag(scenario, 'merge', 'first=2\nsecond=2')

  expect(await undo(scenario)).toMatchObject({ exitCode: 0 })
  expect(tagsOf(scenario.world)).toEqual(before)
})

it.each([
  ['no location', 'node undo-tags.mjs', 3, 'usage: '],
  ['another location', 'node undo-tags.mjs s3://MY-WORK-BUCKET/elsewhere/', 3, 'usage: '],
  [
    'a flag it does not have',
    'node undo-tags.mjs s3://MY-WORK-BUCKET/s3-encryption/tag-records/MY-BUCKET/ --aply',
    3,
    'usage: ',
  ],
  [
    'a folder that others may begin like',
    'node undo-tags.mjs s3://MY-WORK-BUCKET/s3-encryption/tag-records/MY',
    3,
    'usage: ',
  ],
  ['no record', 'node undo-tags.mjs s3://MY-WORK-BUCKET/s3-encryption/tag-records/MY-BUCKET/', 2, 'There is no record'],
])('changes nothing with %s', async (_, line, exitCode, words) => {
  const scenario = await openTagging()
  const before = tagsOf(scenario.world)

  const run = await undo(scenario, line)

  expect(run.exitCode).toBe(exitCode)
  expect(run.said).toContain(words)
  expect(tagsOf(scenario.world)).toEqual(before)
})
