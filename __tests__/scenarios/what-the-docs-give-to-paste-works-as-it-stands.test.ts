// README.md and the pages of docs/, done as they say: their commands and files as they stand, with the names they use.

import { join } from 'node:path'
import {
  type InventoryConfiguration,
  PutBucketInventoryConfigurationCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterEach, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { advanceDays } from '../../emulator/inventory/schedule.ts'
import { runWorkflow } from '../../emulator/runner/run-workflow.ts'
import { readWorkflow } from '../../emulator/runner/workflow.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedBucket, seedCredential, seedObject } from '../../emulator/seed.ts'
import { addAccount, allowDelivery, readDocumentedPolicy } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { readBlock, readCliCommand } from '../support/documented.ts'
import { runAsJob } from '../support/examples.ts'
import { BUCKET, closeScenarios, OLD, openScenario, type Scenario, type ScenarioRun } from '../support/scenario.ts'
import { checkOut } from '../support/workspace.ts'

const repository = 'octo-org/octo-repo'

afterEach(closeScenarios)

const seedOld = (world: World, bucket: string, key: string, status: 'NOT-SSE' | 'SSE-S3' | 'SSE-KMS' = 'NOT-SSE') =>
  seedObject(world, bucket, { key, size: 1000, status, lastModified: OLD })

describe('README.md', () => {
  const BUCKETS = ['my-data', 'my-logs']
  const INVENTORY = 'my-inventory'

  /** The buckets of README.md in an account that has nothing yet but the scan role. */
  async function openAccount(): Promise<{ scenario: Scenario; client: S3Client }> {
    const seed = (world: World) => {
      for (const bucket of BUCKETS) {
        getBucket(world, bucket).inventory.clear()
        seedOld(world, bucket, 'new', 'SSE-S3')
      }
      seedOld(world, 'my-data', 'old')
    }
    const scenario = await openScenario({ sourceBuckets: BUCKETS, deliver: false, seed })
    const { world, roles, env } = scenario
    seedBucket(world, { name: INVENTORY })
    roles.scan.policies = BUCKETS.map((bucket) => read(world, 'scan-role-policy.json', bucket))
    const { accessKeyId, secretAccessKey } = seedCredential(world)
    const client = new S3Client({
      region: world.region,
      endpoint: env.AWS_ENDPOINT_URL ?? '',
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
    })
    return { scenario, client }
  }

  const read = (world: World, file: string, bucket: string) =>
    readDocumentedPolicy(
      world,
      file,
      { bucket, repository },
      { account: world.account, destinationBucket: INVENTORY, workBucket: '' },
    )

  async function configureInventories(client: S3Client): Promise<void> {
    const { operation, options } = readCliCommand('README.md, The smallest workflow, 2')
    expect(operation).toBe('put-bucket-inventory-configuration')
    const configuration = JSON.parse(options['inventory-configuration'] ?? '') as InventoryConfiguration
    expect(BUCKETS).toContain(options.bucket)
    for (const Bucket of BUCKETS)
      await client.send(
        new PutBucketInventoryConfigurationCommand({ Bucket, Id: options.id, InventoryConfiguration: configuration }),
      )
  }

  /** "for several, give `aws:SourceArn` a list" (docs/iam/README.md) */
  async function allowDeliveries(client: S3Client, world: World): Promise<void> {
    const { operation, options } = readCliCommand('README.md, The smallest workflow, 3')
    expect(operation).toBe('put-bucket-policy')
    const [, file = ''] = /^file:\/\/(.*)$/.exec(options.policy ?? '') ?? []
    const sources = JSON.stringify(BUCKETS.map((bucket) => `arn:aws:s3:::${bucket}`))
    const policy = JSON.stringify(read(world, file, 'my-data')).replace('"arn:aws:s3:::my-data"', sources)
    await client.send(new PutBucketPolicyCommand({ Bucket: options.bucket, Policy: policy }))
  }

  async function runSmallestWorkflow(scenario: Scenario): Promise<{ result: string; run: ScenarioRun }> {
    const file = checkOut('s3-encryption.yml', readBlock('README.md, The smallest workflow, 1'))
    const results = await runWorkflow<ScenarioRun>(readWorkflow(join(file, 's3-encryption.yml')), {
      event: { name: 'schedule', ref: 'refs/heads/main', inputs: {}, vars: {} },
      action: 'OWNER/s3-encryption-compliance',
      review: async () => 'rejected',
      runStep: (given, { permissions }) =>
        runAsJob(scenario, given, {
          name: 'schedule',
          ref: 'refs/heads/main',
          mayAsk: permissions['id-token'] === 'write',
        }),
    })
    const scan = results.get('scan')
    const [run] = scan?.runs ?? []
    if (scan === undefined || run === undefined) throw new Error('the job scan did not run the action')
    return { result: scan.result, run }
  }

  it('leads from an account without any inventory to an answer about both buckets', async () => {
    const { scenario, client } = await openAccount()
    const { world } = scenario
    await configureInventories(client)
    await allowDeliveries(client, world)
    client.destroy()
    await advanceDays(world, 2)

    const { result, run } = await runSmallestWorkflow(scenario)

    expect(result).toBe('failure')
    expect(run.report).toMatchObject({
      buckets: [
        { bucket: 'my-data', verdict: 'NON_COMPLIANT' },
        { bucket: 'my-logs', verdict: 'COMPLIANT' },
      ],
    })

    seedOld(world, 'my-data', 'old', 'SSE-S3')
    await advanceDays(world, 1)
    expect((await runSmallestWorkflow(scenario)).result).toBe('success')
  })

  it('brings no report without the policy it names', async () => {
    const { scenario, client } = await openAccount()
    await configureInventories(client)
    client.destroy()
    await advanceDays(scenario.world, 2)

    const { run } = await runSmallestWorkflow(scenario)

    expect(run.outputs.get('reason')).toBe('NEVER_DELIVERED')
    expect(run.annotated).toContain('policy of bucket my-inventory')
  })
})

describe('docs/config-file.md', () => {
  const ARCHIVE = {
    account: '444455556666',
    bucket: 'acme-archive',
    reports: 'acme-inventory-us',
    payer: '777788889999',
  }

  /** `acme-archive`, in another account and Region, whose reports lie in a bucket of a third account. */
  function addArchive(world: World): void {
    const { account, bucket: name, reports, payer } = ARCHIVE
    const { roles, ...household } = addAccount(world, account, { sourceBuckets: [name], repository })
    const bucket = { ...getBucket(world, name), region: 'us-east-1' }
    world.buckets.set(name, bucket)
    const daily = bucket.inventory.get('daily')
    if (daily === undefined) throw new Error('no inventory configuration')
    const destination = { ...daily.destination, bucket: reports, prefix: 'reports', accountId: payer }
    bucket.inventory.set('daily', { ...daily, destination })
    const names = { bucket: name, repository }
    roles.scan.policies = [
      readDocumentedPolicy(world, 'scan-role-policy.json', names, { ...household, destinationBucket: reports }),
    ]
    const Principal = { AWS: roles.scan.arn }
    const Resource = [`arn:aws:s3:::${reports}`, `arn:aws:s3:::${reports}/*`]
    const Statement = [{ Effect: 'Allow', Principal, Action: ['s3:ListBucket', 's3:GetObject'], Resource }] as const
    seedBucket(world, { name: reports, owner: payer, region: 'us-east-1', policy: { Statement } })
    allowDelivery(world, name, reports)
  }

  it('has a fleet of three accounts examined, each bucket by its own rules', async () => {
    const seed = (world: World) => {
      addArchive(world)
      seedOld(world, 'acme-data', 'plain', 'SSE-S3')
      seedOld(world, 'acme-logs', 'plain', 'SSE-S3')
      seedOld(world, 'acme-logs', 'tmp/1')
      seedOld(world, 'acme-archive', 'exports/2019/1')
      seedOld(world, 'acme-archive', 'kept', 'SSE-KMS')
    }
    const scenario = await openScenario({ sourceBuckets: ['acme-data', 'acme-logs'], deliver: false, seed })
    await advanceDays(scenario.world, 2)
    const steps = parse(readBlock('docs/config-file.md, The config file for fleets, 2')) as {
      readonly with?: Readonly<Record<string, string>>
    }[]
    const inputs = steps.at(-1)?.with ?? {}
    const cwd = checkOut(inputs['config-file'] ?? '', readBlock('docs/config-file.md, The config file for fleets, 1'))

    const run = await scenario.run({ buckets: '', 'role-to-assume': '', ...inputs }, { cwd })

    expect(run.report).toMatchObject({
      buckets: [
        { bucket: 'acme-data', verdict: 'NON_COMPLIANT', policy: { acceptedEncryption: ['SSE-KMS', 'DSSE-KMS'] } },
        { bucket: 'acme-logs', verdict: 'COMPLIANT', scan: { findings: { objects: 0 } } },
        { bucket: 'acme-archive', verdict: 'COMPLIANT', region: 'us-east-1', exceptions: [{ objects: 1 }] },
      ],
    })
  })

  it('has a plan priced by the rates of its example', async () => {
    const scenario = await openScenario()
    const text = readBlock('docs/config-file.md, Rates, 1')
    const cwd = checkOut('rates.yml', text)

    const run = await scenario.run({ remediation: 'plan', 'rates-file': 'rates.yml' }, { cwd })

    const rates = Object.keys(parse(text) as object)
    expect(rates.length).toBeGreaterThan(0)
    expect(run.summary).toMatch(new RegExp(`; ${rates.length} of \\d+ rates from rates-file\\.`))
  })
})

describe('docs/network.md', () => {
  it('has a proxy trusted whose authority the environment names', async () => {
    const { env } = parse(readBlock('docs/network.md, Behind a proxy, 1')) as { env: Readonly<Record<string, string>> }
    expect(Object.keys(env)).toEqual(['NODE_EXTRA_CA_CERTS'])
    const scenario = await openScenario({ proxy: {} })
    const { NODE_EXTRA_CA_CERTS: file = '', ...untrusting } = scenario.env
    const given = Object.fromEntries(Object.keys(env).map((name) => [name, file]))

    const run = await scenario.run({ buckets: BUCKET }, { env: { ...untrusting, ...given } })

    expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  })
})
