import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { advanceJobs } from '../../emulator/s3-control/lifecycle.ts'
import { seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { openExamples } from '../support/examples.ts'
import { installFunction } from '../support/functions.ts'
import { attach, currentObjects, jobsOf } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD } from '../support/scenario.ts'
import { enableAcls } from '../support/scenes/held-back.ts'

afterEach(closeScenarios)

const MB = 1_000_000
const EVERYBODY = { grantee: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ' }

function seed(world: World): void {
  enableAcls(world)
  const put = (key: string, more: object) =>
    seedObject(world, BUCKET, { key, size: 10, status: 'SSE-S3', lastModified: OLD, ...more })
  put('large', { size: 4 * MB })
  put('small', {})
  put('archive/1', { storageClass: 'GLACIER' })
  put('shared', { status: 'NOT-SSE', grants: [EVERYBODY] })
}

/** The roles of examples/README.md, with the policies that docs/operations.md adds. */
async function open() {
  const scenario = await openExamples({ seed })
  const { world, arnOf } = scenario
  const { arn } = installFunction(world, 'encrypt-and-keep', BUCKET)
  attach(scenario, 'batch', ['batch-role-tag-policy.json', 'batch-role-restore-policy.json'])
  attach(scenario, 'batch', ['batch-role-lambda-policy.json'], { functionArn: arn })
  expect(world.roles.has(arnOf('remediation'))).toBe(true)
  return scenario
}

it.each([
  ['tag', 'tag', { large: { tags: [['team', 'archive']] } }],
  ['restore', 'restore', { 'archive/1': { restore: { ongoing: true } } }],
  ['invoke-lambda', 'invoke', { shared: { encryption: { status: 'SSE-S3' }, grants: [EVERYBODY] } }],
] as const)('%s is planned, and then done, to what it selects', async (operation, job, changed) => {
  const { world, runExample } = await open()
  const asked: string[] = []
  const dispatch = (remediation: string) =>
    runExample(
      'operations',
      { name: 'workflow_dispatch', inputs: { buckets: BUCKET, operation, remediation } },
      async (environment) => {
        asked.push(environment)
        return 'approved'
      },
    )
  const look = () =>
    Object.fromEntries(
      [...currentObjects(world)].map(([key, { encryption, grants, restore, tags }]) => [
        key,
        { encryption, grants, restore, tags: [...tags] },
      ]),
    )
  const before = look()

  const plan = await dispatch('plan')

  expect(plan.get(job)?.result).toBe('success')
  expect([jobsOf(world), look()]).toEqual([[], before])

  const run = await dispatch('run')

  expect(run.get(job)?.result).toBe('success')
  // A job that nobody waits for goes on by itself.
  for (let step = 0; step < 5; step += 1) await advanceJobs(world)
  for (const [key, state] of Object.entries(look())) {
    const wanted = (changed as Readonly<Record<string, object>>)[key]
    if (wanted === undefined) expect([key, state]).toEqual([key, before[key]])
    else expect(state).toMatchObject(wanted)
  }
  expect(new Set(asked)).toEqual(new Set(['s3-encryption-remediation']))
  expect(getBucket(world, BUCKET).objects.size).toBe(4)
})
