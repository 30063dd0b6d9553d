// From an account that has source buckets and nothing else to a verdict: the files that a setup writes, a setup that creates
// what is missing, one delivery, and a scan. Nobody edits anything.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET, WORK_BUCKET } from '../../emulator/stage.ts'
import { createRole } from '../../emulator/sts/roles.ts'
import { identityProvider } from '../../emulator/sts/web-identity.ts'
import { runCommand } from '../support/command.ts'
import { deployStack, resolveIn, resolveText, wishOf } from '../support/infra.ts'
import { rootClient } from '../support/paste.ts'
import { BUCKET, closeScenarios, DAY_MS, OLD, openScenario, type Scenario } from '../support/scenario.ts'

const folders: string[] = []
afterEach(async () => {
  await closeScenarios()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** No bucket but the source, no role, no identity provider. */
async function openNewAccount(): Promise<Scenario> {
  const scenario = await openScenario({
    deliver: false,
    seed: (world) => seedObject(world, BUCKET, { key: 'k', size: 10, status: 'SSE-S3', lastModified: OLD }),
  })
  const { world } = scenario
  for (const name of [DESTINATION_BUCKET, WORK_BUCKET]) world.buckets.delete(name)
  getBucket(world, BUCKET).inventory.clear()
  world.roles.clear()
  Object.assign(identityProvider(world), { registered: false })
  return scenario
}

async function passNightAndDeliver({ world }: Scenario): Promise<void> {
  world.clock.advance(DAY_MS)
  expect((await deliverInventory(world, BUCKET, 'encryption')).refused).toBeUndefined()
}

it('in a workflow, with the roles of infra/', async () => {
  const scenario = await openNewAccount()
  const { world } = scenario
  const stack = resolveIn(world, wishOf(world, [BUCKET], 'octo-org/octo-repo'), { SetUp: 'true' })
  await deployStack(world, rootClient(scenario), stack)
  const buckets = `${BUCKET} = s3://${DESTINATION_BUCKET}/inventory/${BUCKET}/encryption/`
  const roleOf = (name: string) => `arn:aws:iam::${world.account}:role/s3-encryption-${name}`

  const setup = await scenario.run({ mode: 'setup', apply: 'true', buckets, 'role-to-assume': roleOf('setup') })
  expect([setup.exitCode, setup.outputs.get('status')]).toEqual([0, 'COMPLETE'])
  await passNightAndDeliver(scenario)

  const scan = await scenario.run({ 'role-to-assume': roleOf('scan') })
  expect([scan.exitCode, scan.outputs.get('verdict')]).toEqual([0, 'COMPLIANT'])
})

it('on a terminal, with the stack that setup has filled in', async () => {
  const scenario = await openNewAccount()
  const { world } = scenario
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' } as const
  const role = createRole(world, {
    name: 'admin',
    trustPolicy: { Statement: [] },
    policies: [{ Statement: [everything] }],
  })
  const folder = mkdtempSync(join(tmpdir(), 'setup-'))
  folders.push(folder)
  const reports = `s3-inventory-${world.account}-${world.region}`

  const plan = await runCommand(scenario, ['setup', '--buckets', BUCKET], { role, folder })
  expect(plan.exitCode).toBe(1)
  expect(plan.stdout).toContain('s3-encryption-compliance.cloudformation.yaml')
  const template = readFileSync(join(folder, 's3-encryption-compliance.cloudformation.yaml'), 'utf8')
  await deployStack(world, rootClient(scenario), resolveText(world, template))

  const location = `${BUCKET} = s3://${reports}/inventory/${BUCKET}/encryption/`
  const setup = await runCommand(scenario, ['setup', '--apply', '--buckets', location], { role, folder })
  expect([setup.exitCode, setup.report]).toEqual([0, expect.objectContaining({ status: 'COMPLETE' })])
  await passNightAndDeliver(scenario)

  const scan = await runCommand(scenario, ['scan', '--buckets', BUCKET], { role })
  expect(scan.exitCode).toBe(0)
})

it('writes roles that are all that a scan needs, for the repository of the workflow', async () => {
  const scenario = await openScenario()
  const { world, roles } = scenario
  const folder = mkdtempSync(join(tmpdir(), 'setup-'))
  folders.push(folder)
  const setup = await scenario.run({ mode: 'setup', 'role-to-assume': roles.plan.arn }, { cwd: folder })
  expect(setup.report).toMatchObject({
    infrastructure: ['cloudformation.yaml', 'tf', 'auto.tfvars.json'].map((end) => `s3-encryption-compliance.${end}`),
  })
  world.roles.clear()
  const template = readFileSync(join(folder, 's3-encryption-compliance.cloudformation.yaml'), 'utf8')
  const resources = resolveText(world, template)
  expect([...resources.values()].map(({ Type }) => Type)).not.toContain('AWS::S3::Bucket')
  await deployStack(world, rootClient(scenario), resources)
  expect((await scenario.run()).outputs.get('verdict')).toBe('NON_COMPLIANT')
  const variables = JSON.parse(readFileSync(join(folder, 's3-encryption-compliance.auto.tfvars.json'), 'utf8'))
  expect(variables).toMatchObject({
    source_buckets: [BUCKET],
    repository: 'octo-org/octo-repo',
    repository_id: '456789',
  })
})
