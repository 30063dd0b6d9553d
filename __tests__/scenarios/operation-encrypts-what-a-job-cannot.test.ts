import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { bytesBody } from '../../emulator/s3/body.ts'
import { changeVersion, currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import type { ObjectVersion, World } from '../../emulator/world.ts'
import { readBlock } from '../support/documented.ts'
import { currentObjects, keptProperties, orderedKeys, seedFindings, statuses } from '../support/remediation.ts'
import { BUCKET, closeScenarios, passNight, type ScenarioRun, takePermission } from '../support/scenario.ts'
import { type Invoking, openInvoking } from '../support/scenes/functions.ts'
import { enableAcls } from '../support/scenes/held-back.ts'

afterEach(closeScenarios)

const EVERYBODY = 'http://acs.amazonaws.com/groups/global/AllUsers'
const FRIEND = 'f'.repeat(64)
const GRANTS = [
  { grantee: EVERYBODY, permission: 'READ' },
  { grantee: FRIEND, permission: 'READ_ACP' },
  { grantee: FRIEND, permission: 'FULL_CONTROL' },
]
const LOCK = { mode: 'COMPLIANCE', retainUntil: Date.UTC(2030, 0, 1), legalHold: true }
const RICH = { tags: { owner: 'blue' }, metadata: { 'x-note': 'kept' }, storageClass: 'STANDARD_IA' }

/** Every finding that a job would break, beside one that it would not. */
function seed(world: World): void {
  enableAcls(world)
  getBucket(world, BUCKET).objectLockEnabled = true
  seedFindings(world, ['plain'])
  seedFindings(world, ['acl/ü +%.html'], { ...RICH, grants: GRANTS })
  seedFindings(world, ['locked'], { ...RICH, lock: LOCK })
  seedFindings(world, ['hold'], { lock: { legalHold: true } })
  seedFindings(world, ['moved'], { websiteRedirect: '/elsewhere', grants: GRANTS })
}

const open = (parameters: Readonly<Record<string, string>> = {}) =>
  openInvoking({ seed }, 'encrypt-and-keep', parameters)

const documented = ({ remediation, arn }: Invoking) => ({
  ...(parse(readBlock('docs/operations.md, Functions that are shipped, 1')) as Record<string, string>),
  ...remediation,
  'lambda-arn': arn,
})
const LOCKED = { 'object-acl': '', 'object-lock': 'locked' }

const outcome = ({ exitCode, outputs, report }: ScenarioRun) => ({
  exitCode,
  status: outputs.get('status'),
  ...(report as { operation: object }).operation,
})

const extras = (version: ObjectVersion | undefined) => ({
  grants: version?.grants,
  lock: version?.lock,
  redirect: version?.websiteRedirect,
})

function object({ world }: Invoking, key: string): ObjectVersion {
  const found = currentObjects(world).get(key)
  if (found === undefined) throw new Error(`no object ${key}`)
  return found
}

it('encrypts exactly the objects with grants, and keeps everything', async () => {
  const scenario = await open()
  const before = object(scenario, 'acl/ü +%.html')

  const run = await scenario.run(documented(scenario))

  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', selected: 2, done: 2, left: 0 })
  expect(orderedKeys(scenario.world).sort()).toEqual(['acl/ü +%.html', 'moved'])
  expect(statuses(scenario.world)).toEqual({
    plain: 'NOT-SSE',
    'acl/ü +%.html': 'SSE-S3',
    locked: 'NOT-SSE',
    hold: 'NOT-SSE',
    moved: 'SSE-S3',
  })
  const after = object(scenario, 'acl/ü +%.html')
  expect(keptProperties(after)).toEqual(keptProperties(before))
  const sorted = [...(after.grants ?? [])].sort((a, b) => (a.permission < b.permission ? -1 : 1))
  expect(sorted).toEqual([...GRANTS].sort((a, b) => (a.permission < b.permission ? -1 : 1)))
  expect(extras(object(scenario, 'moved'))).toMatchObject({ redirect: '/elsewhere', lock: undefined })
})

it('encrypts exactly the objects under Object Lock, and locks the copies alike', async () => {
  const scenario = await open()

  const run = await scenario.run({ ...documented(scenario), ...LOCKED })

  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', selected: 2, done: 2 })
  expect(statuses(scenario.world)).toMatchObject({ plain: 'NOT-SSE', locked: 'SSE-S3', hold: 'SSE-S3' })
  expect(extras(object(scenario, 'locked'))).toMatchObject({ lock: LOCK, grants: [] })
  expect(extras(object(scenario, 'hold'))).toMatchObject({ lock: { legalHold: true } })
})

it('leaves nothing to find: the report of the next day is compliant but for what was not selected', async () => {
  const scenario = await open()
  await scenario.run(documented(scenario))
  await scenario.run({ ...documented(scenario), ...LOCKED })
  await passNight(scenario)

  const run = await scenario.run()

  expect([run.outputs.get('verdict'), run.outputs.get('findings')]).toEqual(['NON_COMPLIANT', '1'])
})

it('encrypts under a key, named by the arguments or by the settings of the function', async () => {
  const scenario = await open()
  const { arn: key } = seedKmsKey(scenario.world)
  const allow = { Effect: 'Allow' as const, Action: 'kms:*', Resource: key }
  const [role] = [...scenario.world.roles.values()].filter(({ name }) => name === 's3-encryption-encrypt-and-keep')
  if (role) role.policies = [...role.policies, { Statement: [allow] }]

  const run = await scenario.run({
    ...documented(scenario),
    'lambda-payload-version': '2.0',
    'lambda-user-arguments': `encryption=SSE-KMS\nkms-key-arn=${key}`,
  })

  expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', done: 2 })
  expect(object(scenario, 'moved').encryption).toEqual({ status: 'SSE-KMS', kmsKeyArn: key, bucketKey: true })
})

it('never replaces two layers of encryption by one', async () => {
  const scenario = await openInvoking(
    {
      seed: (world) => {
        enableAcls(world)
        seedFindings(world, ['doubled'], { grants: GRANTS, status: 'DSSE-KMS', kmsKeyArn: seedKmsKey(world).arn })
      },
    },
    'encrypt-and-keep',
  )
  const before = currentObjects(scenario.world).get('doubled')

  const run = await scenario.run({
    ...documented(scenario),
    encryption: 'DSSE-KMS',
    'lambda-payload-version': '2.0',
    'lambda-user-arguments': `encryption=SSE-KMS\nkms-key-arn=${seedKmsKey(scenario.world).arn}`,
  })

  expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', selected: 1, done: 0, left: 1 })
  expect(run.summary).toContain('is encrypted with DSSE-KMS')
  expect(currentObjects(scenario.world).get('doubled')).toEqual(before)
})

describe('leaves, in its own words,', () => {
  it.each([
    ['an object over 5 GB', { size: 5 * 1024 ** 3 + 1 }, 'is larger than 5 GB'],
    ['an archived object', { storageClass: 'GLACIER' }, 'is archived: restore it first'],
    ['an event hold', { lock: { eventHold: true } }, 'is under an event hold'],
  ])('%s', async (_, more, words) => {
    const scenario = await openInvoking(
      {
        seed: (world) => {
          enableAcls(world)
          getBucket(world, BUCKET).objectLockEnabled = true
          seedFindings(world, ['odd'], { grants: GRANTS, ...more })
        },
      },
      'encrypt-and-keep',
    )
    const before = currentObjects(scenario.world).get('odd')

    const run = await scenario.run(documented(scenario))

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', selected: 1, done: 0, left: 1 })
    expect(run.summary).toContain(words)
    expect(currentObjects(scenario.world).get('odd')).toEqual(before)
  })
})

describe('another client that works meanwhile', () => {
  /** Runs `change` right before the function copies. */
  async function openRacing(change: (world: World) => void): Promise<Invoking> {
    const scenario = await open()
    scenario.world.faults.push({
      match: { operation: 'CopyObject', urlIncludes: 'moved' },
      phase: 'before',
      effect: { kind: 'call', run: () => change(scenario.world) },
      times: 1,
    })
    return scenario
  }

  it('keeps what it writes', async () => {
    const scenario = await openRacing((world) => {
      seedObject(world, BUCKET, { key: 'moved', body: 'newer', status: 'SSE-S3' })
    })

    const run = await scenario.run(documented(scenario))

    expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', done: 2 })
    expect(object(scenario, 'moved').body).toEqual(bytesBody('newer'))
    expect(run.summary).toContain('is encrypted like this already')
  })

  it('is told where its grants may not have been copied', async () => {
    const scenario = await openRacing((world) => {
      const bucket = getBucket(world, BUCKET)
      const version = currentVersion(bucket, 'moved')
      if (version) changeVersion(world, bucket, version, { grants: [] }, 'somebody')
    })

    const run = await scenario.run(documented(scenario))

    expect(outcome(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', done: 1, left: 1 })
    expect(run.summary).toContain('its ACL or lock changed during the copy: see version')
  })

  it('sees nothing copied twice when S3 calls the function again', async () => {
    const scenario = await open()
    scenario.lambda.trouble = ({ number }) =>
      number === 1 ? { kind: 'answers', answer: { invocationId: 'lost' } } : undefined
    const first = await scenario.run(documented(scenario))
    expect(outcome(first)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', done: 1 })

    const run = await scenario.run(documented(scenario))

    // Each key was copied once: the history is checked after every run.
    expect(outcome(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', done: 2 })
  })
})

/** The permissions of a template, apart from those for its log. */
function listTemplatePermissions(name: string): [sid: string, action: string][] {
  const text = readFileSync(`examples/functions/${name}/cloudformation.yaml`, 'utf8')
  return [...text.matchAll(/Sid: (\w+)\n\s+Effect: Allow\n\s+Action:([^R]*?)Resource/g)].flatMap(
    ([, sid = '', actions = '']) =>
      [...actions.matchAll(/(s3|kms):\w+/g)].map(([action]): [string, string] => [sid, action]),
  )
}

describe('the role of encrypt-and-keep', () => {
  const seedAll = (world: World) => {
    seed(world)
    seedFindings(world, ['all'], {
      ...RICH,
      grants: GRANTS,
      lock: LOCK,
      websiteRedirect: '/elsewhere',
      annotations: { note: 'kept' },
    })
  }

  it.each(listTemplatePermissions('encrypt-and-keep').filter(([sid]) => sid !== 'EncryptWithTheKey'))(
    'needs %s: %s',
    async (sid, action) => {
      const scenario = await openInvoking({ seed: seedAll }, 'encrypt-and-keep')
      const { world } = scenario
      getBucket(world, BUCKET).objects.delete('plain')
      takePermission(scenario, scenario.lambda.role, sid, action)

      const run = await scenario.run({ ...documented(scenario), 'object-acl': '' })

      expect(outcome(run)).not.toMatchObject({ exitCode: 0 })
    },
  )
})
