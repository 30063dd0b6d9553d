import { afterEach, describe, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { installFunction } from '../support/functions.ts'
import { listPermissions, listRefusals } from '../support/permissions.ts'
import { attach } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario, type Scenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

type Tried = {
  readonly policy: string
  readonly role: 'batch' | 'remediation'
  readonly inputs: Readonly<Record<string, string>>
  /** Whether they need the function merge-tags. */
  readonly calls?: true
  readonly status: string
}

const TAG = { operation: 'tag', tags: 'team=archive' }
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:s3-encryption-merge-tags:1'
const TRIED: readonly Tried[] = [
  {
    policy: 'batch-role-tag-policy.json',
    role: 'batch',
    inputs: { ...TAG, 'tags-existing': 'replace' },
    status: 'COMPLETE',
  },
  { policy: 'tag-policy.json', role: 'remediation', inputs: { ...TAG, 'tags-existing': 'merge' }, status: 'COMPLETE' },
  {
    policy: 'batch-role-restore-policy.json',
    role: 'batch',
    inputs: { operation: 'restore', 'wait-timeout': '20s' },
    status: 'PENDING',
  },
  {
    policy: 'batch-role-lambda-policy.json',
    role: 'batch',
    inputs: {
      operation: 'invoke-lambda',
      'lambda-arn': FUNCTION,
      'lambda-payload-version': '2.0',
      'lambda-user-arguments': 'team=archive',
    },
    calls: true,
    status: 'COMPLETE',
  },
]

/** One object in a versioned bucket, and one that was there before. */
function seed(world: World): void {
  for (const [key, versionId] of [
    ['old', 'null'],
    ['new', undefined],
  ] as const) {
    seedObject(world, BUCKET, {
      key,
      size: 10,
      status: 'SSE-S3',
      storageClass: 'GLACIER',
      lastModified: OLD,
      versionId,
    })
  }
}

async function open({ calls, policy, role }: Tried): Promise<Scenario> {
  const scenario = await openScenario({ seed })
  if (role === 'batch') scenario.roles.batch.policies = []
  if (calls) installFunction(scenario.world, 'merge-tags', BUCKET)
  attach(scenario, role, [policy], calls ? { functionArn: FUNCTION } : {})
  return scenario
}

describe.each(TRIED)('$policy', (tried) => {
  it('allows everything, and is asked for nothing else', async () => {
    const scenario = await open(tried)

    const run = await scenario.run({ ...tried.inputs, ...scenario.remediation })

    expect([run.exitCode, run.outputs.get('status')]).toEqual([0, tried.status])
    expect(listRefusals(scenario.world)).toEqual([])
  })

  it.each(listPermissions(tried.policy))('is needed with $action on $resource', async ({ sid, action }) => {
    const scenario = await open(tried)
    takePermission(scenario, scenario.roles[tried.role].arn, sid, action)

    const run = await scenario.run({ ...tried.inputs, ...scenario.remediation })

    expect(run.outputs.get('status')).not.toBe(tried.status)
    expect(run.exitCode).toBe(1)
  })
})
