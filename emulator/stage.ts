// Sets up a world for a run of the action: the documented roles, a destination and a work bucket, and the environment
// for the action. Used by the demo, the scenarios and the benchmarks.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { githubState } from './github/state.ts'
import type { IamPolicy, IamRole } from './iam/types.ts'
import { createWorld, type Emulator, startEmulator, type WorldOptions } from './index.ts'
import { INVENTORY_FIELDS } from './inventory/columns.ts'
import type { KmsKey } from './kms/key.ts'
import { oidcEnvironment } from './oidc/oidc.ts'
import { configureOidc, oidcState } from './oidc/state.ts'
import { audienceOf, hostSuffixOf, partitionOf } from './partition.ts'
import { getBucket } from './s3/state.ts'
import { seedBucket, seedKmsKey } from './seed.ts'
import { createRole } from './sts/roles.ts'
import type { Bucket, InventoryConfiguration, World } from './world.ts'

export const DESTINATION_BUCKET = 'acme-inventory'
export const WORK_BUCKET = 'acme-batch-work'
const IAM_FOLDER = join(import.meta.dirname, '..', 'docs', 'iam')

export type StageOptions = WorldOptions & {
  /** Source buckets of the roles; each is created, versioned, with a daily inventory of all versions. */
  readonly sourceBuckets: readonly string[]
  readonly repository?: string
  readonly isPrivate?: boolean
  readonly latencyMs?: number
  /** Whether the remediation role may also copy objects itself (docs/iam/direct-copy-policy.json). */
  readonly copiesDirectly?: boolean
  readonly format?: InventoryConfiguration['destination']['format']
}

export type Roles = {
  readonly scan: IamRole
  readonly plan: IamRole
  readonly remediation: IamRole
  readonly batch: IamRole
}

/** An account with the documented setup: its reports and job manifests are in its own buckets. */
export type Household = {
  /** 12 digits. */
  readonly account: string
  readonly destinationBucket: string
  readonly workBucket: string
}

export type Stage = Emulator & {
  readonly roles: Roles
  /** The variables of a step on this world's runner, in addition to its inputs. */
  readonly env: Readonly<Record<string, string>>
}

/** Creates the world, starts the server and returns the environment for the action. */
export async function setStage(options: StageOptions): Promise<Stage> {
  const world = createWorld({ region: 'eu-west-1', ...options })
  const repository = options.repository ?? 'octo-org/octo-repo'
  const { roles } = addHousehold(world, firstHousehold(world), { ...options, repository })
  const [owner = '', name = ''] = repository.split('/')
  configureOidc(world, { owner, repository: name, visibility: options.isPrivate === false ? 'public' : 'private' })
  const emulator = await startEmulator({
    world,
    ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }),
  })
  // With a stopped clock, all requests of a test are made within one hour.
  githubState(world).rateLimit.limit = 1_000_000
  const env = {
    AWS_REGION: world.region,
    AWS_ENDPOINT_URL: emulator.url,
    GITHUB_API_URL: `${emulator.url}/_github`,
    ...oidcEnvironment(world, emulator.url),
  }
  return { ...emulator, roles, env }
}

const firstHousehold = ({ account }: World): Household => ({
  account,
  destinationBucket: DESTINATION_BUCKET,
  workBucket: WORK_BUCKET,
})

type HouseholdOptions = Omit<StageOptions, keyof WorldOptions> & { readonly repository: string }

/** A second account in addition to the world's own, with its source buckets and the documented roles for them. */
export function addAccount(
  world: World,
  account: string,
  options: HouseholdOptions,
): Household & { readonly roles: Roles } {
  const household = {
    account,
    destinationBucket: `${DESTINATION_BUCKET}-${account}`,
    workBucket: `${WORK_BUCKET}-${account}`,
  }
  return { ...household, ...addHousehold(world, household, options) }
}

function addHousehold(world: World, household: Household, options: HouseholdOptions): { readonly roles: Roles } {
  const { account: owner, destinationBucket, workBucket } = household
  seedBucket(world, { name: destinationBucket, owner })
  seedBucket(world, { name: workBucket, owner })
  for (const name of options.sourceBuckets) addSourceBucket(world, name, options.format, household)
  return { roles: createDocumentedRoles(world, household, options) }
}

/** A versioned bucket with ACLs disabled and the inventory configuration `daily`. */
export function addSourceBucket(
  world: World,
  name: string,
  format: InventoryConfiguration['destination']['format'] = 'CSV',
  { account, destinationBucket }: Household = firstHousehold(world),
): Bucket {
  const bucket = seedBucket(world, { name, owner: account, versioning: 'Enabled' })
  bucket.inventory.set('daily', {
    id: 'daily',
    enabled: true,
    includedVersions: 'All',
    frequency: 'Daily',
    optionalFields: INVENTORY_FIELDS,
    destination: { bucket: destinationBucket, accountId: account, prefix: 'inventory', format },
  })
  allowDelivery(world, name, destinationBucket)
  return bucket
}

/**
 * Allows S3 to deliver the reports of a bucket, as documented, in addition to what the destination bucket's policy
 * already allows.
 */
export function allowDelivery(world: World, sourceBucket: string, destinationBucket: string): void {
  const destination = getBucket(world, destinationBucket)
  const added = readForSource(world, 'destination-bucket-policy.json', sourceBucket, destinationBucket)
  destination.policy = { Statement: [...(destination.policy?.Statement ?? []), ...added.Statement] }
}

/** A key for the reports of a bucket; its policy is the default one with the documented additions. */
export function seedReportKey(world: World, sourceBucket: string): KmsKey {
  const added = readForSource(world, 'report-key-policy.json', sourceBucket)
  const key = seedKmsKey(world)
  // KMS Developer Guide, "Default key policy".
  const root = { AWS: `arn:${partitionOf(world)}:iam::${key.account}:root` }
  const byDefault = { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' } as const
  key.policy = { Statement: [byDefault, ...added.Statement] }
  return key
}

function readForSource(world: World, file: string, bucket: string, destinationBucket = ''): IamPolicy {
  const { owner: account } = getBucket(world, bucket)
  return readDocumentedPolicy(world, file, { bucket, repository: '' }, { account, destinationBucket, workBucket: '' })
}

/** The roles of docs/iam/, exactly as documented, with this world's names. */
function createDocumentedRoles(
  world: World,
  household: Household,
  { sourceBuckets, repository, copiesDirectly = false }: HouseholdOptions,
): Roles {
  const { account } = household
  const readPolicy = (file: string, bucket: string) =>
    readDocumentedPolicy(world, file, { bucket, repository }, household)
  const perBucket = (file: string) => sourceBuckets.map((bucket) => readPolicy(file, bucket))
  const [bucket = ''] = sourceBuckets
  // Remediations here need no reviewers: the remediation role has the same trust policy as the others. examples/
  // differs.
  const trust = readPolicy('scan-role-trust-policy.json', bucket)
  const batchTrust = readPolicy('batch-role-trust-policy.json', bucket)
  return {
    scan: createRole(world, {
      account,
      name: 's3-encryption-scan',
      trustPolicy: trust,
      policies: perBucket('scan-role-policy.json'),
      maxSessionDuration: 43_200,
    }),
    plan: createRole(world, {
      account,
      name: 's3-encryption-plan',
      trustPolicy: trust,
      policies: perBucket('plan-role-policy.json'),
      maxSessionDuration: 43_200,
    }),
    remediation: createRole(world, {
      account,
      name: 's3-encryption-remediation',
      trustPolicy: trust,
      policies: [
        ...perBucket('remediation-role-policy.json'),
        ...(copiesDirectly ? perBucket('direct-copy-policy.json') : []),
      ],
      maxSessionDuration: 43_200,
    }),
    batch: createRole(world, {
      account,
      name: 's3-encryption-batch',
      trustPolicy: batchTrust,
      policies: perBucket('batch-role-policy.json'),
    }),
  }
}

/** The values for the placeholders of the documented policies; a key that is not given means any key. */
export type DocumentedNames = {
  readonly bucket: string
  readonly repository: string
  readonly kmsKeyArn?: string
  /** The key with which objects are currently encrypted. */
  readonly oldKmsKeyArn?: string
  /** The key of the inventory reports. */
  readonly reportKmsKeyArn?: string
  /** Key of the tables of S3 Metadata. */
  readonly tableKmsKeyArn?: string | undefined
  /** The key of the work bucket's default encryption. */
  readonly workKmsKeyArn?: string
  /** The function of jobs, with its version or alias. */
  readonly functionArn?: string
  /** The database of queries. */
  readonly database?: string
}

/** A policy of docs/iam/ with its placeholders replaced by this world's names. */
export function readDocumentedPolicy(
  world: World,
  file: string,
  names: DocumentedNames,
  { account, destinationBucket, workBucket }: Household = firstHousehold(world),
): IamPolicy {
  const { ownerId, repositoryId } = oidcState(world)
  const [owner = '', repository = ''] = names.repository.split('/')
  const text = readFileSync(join(IAM_FOLDER, file), 'utf8')
    .replaceAll('arn:aws:kms:eu-west-1:111122223333:key/TARGET-KEY', names.kmsKeyArn ?? '*')
    .replaceAll('arn:aws:kms:eu-west-1:111122223333:key/OLD-KEY', names.oldKmsKeyArn ?? '*')
    .replaceAll('arn:aws:kms:eu-west-1:111122223333:key/REPORT-KEY', names.reportKmsKeyArn ?? '*')
    .replaceAll('arn:aws:kms:eu-west-1:111122223333:key/TABLE-KEY', names.tableKmsKeyArn ?? '*')
    .replaceAll('arn:aws:kms:eu-west-1:111122223333:key/WORK-KEY', names.workKmsKeyArn ?? '*')
    .replaceAll('arn:aws:lambda:eu-west-1:111122223333:function:FUNCTION:VERSION', names.functionArn ?? '*')
    .replaceAll('s3.eu-west-1.amazonaws.com', `s3.eu-west-1.${hostSuffixOf(world)}`)
    .replaceAll('SOURCE-BUCKET', names.bucket)
    .replaceAll('DESTINATION-BUCKET', destinationBucket)
    .replaceAll('WORK-BUCKET', workBucket)
    .replaceAll('BASELINE-BUCKET', workBucket)
    .replaceAll('DATABASE', names.database ?? 'default')
    .replaceAll('arn:aws:', `arn:${partitionOf(world)}:`)
    .replaceAll('sts.amazonaws.com', audienceOf(world))
    .replaceAll('111122223333', account)
    .replaceAll('eu-west-1', world.region)
    .replaceAll('octo-org/octo-repo', `${owner}/${repository}`)
    .replaceAll('octo-org@123456/octo-repo@456789', `${owner}@${ownerId}/${repository}@${repositoryId}`)
    .replaceAll('"456789"', `"${repositoryId}"`)
  return JSON.parse(text) as IamPolicy
}
