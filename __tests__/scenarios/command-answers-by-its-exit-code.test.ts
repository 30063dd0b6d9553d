// The command of a terminal gives the answers of the action: 0 compliant, 1 not compliant, 2 cannot tell, 3 wrong use.

import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET, readDocumentedPolicy, WORK_BUCKET } from '../../emulator/stage.ts'
import { type CommandOptions, runCommand } from '../support/command.ts'
import { readBlock } from '../support/documented.ts'
import { type Schema, validate } from '../support/json-schema.ts'
import { BUCKET, closeScenarios, DAY_MS, OLD, openScenario, passNight } from '../support/scenario.ts'

afterEach(closeScenarios)

const CRASH = join(import.meta.dirname, '..', 'support', 'crash.mjs')

const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as Schema

describe('scan', () => {
  it('0: compliant', async () => {
    const scenario = await openScenario({
      seed: (world) => seedObject(world, BUCKET, { key: 'new/1', size: 10, status: 'SSE-S3', lastModified: OLD }),
    })
    const run = await runCommand(scenario, ['scan', '--buckets', BUCKET])
    expect(run.exitCode).toBe(0)
    expect(run.stdout).toMatch(/^✅ Compliant: the only object in acme-data is encrypted as required\n/)
    expect(run.stdout).toContain('The command succeeds: every bucket is compliant.')
    expect(run.stdout).not.toMatch(/\*\*|&nbsp;|<sub>|<details>|```/)
  })

  it('1: not compliant, with the words of the summary and the lines of the log apart', async () => {
    const scenario = await openScenario()
    const run = await runCommand(scenario, ['scan', `--buckets=${BUCKET}`])
    expect(run.exitCode).toBe(1)
    expect(run.stdout).toContain('❌ Not compliant: 2 of 5 objects in acme-data break the encryption policy')
    expect(run.stdout).toContain('The command fails: 2 findings.')
    expect(run.stdout).toMatch(/run\s+s3-encryption-compliance\s+plan\.\s+This\s+writes/)
    expect(run.stderr).toContain(`Scan s3://${BUCKET}`)
    expect(run.stderr).toContain('The credentials from the environment are used as they are')
    expect(validate(run.report, schema)).toEqual([])
    expect(run.requests.map(({ operation }) => operation)).not.toContain('AssumeRoleWithWebIdentity')
  })

  it('2: cannot tell', async () => {
    const scenario = await openScenario()
    scenario.world.clock.advance(3 * DAY_MS)
    const run = await runCommand(scenario, ['scan', '--buckets', BUCKET])
    expect(run.exitCode).toBe(2)
    expect(run.stdout).toContain('STALE')
  })

  it('2: nobody is signed in', async () => {
    const scenario = await openScenario()
    const env = { AWS_ACCESS_KEY_ID: 'AKIAEMULATOR99999999', AWS_SECRET_ACCESS_KEY: 'wrong', AWS_SESSION_TOKEN: '' }
    const run = await runCommand(scenario, ['scan', '--buckets', BUCKET], { env })
    expect(run.exitCode).toBe(2)
    expect(run.stdout).toContain('NO_CREDENTIALS')
    expect(run.stdout).toContain('aws sso login')
    expect(run.stdout).not.toContain('id-token')
  })

  it.each([
    [['scan'], 'buckets is empty'],
    [['scan', '--buckets', 'x'], 'buckets is "x"'],
    [['scn', '--buckets', BUCKET], 'did you mean scan?'],
    [['scan', '--bukets', BUCKET], '"--bukets" is not a flag; did you mean --buckets?'],
    [['scan', BUCKET], 'as in --buckets acme-data'],
    [['scan', '--buckets', BUCKET, '--on-findings', 'warn'], '--on-findings has a meaning on GitHub only'],
    [['scan', '--buckets', BUCKET, '--github-token', 'ghp_secret'], '--github-token has a meaning on GitHub only'],
    [['scan', '--buckets', BUCKET, '--remediation', 'run'], '--remediation is not a flag of scan'],
    [['scan', '--buckets', BUCKET, '--config-file', 'none.yml'], 'none.yml'],
    [['run', '--buckets', BUCKET], 'run starts jobs and copies, and nobody can be asked here'],
    [['run', '--buckets', BUCKET, '--yes'], 'batch-role-arn'],
    [['setup', '--buckets', BUCKET, '--apply=maybe'], '--apply is "maybe"'],
  ])('3: %j is wrong use, and nothing is called on AWS', async (words, says) => {
    const scenario = await openScenario({ deliver: false })
    const run = await runCommand(scenario, words)
    expect(run.exitCode).toBe(3)
    expect(run.stderr).toContain(says)
    expect(run.stderr).toContain('othing was called on AWS')
    expect(run.stderr + run.stdout).not.toContain('ghp_secret')
    expect(run.requests).toEqual([])
  })

  it('reads flags, and no input of the action', async () => {
    const scenario = await openScenario()
    const env = { 'INPUT_ACCEPTED-ENCRYPTION': 'SSE-KMS', INPUT_BUKETS: 'x', 'INPUT_MAX-FINDINGS': '100' }
    const run = await runCommand(scenario, ['scan', '--buckets', BUCKET], { env })
    expect(run.exitCode).toBe(1)
    expect(run.stdout).toContain('2 of 5 objects')
  })
})

it('prints with --json the report on standard output, and nothing else', async () => {
  const scenario = await openScenario()
  const run = await runCommand(scenario, ['scan', '--buckets', BUCKET, '--json'])
  expect(run.exitCode).toBe(1)
  const printed = JSON.parse(run.stdout)
  expect(validate(printed, schema)).toEqual([])
  expect(printed).toEqual(run.report)
  expect(printed).toMatchObject({ verdict: 'NON_COMPLIANT', run: { eventName: 'workflow_dispatch', repository: '' } })
  expect(run.stderr).toContain('Not compliant')
})

it('prints with --json a report of wrong inputs, too', async () => {
  const scenario = await openScenario({ deliver: false })
  const run = await runCommand(scenario, ['scan', '--json'])
  expect(run.exitCode).toBe(3)
  expect(JSON.parse(run.stdout)).toMatchObject({ verdict: 'INSUFFICIENT_DATA', errors: [{ code: 'INVALID_INPUT' }] })
})

it('shows hostile keys as text', async () => {
  const keys = [
    'a\u001b]0;owned\u0007',
    '::add-mask::x',
    '\u202egpj.exe',
    '**b**<br>`c`',
    'x\r\n::error::y',
    '[l](<u>)|z',
  ]
  const scenario = await openScenario({
    seed: (world) => {
      for (const key of keys) seedObject(world, BUCKET, { key, size: 10, status: 'NOT-SSE', lastModified: OLD })
    },
  })
  const run = await runCommand(scenario, ['plan', '--buckets', BUCKET], { role: scenario.roles.plan })
  expect(run.exitCode).toBe(1)
  expect(run.stdout).toContain('%3A%3Aadd-mask%3A%3Ax')
  expect(run.stdout).toContain('a%1B%5D0%3Bowned%07')
})

it.each(['README.md, The smallest workflow, 4', 'docs/cli.md, On a terminal, 1'])(
  'is run as %s gives it to paste',
  async (id) => {
    const scenario = await openScenario()
    const [npx, name, ...words] = readBlock(id).trim().replaceAll('my-data', BUCKET).split(' ')
    expect([npx, name]).toEqual(['npx', 's3-encryption-compliance'])
    expect((await runCommand(scenario, words)).exitCode).toBe(1)
  },
)

describe('plan and run', () => {
  const flagsOf = (batch: string) => [
    '--buckets',
    BUCKET,
    '--batch-role-arn',
    batch,
    '--work-location',
    `s3://${WORK_BUCKET}/s3-encryption/`,
    '--poll-interval',
    '50ms',
  ]

  it('plan shows what run then does, nothing more, and the next day is compliant', async () => {
    const scenario = await openScenario()
    const { roles } = scenario
    const flags = flagsOf(roles.batch.arn)
    const plan = await runCommand(scenario, ['plan', ...flags.slice(0, -2)], { role: roles.plan })
    expect(plan.exitCode).toBe(1)
    const [, id = ''] = /run --approved-plan (\S+)/.exec(plan.stdout) ?? []
    expect(plan.requests.filter(({ operation }) => operation === 'PutObject' || operation === 'CreateJob')).toEqual([])
    const run = await runCommand(scenario, ['run', ...flags, '--approved-plan', id], { role: roles.remediation })
    expect(run.exitCode).toBe(0)
    expect(run.stdout).toContain('Encrypted: all 2 findings in acme-data')
    expect(run.stdout).toContain('The command succeeds: every finding was encrypted and checked.')
    await passNight(scenario)
    expect((await runCommand(scenario, ['scan', '--buckets', BUCKET])).exitCode).toBe(0)
  })

  it('run --yes does it at once; cancel finds nothing left', async () => {
    const scenario = await openScenario()
    const { roles } = scenario
    const run = await runCommand(scenario, ['run', ...flagsOf(roles.batch.arn), '--yes'], { role: roles.remediation })
    expect(run.exitCode).toBe(0)
    const cancel = await runCommand(scenario, ['cancel', '--buckets', BUCKET], { role: roles.remediation })
    expect(cancel.exitCode).toBe(1)
  })

  it('starts nothing on an event of GitHub that may not remediate', async () => {
    const scenario = await openScenario()
    const { roles } = scenario
    const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_REPOSITORY: 'octo-org/octo-repo' }
    const run = await runCommand(scenario, ['run', ...flagsOf(roles.batch.arn), '--yes'], {
      role: roles.remediation,
      env,
    })
    expect(run.exitCode).toBe(1)
    expect(run.stdout).toContain('REMEDIATION_REFUSED')
    expect(run.requests.filter(({ operation }) => operation === 'CreateJob')).toEqual([])
  })
})

describe('a role', () => {
  it('is assumed with the credentials of the environment, and its session is restricted', async () => {
    const scenario = await openScenario()
    const { roles, world } = scenario
    const principal = { AWS: `arn:aws:iam::${world.account}:root` }
    const trust = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' } as const
    world.roles.set(roles.scan.arn, { ...roles.scan, trustPolicy: { Statement: [trust] } })
    const may = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roles.scan.arn } as const
    const role = { ...roles.plan, policies: [{ Statement: [may] }] }
    const run = await runCommand(scenario, ['scan', '--buckets', BUCKET, '--role-to-assume', roles.scan.arn], { role })
    expect(run.exitCode).toBe(1)
    expect(run.stderr).toContain('The session is restricted to what this run needs')
    expect(run.requests.filter(({ operation }) => operation === 'AssumeRole')).toHaveLength(1)
  })

  it('2: does not trust them, which is explained', async () => {
    const scenario = await openScenario()
    const words = ['scan', '--buckets', BUCKET, '--role-to-assume', scenario.roles.scan.arn]
    const run = await runCommand(scenario, words)
    expect(run.exitCode).toBe(2)
    expect(run.stdout).toContain('must allow sts:AssumeRole for the user or role that')
  })
})

describe('no answer', () => {
  const endDuringTheScan = async (signal: NodeJS.Signals, options: CommandOptions = {}) => {
    const scenario = await openScenario()
    const running = Promise.withResolvers<ChildProcess>()
    const end = async () => {
      const child = await running.promise
      child.kill(signal)
      await new Promise(() => {})
    }
    scenario.world.faults.push({
      match: { urlIncludes: '/daily/data/' },
      phase: 'before',
      effect: { kind: 'call', run: end },
      times: 1,
    })
    return await runCommand(scenario, ['scan', '--buckets', BUCKET], { ...options, onStart: running.resolve })
  }

  it.each(['SIGINT', 'SIGTERM'] as const)('is given after %s, and what there is to say is said', async (signal) => {
    const run = await endDuringTheScan(signal)
    expect(run.exitCode).toBe(2)
    expect(run.stdout).toContain('INTERRUPTED')
  })

  it('is given after SIGKILL', async () => {
    const run = await endDuringTheScan('SIGKILL')
    expect([run.exitCode, run.signal, run.stdout]).toEqual([null, 'SIGKILL', ''])
  })

  it.each(['exception', 'rejection'])('is given after a crash by %s', async (kind) => {
    const run = await endDuringTheScan('SIGUSR2', { preload: [CRASH], env: { CRASH_KIND: kind } })
    expect(run.exitCode).toBe(2)
    expect(run.stderr).toContain('INTERNAL_ERROR')
    expect(run.stdout).toBe('')
  })
})

describe('doctor and setup', () => {
  const doctor = JSON.parse(readFileSync('docs/doctor.schema.json', 'utf8')) as Schema

  it('doctor: 0 where everything is fine, 1 where something is wrong, 2 where it may not look', async () => {
    const scenario = await openScenario()
    const { roles, world } = scenario
    const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
    const looks = readDocumentedPolicy(world, 'doctor-policy.json', names)
    const role = { ...roles.scan, policies: [...roles.scan.policies, looks] }
    const run = await runCommand(scenario, ['doctor', '--buckets', BUCKET, '--json'], { role })
    expect([run.exitCode, validate(JSON.parse(run.stdout), doctor)]).toEqual([0, []])
    expect(run.stderr).toContain('Everything is fine')

    expect((await runCommand(scenario, ['doctor', '--buckets', BUCKET])).exitCode).toBe(2)

    getBucket(world, BUCKET).inventory.clear()
    const wrong = await runCommand(scenario, ['doctor', '--buckets', BUCKET], { role })
    expect(wrong.exitCode).toBe(1)
    expect(wrong.stdout).toContain('put-bucket-inventory-configuration')
  })

  it('setup: 0 where nothing is missing, 1 where it is only planned', async () => {
    const scenario = await openScenario()
    const { world, roles } = scenario
    const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
    const policies = ['setup-policy.json', 'doctor-policy.json'].map((file) => readDocumentedPolicy(world, file, names))
    const role = { ...roles.scan, policies: [...roles.scan.policies, ...policies] }
    const words = ['setup', '--buckets', BUCKET]
    expect((await runCommand(scenario, words, { role })).exitCode).toBe(0)
    getBucket(world, DESTINATION_BUCKET).policy = undefined
    const planned = await runCommand(scenario, words, { role })
    expect([planned.exitCode, planned.report]).toEqual([1, expect.objectContaining({ status: 'PLANNED' })])
    expect(planned.requests.filter(({ method }) => method === 'PUT')).toEqual([])
    expect((await runCommand(scenario, [...words, '--apply'], { role })).exitCode).toBe(0)
  })

  it('speaks of no event and no token, which a terminal does not have', async () => {
    const scenario = await openScenario()
    const { roles } = scenario
    const words = [
      '--buckets',
      BUCKET,
      '--remediation',
      'plan',
      '--work-location',
      `s3://${WORK_BUCKET}/s3-encryption/`,
    ]
    const run = await runCommand(scenario, ['doctor', ...words], { role: roles.plan })
    const { lines } = run.report as { readonly lines: readonly { readonly check: string; readonly about: string }[] }
    const checks = lines.map(({ check }) => check)
    expect(checks.filter((check) => check === 'event' || check === 'oidc-token' || check === 'issues')).toEqual([])
    expect(lines.find(({ check }) => check === 'role')?.about).toBe('the environment')
  })

  it('gives flags to add, and no lines of a workflow', async () => {
    const scenario = await openScenario()
    const { inventory } = getBucket(scenario.world, BUCKET)
    const daily = inventory.get('daily')
    if (daily === undefined) throw new Error('no configuration')
    inventory.set('other', { ...daily, id: 'other' })
    const run = await runCommand(scenario, ['doctor', '--buckets', BUCKET])
    expect(run.stdout).toContain('    --inventory-id daily\n')
  })

  it.each(['doctor', 'setup'])('%s: 3 for wrong use', async (command) => {
    const scenario = await openScenario({ deliver: false })
    const run = await runCommand(scenario, [command, '--buckets', BUCKET, '--max-inventory-age', 'x'])
    expect([run.exitCode, run.requests]).toEqual([3, []])
  })
})
