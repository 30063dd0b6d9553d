import { afterEach, describe, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { runCommand } from '../support/command.ts'
import { documentedHosts, findDocumentedHost } from '../support/documented-hosts.ts'
import {
  allowPreflight,
  allowTargetKey,
  currentObjects,
  expectCopiedOnce,
  keptProperties,
  orderedKeys,
  remediationOutputs,
  seedFindings,
  statuses,
} from '../support/remediation.ts'
import {
  BUCKET,
  closeScenarios,
  DAY_MS,
  OLD,
  openScenario,
  type Scenario,
  type ScenarioOptions,
  type ScenarioRun,
} from '../support/scenario.ts'
import { ATHENA_INPUTS, allowAthena } from '../support/scenes/athena.ts'
import { checkOut } from '../support/workspace.ts'

const opened: Scenario[] = []
const reached = new Set<string | undefined>()

/** In every story: whoever is asked stands in docs/network.md. */
afterEach(async () => {
  const hosts = new Set(opened.splice(0).flatMap(({ proxy }) => proxy?.hosts ?? []))
  await closeScenarios()
  expect([...hosts].filter((host) => findDocumentedHost(host) === undefined)).toEqual([])
  for (const host of hosts) reached.add(findDocumentedHost(host))
})

async function open(options: ScenarioOptions = {}): Promise<Scenario> {
  const scenario = await openScenario({ ...options, proxy: options.proxy ?? {} })
  expect(
    Object.keys(scenario.env).filter((name) => name.startsWith('AWS_ENDPOINT') || name === 'GITHUB_API_URL'),
  ).toEqual([])
  opened.push(scenario)
  return scenario
}

const hostsOf = ({ requests }: ScenarioRun, operation: string) => [
  ...new Set(requests.filter((request) => request.operation === operation).map(({ headers }) => headers.host)),
]
const KEYS = ['für+50% off/ü +%.txt', 'a b/c d', '%41', '+', 'ü', 'v20180820/jobs', '_oidc/token', "it's (1)!*~"]
const HUGE = 6 * 1024 ** 3
const PROPERTIES = { metadata: { kept: 'yes' }, headers: { 'content-type': 'text/plain' }, tags: { 'ü +/=': 'ö=+ @' } }
const seedKeys = (world: World) => seedFindings(world, KEYS, PROPERTIES)

describe('a scan', () => {
  it('asks buckets by their own hosts, and keeps its issue on api.github.com', async () => {
    const scenario = await open({ proxy: { login: 'runner:p%40ss' } })

    const run = await scenario.run({ 'on-findings': 'issue' })

    expect([run.outputs.get('verdict'), run.outputs.get('issue-number')]).toEqual(['NON_COMPLIANT', '1'])
    expect(hostsOf(run, 'AssumeRoleWithWebIdentity')).toEqual(['sts.eu-west-1.amazonaws.com'])
    expect(hostsOf(run, 'ListBucketInventoryConfigurations')).toEqual(['acme-data.s3.eu-west-1.amazonaws.com'])
    expect(hostsOf(run, 'GetObject')).toEqual(['acme-inventory.s3.eu-west-1.amazonaws.com'])
    expect(run.stdout + run.stderr + run.summary + JSON.stringify(run.report)).not.toMatch(/p(%40|@|%2540)ss/)
  })

  it('asks nobody at GitHub where it is a command on a terminal', async () => {
    const scenario = await open()

    const run = await runCommand(scenario, ['scan', '--buckets', BUCKET])

    expect(run.exitCode).toBe(1)
    expect([...new Set(run.requests.map(({ service }) => service))].sort()).toEqual(['s3', 'sts'])
    expect((scenario.proxy?.hosts ?? []).filter((host) => host.includes('github'))).toEqual([])
  })

  it('takes https_proxy in small letters too', async () => {
    const scenario = await open()
    const { HTTPS_PROXY = '' } = scenario.env

    const run = await scenario.run({}, { env: { HTTPS_PROXY: '', https_proxy: HTTPS_PROXY } })

    expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  })

  it('asks a bucket in another Region there', async () => {
    const scenario = await open()
    const { buckets } = scenario.world
    buckets.set(BUCKET, { ...getBucket(scenario.world, BUCKET), region: 'ap-southeast-2' })

    const run = await scenario.run()

    expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
    expect(hostsOf(run, 'HeadBucket')).toContain('acme-data.s3.eu-west-1.amazonaws.com')
    expect(hostsOf(run, 'ListBucketInventoryConfigurations')).toEqual(['acme-data.s3.ap-southeast-2.amazonaws.com'])
  })

  it.each(['reset', 'hang'] as const)('goes on through the proxy after a body that ends in a %s', async (kind) => {
    const scenario = await open()
    const match = { operation: 'GetObject', urlIncludes: '/daily/data/' }
    scenario.world.faults.push({ match, phase: 'body', effect: { kind }, bytes: 10, times: 1 })
    const list = { operation: 'ListBucketInventoryConfigurations' }
    scenario.world.faults.push({ match: list, phase: 'body', effect: { kind }, bytes: 10, times: 1 })

    const run = await scenario.run({}, { env: { WORLD_TIMERS: 'hastened' } })

    expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
    expect(run.requests.filter(({ url }) => url.includes('/daily/data/'))).toHaveLength(2)
    expect(run.requests.filter(({ operation }) => operation === list.operation)).toHaveLength(2)
  })

  it('stays in its partition', async () => {
    const scenario = await open({ region: 'cn-north-1' })

    const run = await scenario.run()

    expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
    expect(hostsOf(run, 'AssumeRoleWithWebIdentity')).toEqual(['sts.cn-north-1.amazonaws.com.cn'])
    expect(hostsOf(run, 'GetObject')).toEqual(['acme-inventory.s3.cn-north-1.amazonaws.com.cn'])
  })
})

describe('a remediation', () => {
  it('asks the account’s own host of S3 Batch Operations, and carries every key', async () => {
    const scenario = await open({ seed: seedKeys })
    const before = [...currentObjects(scenario.world).values()].map(keptProperties)

    const run = await scenario.run(scenario.remediation)

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: String(KEYS.length) })
    expect(orderedKeys(scenario.world).sort()).toEqual([...KEYS].sort())
    expectCopiedOnce(scenario.world, KEYS)
    expect([...currentObjects(scenario.world).values()].map(keptProperties)).toEqual(before)
    for (const operation of ['CreateJob', 'DescribeJob', 'ListJobs'])
      expect(hostsOf(run, operation)).toEqual(['111122223333.s3-control.eu-west-1.amazonaws.com'])
    expect(hostsOf(run, 'PutObject')).toEqual(['acme-batch-work.s3.eu-west-1.amazonaws.com'])
  })

  it('copies directly what no job may: such keys, and 6 GiB in parts', async () => {
    const seed = (world: World) => {
      seedKeys(world)
      seedFindings(world, ['huge ü +%'], { ...PROPERTIES, size: HUGE })
    }
    const scenario = await open({ seed, copiesDirectly: true })
    const before = [...currentObjects(scenario.world).values()].map(keptProperties)

    const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })

    expect(remediationOutputs(run)).toMatchObject({
      exitCode: 0,
      status: 'COMPLETE',
      succeeded: String(KEYS.length + 1),
    })
    expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['SSE-S3']))
    expect([...currentObjects(scenario.world).values()].map(keptProperties)).toEqual(before)
    for (const operation of ['CopyObject', 'UploadPartCopy', 'CompleteMultipartUpload'])
      expect(hostsOf(run, operation)).toEqual(['acme-data.s3.eu-west-1.amazonaws.com'])
  })

  it('has a report read by Athena', async () => {
    const scenario = await open()
    allowAthena(scenario)

    const run = await scenario.run(ATHENA_INPUTS)

    expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
    expect(hostsOf(run, 'StartQueryExecution')).toEqual(['athena.eu-west-1.amazonaws.com'])
  })

  it('asks Organizations for the accounts', async () => {
    const scenario = await open()
    const text = 'accounts:\n  ids: organization\n  role: arn:aws:iam::{account}:role/s3-encryption-scan\n'

    const run = await scenario.run({ buckets: '', 'config-file': 'fleet.yml' }, { cwd: checkOut('fleet.yml', text) })

    expect(run.outputs.get('reason')).toBe('ACCESS_DENIED')
    expect(hostsOf(run, 'ListAccounts')).toEqual(['organizations.us-east-1.amazonaws.com'])
  })

  it('looks at the target key in KMS', async () => {
    const scenario = await open()
    const { arn } = seedKmsKey(scenario.world)
    allowTargetKey(scenario, arn)

    const run = await scenario.run({
      ...scenario.remediation,
      remediation: 'plan',
      'target-encryption': 'SSE-KMS',
      'kms-key-arn': arn,
    })

    expect(remediationOutputs(run).status).toBe('PLANNED')
    expect(hostsOf(run, 'DescribeKey')).toEqual(['kms.eu-west-1.amazonaws.com'])
  })
})

it.each([
  ['eu-west-1', 'iam.amazonaws.com'],
  ['cn-north-1', 'iam.cn-north-1.amazonaws.com.cn'],
  ['us-gov-west-1', 'iam.us-gov.amazonaws.com'],
])('in %s the batch role is looked at on %s, which gives its answer', async (region, host) => {
  const scenario = await open({ region })
  allowPreflight(scenario, 'plan')

  const run = await scenario.run({ ...scenario.remediation, remediation: 'plan' })

  expect(remediationOutputs(run).status).toBe('PLANNED')
  for (const operation of ['GetRole', 'SimulatePrincipalPolicy']) expect(hostsOf(run, operation)).toEqual([host])
  expect(run.stdout).toContain('ok: report-bucket, work-location, batch-role, batch-role-trust, batch-role-permissions')
})

it('a bucket with dots stands in the path, since no certificate of S3 covers its host', async () => {
  const dotted = 'acme.data.example.com'
  const seed = (world: World) => {
    seedFindings(world, ['one'])
    seedObject(world, dotted, { key: 'ü +%', size: 10, status: 'NOT-SSE', lastModified: OLD })
  }
  const scenario = await open({ seed, sourceBuckets: [dotted, BUCKET], copiesDirectly: true, deliver: false })
  scenario.world.clock.advance(DAY_MS / 4)
  await deliverInventory(scenario.world, dotted, 'daily')

  const run = await scenario.run({ ...scenario.remediation, buckets: dotted, 'copy-engine': 'direct' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '1' })
  expect(hostsOf(run, 'CopyObject')).toEqual(['s3.eu-west-1.amazonaws.com'])
  expect(hostsOf(run, 'GetObject')).toContain('acme-inventory.s3.eu-west-1.amazonaws.com')
})

it('and nobody stands there whom none of these stories asked', () => {
  expect(documentedHosts.filter((form) => !reached.has(form))).toEqual([])
})
