// Knows how a world is set up for a run of the action: the documented roles, a destination and a work bucket, and the
// environment that points an action at this emulator. Used by the demo, the scenarios and the benchmarks.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { githubState } from './github/state.ts'
import type { IamPolicy, IamRole } from './iam/types.ts'
import { createWorld, type Emulator, startEmulator, type WorldOptions } from './index.ts'
import { oidcEnvironment } from './oidc/oidc.ts'
import { configureOidc, oidcState } from './oidc/state.ts'
import { seedBucket } from './seed.ts'
import { createRole } from './sts/roles.ts'
import type { Bucket, InventoryConfiguration, World } from './world.ts'

export const DESTINATION_BUCKET = 'acme-inventory'
export const WORK_BUCKET = 'acme-batch-work'
const IAM_FOLDER = join(import.meta.dirname, '..', 'docs', 'iam')

export type StageOptions = WorldOptions & {
  /** Source buckets the roles are for; each is made, versioned, with a daily inventory of all versions. */
  readonly sourceBuckets: readonly string[]
  readonly repository?: string
  readonly isPrivate?: boolean
  readonly latencyMs?: number
  /** Whether the remediation role may also copy objects itself (docs/iam/direct-copy-policy.json). */
  readonly copiesDirectly?: boolean
  readonly format?: InventoryConfiguration['destination']['format']
}

export type Stage = Emulator & {
  readonly roles: { readonly scan: IamRole; readonly remediation: IamRole; readonly batch: IamRole }
  /** What the runner of this world gives a step beside its inputs. */
  readonly env: Readonly<Record<string, string>>
}

/** Every optional field the action can use; AWS lists them in "Amazon S3 Inventory list". */
export const INVENTORY_FIELDS = [
  'Size',
  'LastModifiedDate',
  'ETag',
  'StorageClass',
  'IsMultipartUploaded',
  'ReplicationStatus',
  'EncryptionStatus',
  'ObjectLockRetainUntilDate',
  'ObjectLockMode',
  'ObjectLockLegalHoldStatus',
  'IntelligentTieringAccessTier',
  'BucketKeyStatus',
  'ChecksumAlgorithm',
  'ObjectAccessControlList',
  'ObjectOwner',
] as const

/** Makes the world, starts the server and gives the environment for the action. */
export async function setStage(options: StageOptions): Promise<Stage> {
  const world = createWorld({ region: 'eu-west-1', ...options })
  const repository = options.repository ?? 'octo-org/octo-repo'
  seedBucket(world, { name: DESTINATION_BUCKET })
  seedBucket(world, { name: WORK_BUCKET })
  for (const name of options.sourceBuckets) addSourceBucket(world, name, options.format ?? 'CSV')
  const roles = createDocumentedRoles(world, options, repository)
  const [owner = '', name = ''] = repository.split('/')
  configureOidc(world, { owner, repository: name, visibility: options.isPrivate === false ? 'public' : 'private' })
  const emulator = await startEmulator({
    world,
    ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }),
  })
  // A story on a still clock makes all its calls within one hour.
  githubState(world).rateLimit.limit = 1_000_000
  const env = {
    AWS_REGION: world.region,
    AWS_ENDPOINT_URL: emulator.url,
    GITHUB_API_URL: `${emulator.url}/_github`,
    ...oidcEnvironment(world, emulator.url),
  }
  return { ...emulator, roles, env }
}

/** A versioned bucket with ACLs disabled and the inventory configuration `daily`. */
export function addSourceBucket(world: World, name: string, format: 'CSV' | 'ORC' | 'Parquet' = 'CSV'): Bucket {
  const bucket = seedBucket(world, { name, versioning: 'Enabled' })
  bucket.inventory.set('daily', {
    id: 'daily',
    enabled: true,
    includedVersions: 'All',
    frequency: 'Daily',
    optionalFields: INVENTORY_FIELDS,
    destination: { bucket: DESTINATION_BUCKET, accountId: world.account, prefix: 'inventory', format },
  })
  return bucket
}

/** The roles of docs/iam/, exactly as documented, with this world's names. */
function createDocumentedRoles(
  world: World,
  { sourceBuckets, copiesDirectly = false }: StageOptions,
  repository: string,
): Stage['roles'] {
  const perBucket = (file: string) =>
    sourceBuckets.map((bucket) => readDocumentedPolicy(world, file, { bucket, repository }))
  const [bucket = ''] = sourceBuckets
  const trust = readDocumentedPolicy(world, 'oidc-trust-policy.json', { bucket, repository })
  const batchTrust = readDocumentedPolicy(world, 'batch-role-trust-policy.json', { bucket, repository })
  return {
    scan: createRole(world, {
      name: 's3-encryption-scan',
      trustPolicy: trust,
      policies: perBucket('scan-role-policy.json'),
      maxSessionDuration: 43_200,
    }),
    remediation: createRole(world, {
      name: 's3-encryption-remediation',
      trustPolicy: trust,
      policies: [
        ...perBucket('remediation-role-policy.json'),
        ...(copiesDirectly ? perBucket('direct-copy-policy.json') : []),
      ],
      maxSessionDuration: 43_200,
    }),
    batch: createRole(world, {
      name: 's3-encryption-batch',
      trustPolicy: batchTrust,
      policies: perBucket('batch-role-policy.json'),
    }),
  }
}

/** A policy of docs/iam/ with its placeholder names replaced by this world's. */
export function readDocumentedPolicy(
  world: World,
  file: string,
  names: { readonly bucket: string; readonly repository: string; readonly kmsKeyArn?: string },
): IamPolicy {
  const { ownerId, repositoryId } = oidcState(world)
  const [owner = '', repository = ''] = names.repository.split('/')
  const text = readFileSync(join(IAM_FOLDER, file), 'utf8')
    .replaceAll('arn:aws:kms:eu-west-1:111122223333:key/TARGET-KEY', names.kmsKeyArn ?? '*')
    .replaceAll('SOURCE-BUCKET', names.bucket)
    .replaceAll('DESTINATION-BUCKET', DESTINATION_BUCKET)
    .replaceAll('WORK-BUCKET', WORK_BUCKET)
    .replaceAll('111122223333', world.account)
    .replaceAll('eu-west-1', world.region)
    .replaceAll('octo-org/octo-repo', `${owner}/${repository}`)
    .replaceAll('octo-org@123456/octo-repo@456789', `${owner}@${ownerId}/${repository}@${repositoryId}`)
  return JSON.parse(text) as IamPolicy
}
