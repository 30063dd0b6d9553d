// Knows how a person applies a fix that was printed to paste: commands of the AWS CLI run against the emulated account
// with all permissions, lines of a workflow become inputs. Anything it does not know is an error.

import {
  type BucketVersioningStatus,
  CreateBucketCommand,
  GetBucketInventoryConfigurationCommand,
  type InventoryConfiguration,
  PutBucketEncryptionCommand,
  PutBucketInventoryConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  type TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3'
import { githubState } from '../../emulator/github/state.ts'
import type { IamPolicy } from '../../emulator/iam/types.ts'
import { seedCredential } from '../../emulator/seed.ts'
import { createRole } from '../../emulator/sts/roles.ts'
import { identityProvider } from '../../emulator/sts/web-identity.ts'
import type { Scenario } from './scenario.ts'
import type { ToldLine } from './scenes/doctor.ts'

/** Runs what was printed as commands of the AWS CLI. */
export async function runCommands(scenario: Scenario, paste: string): Promise<void> {
  for (const command of splitCommands(paste)) await runCommand(scenario, command)
}

/** What the fix changed in the workflow: inputs of the step; permissions of the job count as granted. */
export async function applyFix(scenario: Scenario, { fix }: ToldLine): Promise<Record<string, string>> {
  const { language, paste = '' } = fix ?? {}
  if (paste === '') throw new Error(`nothing to paste: ${fix?.say}`)
  if (language === 'yaml') return readInputs(paste)
  await runCommands(scenario, paste)
  return {}
}

const readInputs = (paste: string): Record<string, string> =>
  paste.startsWith('permissions:')
    ? {}
    : Object.fromEntries(paste.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]))

/** Commands begin lines; a quoted argument can contain line breaks. */
const splitCommands = (paste: string) => paste.split(/\n(?=aws |gh )/)

type Words = { readonly service: string; readonly command: string; readonly options: ReadonlyMap<string, string> }

/** The words of a command: plain, in single quotes, or one substitution in double quotes. */
function parseWords(text: string): Words {
  const words = [...text.matchAll(/"\$\((.*)\)"|'([^']*)'|(\S+)/gs)].map(
    ([, inner, quoted, plain]) => inner ?? quoted ?? plain ?? '',
  )
  const [, service = '', command = '', ...rest] = words
  const options = rest.flatMap((word, index) => (word.startsWith('--') ? [[word.slice(2), rest[index + 1] ?? '']] : []))
  return { service, command, options: new Map(options as [string, string][]) }
}

async function runCommand(scenario: Scenario, text: string): Promise<void> {
  const { service, command, options } = parseWords(text)
  const option = (name: string) => {
    const value = options.get(name)
    if (value === undefined) throw new Error(`${command} has no --${name}: ${text}`)
    return value
  }
  const run = COMMANDS[`${service} ${command}`]
  if (run === undefined) throw new Error(`a command that nobody knows: ${text}`)
  await run(scenario, option, options)
}

type Run = (
  scenario: Scenario,
  option: (name: string) => string,
  options: ReadonlyMap<string, string>,
) => void | Promise<void>

const json = (text: string) => JSON.parse(text) as IamPolicy

const COMMANDS: Readonly<Record<string, Run>> = {
  'iam put-role-policy': ({ world }, option) => {
    const role = [...world.roles.values()].find(({ name }) => name === option('role-name'))
    if (role === undefined) throw new Error(`no role ${option('role-name')}`)
    expectName(option('policy-name'))
    role.policies = [...role.policies, json(option('policy-document'))]
  },
  'iam create-role': ({ world }, option) => {
    createRole(world, {
      name: option('role-name'),
      trustPolicy: json(option('assume-role-policy-document')),
      policies: [],
    })
  },
  'iam update-assume-role-policy': ({ world }, option) => {
    const role = [...world.roles.values()].find(({ name }) => name === option('role-name'))
    if (role === undefined) throw new Error(`no role ${option('role-name')}`)
    world.roles.set(role.arn, { ...role, trustPolicy: json(option('policy-document')) })
  },
  'iam create-open-id-connect-provider': ({ world }, option) => {
    Object.assign(identityProvider(world), { registered: true, audiences: [option('client-id-list')] })
  },
  'iam add-client-id-to-open-id-connect-provider': ({ world }, option) => {
    const provider = identityProvider(world)
    provider.audiences = [...provider.audiences, option('client-id')]
  },
  'kms put-key-policy': ({ world }, option) => {
    keyOf(world, option('key-id')).policy = json(option('policy'))
  },
  'kms enable-key': ({ world }, option) => {
    keyOf(world, option('key-id')).state = 'Enabled'
  },
  'kms cancel-key-deletion': ({ world }, option) => {
    keyOf(world, option('key-id')).state = 'Disabled'
  },
  's3api create-bucket': async (scenario, option) => {
    await rootClient(scenario).send(new CreateBucketCommand({ Bucket: option('bucket') }))
  },
  's3api put-bucket-policy': async (scenario, option) => {
    await rootClient(scenario).send(new PutBucketPolicyCommand({ Bucket: option('bucket'), Policy: option('policy') }))
  },
  's3api put-bucket-encryption': async (scenario, option) => {
    const ServerSideEncryptionConfiguration = JSON.parse(option('server-side-encryption-configuration'))
    await rootClient(scenario).send(
      new PutBucketEncryptionCommand({ Bucket: option('bucket'), ServerSideEncryptionConfiguration }),
    )
  },
  's3api put-bucket-versioning': async (scenario, option) => {
    const Status = option('versioning-configuration').replace(/^Status=/, '') as BucketVersioningStatus
    await rootClient(scenario).send(
      new PutBucketVersioningCommand({ Bucket: option('bucket'), VersioningConfiguration: { Status } }),
    )
  },
  's3api put-public-access-block': async (scenario, option) => {
    const pairs = option('public-access-block-configuration')
      .split(',')
      .map((pair) => pair.split('='))
    const PublicAccessBlockConfiguration = Object.fromEntries(pairs.map(([flag, value]) => [flag, value === 'true']))
    await rootClient(scenario).send(
      new PutPublicAccessBlockCommand({ Bucket: option('bucket'), PublicAccessBlockConfiguration }),
    )
  },
  's3api put-object-lock-configuration': async (scenario, option) => {
    const ObjectLockConfiguration = JSON.parse(option('object-lock-configuration'))
    await rootClient(scenario).send(
      new PutObjectLockConfigurationCommand({ Bucket: option('bucket'), ObjectLockConfiguration }),
    )
  },
  's3api put-bucket-lifecycle-configuration': async (scenario, option, options) => {
    await rootClient(scenario).send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: option('bucket'),
        LifecycleConfiguration: JSON.parse(option('lifecycle-configuration')),
        TransitionDefaultMinimumObjectSize: options.get('transition-default-minimum-object-size') as
          | TransitionDefaultMinimumObjectSize
          | undefined,
      }),
    )
  },
  's3api put-bucket-inventory-configuration': async (scenario, option) => {
    const name = { Bucket: option('bucket'), Id: option('id') }
    const client = rootClient(scenario)
    const given = option('inventory-configuration')
    const InventoryConfiguration = given.startsWith('{')
      ? (JSON.parse(given) as InventoryConfiguration)
      : changeBy(given, (await client.send(new GetBucketInventoryConfigurationCommand(name))).InventoryConfiguration)
    await client.send(new PutBucketInventoryConfigurationCommand({ ...name, InventoryConfiguration }))
  },
  'repo edit': ({ world }) => {
    for (const repository of githubState(world).repositories.values()) repository.hasIssues = true
  },
}

/** IAM API Reference, "PutRolePolicy": characters and length of a name. */
function expectName(name: string): void {
  if (!/^[\w+=,.@-]{1,128}$/.test(name)) throw new Error(`no name of a policy: ${name}`)
}

function keyOf({ kmsKeys }: Scenario['world'], arn: string) {
  const key = kmsKeys.get(arn)
  if (key === undefined) throw new Error(`no key ${arn}`)
  return key
}

/** What jq would make of a configuration. */
function changeBy(command: string, found: InventoryConfiguration | undefined): InventoryConfiguration {
  if (found === undefined) throw new Error('no such configuration')
  const change = / jq '\.InventoryConfiguration \| (.*)'$/s.exec(command)?.[1] ?? command
  const fields = /^\.OptionalFields \+= (\[.*\])$/.exec(change)?.[1]
  if (fields !== undefined)
    return { ...found, OptionalFields: [...(found.OptionalFields ?? []), ...JSON.parse(fields)] }
  if (change === '.IsEnabled = true') return { ...found, IsEnabled: true }
  if (change === 'del(.Filter)') return { ...found, Filter: undefined }
  if (change === '.Schedule.Frequency = "Daily"') return { ...found, Schedule: { Frequency: 'Daily' } }
  throw new Error(`a change that nobody knows: ${change}`)
}

/** The root of the account, as a person with all permissions. */
export function rootClient({ url, world }: Pick<Scenario, 'url' | 'world'>): S3Client {
  const { accessKeyId, secretAccessKey } = seedCredential(world)
  return new S3Client({
    endpoint: url,
    region: world.region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  })
}
