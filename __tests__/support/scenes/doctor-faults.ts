// Knows the faults that a doctor must find: how each is planted, the line that tells it, and how the fix is applied.

import { ACTIONS_TOKEN, githubState } from '../../../emulator/github/state.ts'
import { deliverInventory } from '../../../emulator/inventory/deliver.ts'
import { getBucket } from '../../../emulator/s3/state.ts'
import { seedBucket } from '../../../emulator/seed.ts'
import { DESTINATION_BUCKET, WORK_BUCKET } from '../../../emulator/stage.ts'
import { createRole, githubTrustPolicy, serviceTrustPolicy } from '../../../emulator/sts/roles.ts'
import { identityProvider } from '../../../emulator/sts/web-identity.ts'
import { changeInventory, withoutColumns } from '../inventory.ts'
import { BUCKET, DAY_MS, type Scenario, takePermission } from '../scenario.ts'
import { encryptHealthily } from './doctor.ts'

type Inputs = Readonly<Record<string, string>>
type RunOptions = Parameters<Scenario['run']>[1]

export type Fault = {
  readonly name: string
  readonly check: string
  /** The statement, for permissions. */
  readonly about?: string
  /** Words of what was found, or of what to do. */
  readonly says: string
  readonly plant: (scenario: Scenario) => void | Promise<void>
  readonly inputs?: Inputs
  readonly options?: RunOptions
  /** Applies a fix that cannot be pasted; or what is needed after it was pasted. */
  readonly mend?: (scenario: Scenario) => void | Promise<void>
  /** Nothing can be pasted: a person must choose. */
  readonly isSaid?: true
}

const scanRole = ({ roles }: Scenario) => roles.scan.arn
const ownRole = ({ roles }: Scenario) => roles.remediation.arn
const batchRole = ({ roles }: Scenario) => roles.batch.arn

export const SIGN_IN_FAULTS: readonly Fault[] = [
  {
    name: 'the job may not request a token',
    check: 'oidc-token',
    says: 'id-token: write',
    plant: () => {},
    options: { env: { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' } },
  },
  {
    name: 'the account has no identity provider',
    check: 'role',
    says: 'no identity provider',
    plant: ({ world }) => {
      identityProvider(world).registered = false
    },
  },
  {
    name: 'the provider does not list the audience',
    check: 'role',
    says: 'does not list the audience',
    plant: ({ world }) => {
      identityProvider(world).audiences = ['another']
    },
  },
  {
    name: 'the role trusts another repository',
    check: 'role',
    says: 'repo:octo-org/octo-repo:ref:refs/heads/main',
    plant: ({ world, roles }) => {
      const trustPolicy = githubTrustPolicy(world.account, 'repo:octo-org/another:*')
      world.roles.set(roles.scan.arn, { ...roles.scan, trustPolicy })
    },
  },
  {
    name: 'the session is to last longer than the role allows',
    check: 'role',
    says: 'role-duration-seconds',
    plant: ({ roles }) => {
      roles.scan.maxSessionDuration = 3600
    },
    inputs: { 'role-duration-seconds': '43200' },
  },
]

export const INVENTORY_FAULTS: readonly Fault[] = [
  {
    name: 'the bucket does not exist',
    check: 'source-bucket',
    says: 'does not exist',
    plant: ({ world }) => void world.buckets.delete(BUCKET),
    mend: ({ world }) => void seedBucket(world, { name: BUCKET }),
    isSaid: true,
  },
  {
    name: 'the role may not list the bucket',
    check: 'permissions',
    about: 'ReadInventoryConfigurations',
    says: 's3:ListBucket',
    plant: (scenario) => takePermission(scenario, scanRole(scenario), 'ReadInventoryConfigurations', 's3:ListBucket'),
  },
  {
    name: 'the role may not read inventory configurations',
    check: 'permissions',
    about: 'ReadInventoryConfigurations',
    says: 's3:GetInventoryConfiguration',
    plant: (scenario) =>
      takePermission(scenario, scanRole(scenario), 'ReadInventoryConfigurations', 's3:GetInventoryConfiguration'),
  },
  {
    name: 'there is no inventory configuration',
    check: 'inventory-configuration',
    says: 'has no inventory configuration',
    plant: ({ world }) => getBucket(world, BUCKET).inventory.clear(),
    mend: async ({ world }) => void (await deliverInventory(world, BUCKET, 'encryption')),
  },
  {
    name: 'the inventory configuration is disabled',
    check: 'inventory-configuration',
    says: 'no enabled inventory configuration',
    plant: ({ world }) => changeInventory(world, () => ({ enabled: false })),
  },
  {
    name: 'the reports lack EncryptionStatus',
    check: 'inventory-configuration',
    says: 'EncryptionStatus',
    plant: ({ world }) => withoutColumns('EncryptionStatus')(world),
  },
  {
    name: 'two inventory configurations could be meant',
    check: 'inventory-configuration',
    says: '2 suitable inventory configurations',
    plant: ({ world }) => {
      const { inventory } = getBucket(world, BUCKET)
      const daily = inventory.get('daily')
      if (daily !== undefined) inventory.set('other', { ...daily, id: 'other' })
    },
  },
  {
    name: 'inventory-id names a configuration that does not exist',
    check: 'inventory-configuration',
    says: 'has no inventory configuration',
    plant: () => {},
    inputs: { 'inventory-id': 'weekly' },
  },
  {
    name: 'the reports lack BucketKeyStatus, which the policy needs',
    check: 'inventory-fields',
    says: 'BucketKeyStatus (each SSE-KMS object is looked at',
    plant: ({ world }) => withoutColumns('BucketKeyStatus')(world),
    inputs: { 'require-bucket-key': 'true', 'accepted-encryption': 'SSE-S3,SSE-KMS' },
  },
  {
    name: 'the reports list only a prefix',
    check: 'inventory-coverage',
    says: 'PARTIAL_INVENTORY',
    plant: ({ world }) => changeInventory(world, () => ({ filterPrefix: 'new/' })),
  },
  {
    name: 'a report every week is too old for max-inventory-age',
    check: 'inventory-schedule',
    says: 'delivered every week',
    plant: ({ world }) => changeInventory(world, () => ({ frequency: 'Weekly' })),
    inputs: { 'max-inventory-age': '36h' },
  },
  {
    name: 'the given location is that of no configuration',
    check: 'inventory-configuration',
    says: 'there is no inventory configuration "daily"',
    plant: ({ world }) => getBucket(world, BUCKET).inventory.clear(),
    inputs: { buckets: `${BUCKET} = s3://${DESTINATION_BUCKET}/inventory/${BUCKET}/daily/` },
    isSaid: true,
  },
]

export const DELIVERY_FAULTS: readonly Fault[] = [
  {
    name: 'the destination bucket does not exist',
    check: 'destination-bucket',
    says: 'does not exist',
    plant: ({ world }) => void world.buckets.delete(DESTINATION_BUCKET),
  },
  {
    name: 'the destination bucket is in another Region',
    check: 'destination-bucket',
    says: 'S3 delivers only to a bucket in eu-west-1',
    plant: ({ world }) => {
      const { policy } = getBucket(world, DESTINATION_BUCKET)
      seedBucket(world, { name: DESTINATION_BUCKET, region: 'eu-central-1', policy })
    },
    isSaid: true,
  },
  {
    name: 'the destination bucket has no policy',
    check: 'delivery-policy',
    says: 'does not let s3.amazonaws.com put reports',
    plant: ({ world }) => {
      getBucket(world, DESTINATION_BUCKET).policy = undefined
    },
  },
  {
    name: 'the policy of the destination bucket is for another source',
    check: 'delivery-policy',
    says: 'LetS3DeliverReports',
    plant: ({ world }) => {
      const bucket = getBucket(world, DESTINATION_BUCKET)
      bucket.policy = JSON.parse(JSON.stringify(bucket.policy).replaceAll(BUCKET, 'another'))
    },
  },
  {
    name: 'the policy of the destination bucket denies every write',
    check: 'delivery-policy',
    says: 'denies S3 the delivery, whatever else it allows',
    plant: ({ world }) => {
      const bucket = getBucket(world, DESTINATION_BUCKET)
      const Resource = `arn:aws:s3:::${DESTINATION_BUCKET}/*`
      const deny = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:Put*', Resource } as const
      bucket.policy = { Statement: [...(bucket.policy?.Statement ?? []), deny] }
    },
    isSaid: true,
  },
  {
    name: 'the destination bucket is encrypted with the AWS managed key',
    check: 'report-key',
    says: 'the AWS managed key',
    plant: ({ world }) => {
      getBucket(world, DESTINATION_BUCKET).defaultEncryption = {
        algorithm: 'aws:kms',
        bucketKey: false,
        explicit: true,
      }
    },
  },
  {
    name: 'the policy of the report key does not let S3 use it',
    check: 'report-key',
    says: 'does not let s3.amazonaws.com encrypt reports',
    plant: async (scenario) => {
      const key = await encryptHealthily(scenario)
      key.policy = { Statement: (key.policy?.Statement ?? []).filter(({ Sid }) => Sid !== 'LetS3EncryptReports') }
    },
  },
  {
    name: 'the report key is disabled',
    check: 'report-key',
    says: 'KeyState Disabled',
    plant: async (scenario) => {
      ;(await encryptHealthily(scenario)).state = 'Disabled'
    },
  },
  {
    name: 'the report key is to be deleted',
    check: 'report-key',
    says: 'KeyState PendingDeletion',
    plant: async (scenario) => {
      ;(await encryptHealthily(scenario)).state = 'PendingDeletion'
    },
  },
  {
    name: 'the role may not decrypt reports',
    check: 'permissions',
    about: 'DecryptReports',
    says: 'kms:Decrypt',
    plant: async (scenario) => {
      await encryptHealthily(scenario)
      takePermission(scenario, scanRole(scenario), 'DecryptReports', 'kms:Decrypt')
    },
  },
  {
    name: 'no report was ever delivered',
    check: 'last-delivery',
    says: 'The first report takes up to 48 hours',
    plant: ({ world }) => getBucket(world, DESTINATION_BUCKET).objects.clear(),
    mend: async ({ deliver }) => void (await deliver()),
    isSaid: true,
  },
  {
    name: 'deliveries have stopped',
    check: 'last-delivery',
    says: 'at most 48 h is allowed',
    plant: ({ world }) => world.clock.advance(4 * DAY_MS),
    mend: async ({ deliver }) => void (await deliver()),
    isSaid: true,
  },
  {
    name: 'the only report is not complete',
    check: 'last-delivery',
    says: 'manifest.checksum is missing',
    plant: async ({ world, deliver }) => {
      getBucket(world, DESTINATION_BUCKET).objects.clear()
      await deliver({ stage: 'no-checksum' })
    },
    mend: async ({ deliver }) => void (await deliver()),
    isSaid: true,
  },
  {
    name: 'the role may not list the destination bucket',
    check: 'permissions',
    about: 'FindReports',
    says: 's3:ListBucket',
    plant: (scenario) => takePermission(scenario, scanRole(scenario), 'FindReports', 's3:ListBucket'),
  },
  {
    name: 'the role may not read reports',
    check: 'permissions',
    about: 'ReadReports',
    says: 's3:GetObject',
    plant: (scenario) => takePermission(scenario, scanRole(scenario), 'ReadReports', 's3:GetObject'),
  },
]

const lacks = (sid: string, action: string): Fault => ({
  name: `the role lacks ${action} of ${sid}`,
  check: 'permissions',
  about: sid,
  says: action,
  plant: (scenario) => takePermission(scenario, ownRole(scenario), sid, action),
})

export const REMEDIATION_FAULTS: readonly Fault[] = [
  {
    name: 'the event may not remediate',
    check: 'event',
    says: 'the event pull_request does not allow remediation',
    plant: () => {},
    options: { event: { name: 'pull_request', payload: {} } },
    isSaid: true,
  },
  {
    name: 'the reports lack StorageClass',
    check: 'inventory-fields',
    says: 'StorageClass (findings are held back',
    plant: ({ world }) => withoutColumns('StorageClass')(world),
  },
  {
    name: 'the work bucket does not exist',
    check: 'work-location',
    says: 'does not exist',
    plant: ({ world }) => void world.buckets.delete(WORK_BUCKET),
  },
  {
    name: 'the work bucket is in another Region',
    check: 'work-location',
    says: 'is in eu-central-1',
    plant: ({ world }) => void seedBucket(world, { name: WORK_BUCKET, region: 'eu-central-1' }),
    isSaid: true,
  },
  {
    name: 'unfinished uploads stay in the work bucket for ever',
    check: 'unfinished-uploads',
    says: 'No lifecycle rule',
    plant: ({ world }) => {
      const bucket = getBucket(world, WORK_BUCKET)
      bucket.lifecycleConfiguration = undefined
    },
  },
  {
    name: 'the batch role does not exist',
    check: 'batch-role',
    says: 'does not exist',
    plant: (scenario) => void scenario.world.roles.delete(batchRole(scenario)),
  },
  {
    name: 'the batch role trusts another service',
    check: 'batch-role-trust',
    says: 'does not let batchoperations.s3.amazonaws.com assume it',
    plant: ({ world, roles }) => {
      const { name, policies } = roles.batch
      createRole(world, { name, policies, trustPolicy: serviceTrustPolicy('s3.amazonaws.com') })
    },
  },
  {
    name: 'the batch role may not write tags',
    check: 'batch-role-permissions',
    says: 's3:PutObjectTagging',
    plant: (scenario) => {
      takePermission(scenario, batchRole(scenario), 'CopyInPlace', 's3:PutObjectTagging')
    },
  },
  {
    name: 'the batch role may not be passed',
    check: 'pass-role',
    says: 'may not pass',
    plant: (scenario) => takePermission(scenario, ownRole(scenario), 'PassTheBatchRole', 'iam:PassRole'),
  },
  lacks('CreateJobs', 's3:CreateJob'),
  lacks('TagOwnJobs', 's3:PutJobTagging'),
  lacks('FindJobs', 's3:ListJobs'),
  lacks('FollowJobs', 's3:DescribeJob'),
  lacks('ConfirmAndCancelOwnJobs', 's3:UpdateJobStatus'),
  lacks('WriteJobManifestsReadCompletionReports', 's3:PutObject'),
  lacks('ReadBucketSettings', 's3:GetBucketVersioning'),
  lacks('CompareTagsAndAnnotationsOfCanaries', 's3:GetObjectTagging'),
]

const token = ({ world }: Scenario) => githubState(world).tokens.get(ACTIONS_TOKEN)

export const GITHUB_FAULTS: readonly Fault[] = [
  {
    name: 'the token may not write issues',
    check: 'issues',
    says: 'may not write issues',
    plant: (scenario) => void Object.assign(token(scenario) ?? {}, { issues: 'read' }),
    mend: (scenario) => void Object.assign(token(scenario) ?? {}, { issues: 'write' }),
  },
  {
    name: 'the repository has issues turned off',
    check: 'issues',
    says: 'issues turned off',
    plant: ({ world }) => {
      for (const repository of githubState(world).repositories.values()) repository.hasIssues = false
    },
  },
]
