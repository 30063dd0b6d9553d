import { afterEach, expect, it } from '@jest/globals'
import { hostileKeys } from '../../demo/hostile-keys.ts'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET, seedReportKey, WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { attach } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD } from '../support/scenario.ts'
import { ATHENA_INPUTS, openAthenaScenario, statementsOf, tablesOf, tell } from '../support/scenes/athena.ts'

afterEach(closeScenarios)

/** One of everything that is counted differently. */
function seedAll(world: World): void {
  const put = (seed: Omit<Parameters<typeof seedObject>[2], 'lastModified'>) =>
    seedObject(world, BUCKET, { lastModified: OLD, ...seed })
  hostileKeys(40).forEach((key, index) => {
    put({ key, size: index * 1000, status: index % 3 === 0 ? 'NOT-SSE' : 'SSE-S3' })
  })
  for (const storageClass of ['GLACIER', 'GLACIER_IR', 'DEEP_ARCHIVE', 'STANDARD_IA', 'INTELLIGENT_TIERING'])
    put({ key: `classes/${storageClass}`, size: 7, storageClass })
  put({ key: 'large', size: 6 * 2 ** 30 })
  put({ key: 'tier', size: 5, storageClass: 'INTELLIGENT_TIERING', accessTier: 'ARCHIVE' })
  put({ key: 'c', size: 5, status: 'SSE-C' })
  put({ key: 'twice', size: 1 })
  put({ key: 'twice', size: 2, status: 'SSE-S3' })
  put({ key: 'gone', size: 3 })
  seedDeleteMarker(world, BUCKET, { key: 'gone' })
}

it.each(['CSV', 'ORC', 'Parquet'] as const)('of a report in %s', async (format) => {
  const scenario = await openAthenaScenario({ seed: seedAll, format })
  const inputs = { 'list-keys': 'true', include: '**', exclude: 'classes/**\n**.tmp', 'accepted-encryption': 'SSE-S3' }

  const streamed = await scenario.run({ ...inputs, 'scan-engine': 'stream' })
  const asked = await scenario.run({ ...inputs, ...ATHENA_INPUTS })

  expect(asked.stdout).toContain('scan-engine is athena')
  expect(tell(asked)).toEqual(tell(streamed))
  expect(streamed.outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it('of a report whose ETags are no MD5, whose bytes are then read here', async () => {
  const scenario = await openAthenaScenario({ deliver: false })
  const { arn: kmsKeyArn } = seedReportKey(scenario.world, BUCKET)
  attach(scenario, 'scan', ['inventory-kms-policy.json'], { reportKmsKeyArn: kmsKeyArn })
  getBucket(scenario.world, DESTINATION_BUCKET).defaultEncryption = {
    algorithm: 'aws:kms',
    kmsKeyArn,
    bucketKey: true,
    explicit: true,
  }
  await scenario.deliver()

  const streamed = await scenario.run({ 'scan-engine': 'stream' })
  const asked = await scenario.run(ATHENA_INPUTS)

  expect(asked.report).toMatchObject({ buckets: [{ scan: { files: [{ proof: 'md5' }] } }] })
  expect(tell(asked)).toEqual(tell(streamed))
})

it('and leaves neither table nor file behind', async () => {
  const scenario = await openAthenaScenario()
  const { world } = scenario

  const run = await scenario.run(ATHENA_INPUTS)

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(statementsOf(world)).toEqual(['SHOW TABLES', 'CREATE EXTERNAL', 'WITH r', 'WITH r', 'DROP TABLE'])
  expect(tablesOf(world)).toEqual([])
  const left = [...getBucket(world, WORK_BUCKET).objects.keys()]
  expect(left.filter((key) => currentVersion(getBucket(world, WORK_BUCKET), key)?.isDeleteMarker === false)).toEqual([])
})

it('of a compliant bucket, in one query', async () => {
  const scenario = await openAthenaScenario({
    seed: (world) => seedObject(world, BUCKET, { key: 'a', size: 1, status: 'SSE-S3', lastModified: OLD }),
  })

  const run = await scenario.run(ATHENA_INPUTS)

  expect(run.outputs.get('verdict')).toBe('COMPLIANT')
  expect(run.exitCode).toBe(0)
  expect(statementsOf(scenario.world)).toEqual(['SHOW TABLES', 'CREATE EXTERNAL', 'WITH r', 'DROP TABLE'])
})

it.each([
  ['CSV', 'each query reads '],
  ['Parquet', 'each query reads only the columns it needs, so at most '],
] as const)('with its price before and after: of a report in %s', async (format, before) => {
  const scenario = await openAthenaScenario({ format })

  const run = await scenario.run(ATHENA_INPUTS)

  expect(run.stdout).toMatch(new RegExp(`${before}[\\d,.]+ [KM]?i?B, less than 0.01 USD`))
  expect(run.stdout).toContain('; one if every object complies, otherwise up to 3, less than 0.01 USD')
  const { buckets } = run.report as { buckets: { scan: { queries: { bytesScanned: number; usd?: number }[] } }[] }
  const queries = buckets[0]?.scan.queries ?? []
  // At least 10 MB count, at 5 USD per TB; statements about tables are free.
  for (const { bytesScanned, usd } of queries) expect(usd).toBeCloseTo(bytesScanned === 0 ? 0 : 50 / 2 ** 20, 8)
  expect(queries.some(({ usd = 0 }) => usd > 0)).toBe(true)
})

it('foresees that a report is read once more for a findings file', async () => {
  const scenario = await openAthenaScenario()

  const run = await scenario.run({ ...ATHENA_INPUTS, 'findings-file': 'findings.csv' })

  expect(run.stdout).toContain('otherwise up to 4, less than 0.01 USD')
  const { buckets } = run.report as { buckets: { scan: { queries: { bytesScanned: number }[] } }[] }
  // No key is listed twice, so that nothing is counted again.
  expect(buckets[0]?.scan.queries.filter(({ bytesScanned }) => bytesScanned > 0)).toHaveLength(3)
})
