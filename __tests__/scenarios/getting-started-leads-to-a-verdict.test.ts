// docs/getting-started.md, followed word by word in an account that has one source bucket and nothing else.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { runWorkflow } from '../../emulator/runner/run-workflow.ts'
import { readWorkflow } from '../../emulator/runner/workflow.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET, WORK_BUCKET } from '../../emulator/stage.ts'
import { createRole } from '../../emulator/sts/roles.ts'
import { identityProvider } from '../../emulator/sts/web-identity.ts'
import { readBlock } from '../support/documented.ts'
import { runAsJob } from '../support/examples.ts'
import { follow, type Reader } from '../support/page.ts'
import { closeScenarios, DAY_MS, OLD, openScenario, type Scenario, type ScenarioRun } from '../support/scenario.ts'
import { checkOut } from '../support/workspace.ts'

const BUCKET = 'my-data'
const folders: string[] = []
afterEach(async () => {
  await closeScenarios()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function openReader(): Promise<Reader> {
  const scenario = await openScenario({
    sourceBuckets: [BUCKET],
    deliver: false,
    seed: (world) => {
      seedObject(world, BUCKET, { key: 'new', size: 10, status: 'SSE-S3', lastModified: OLD })
      seedObject(world, BUCKET, { key: 'old', size: 10, status: 'NOT-SSE', lastModified: OLD })
    },
  })
  const { world } = scenario
  expect([world.account, world.region]).toEqual(['111122223333', 'eu-west-1'])
  for (const name of [DESTINATION_BUCKET, WORK_BUCKET]) world.buckets.delete(name)
  getBucket(world, BUCKET).inventory.clear()
  world.roles.clear()
  Object.assign(identityProvider(world), { registered: false })
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' } as const
  const trustPolicy = { Statement: [] }
  const role = createRole(world, { name: 'admin', trustPolicy, policies: [{ Statement: [everything] }] })
  const folder = mkdtempSync(join(tmpdir(), 'reader-'))
  folders.push(folder)
  return { scenario, variables: {}, options: { role, folder, env: { AWS_REGION: '' } } }
}

async function runPagesWorkflow(scenario: Scenario): Promise<{ readonly result: string; readonly run: ScenarioRun }> {
  const folder = checkOut('s3-encryption.yml', readBlock('docs/getting-started.md, The workflow, 1'))
  const results = await runWorkflow<ScenarioRun>(readWorkflow(join(folder, 's3-encryption.yml')), {
    event: { name: 'workflow_dispatch', ref: 'refs/heads/main', inputs: {}, vars: {} },
    action: 'OWNER/s3-encryption-compliance',
    review: async () => 'rejected',
    runStep: (given, { permissions }) => {
      expect(Object.keys(given)).toHaveLength(5)
      const mayAsk = permissions['id-token'] === 'write'
      return runAsJob(scenario, given, { name: 'workflow_dispatch', ref: 'refs/heads/main', mayAsk })
    },
  })
  const [run] = results.get('scan')?.runs ?? []
  if (run === undefined) throw new Error('the job scan did not run the action')
  return { result: results.get('scan')?.result ?? '', run }
}

it('answers at once on a terminal, sets up reports and roles, and answers in a workflow', async () => {
  const reader = await openReader()
  const { scenario } = reader

  const [scan] = await follow(reader, 'docs/getting-started.md, The first verdict, 1')
  expect([scan?.exitCode, scan?.report]).toEqual([1, expect.objectContaining({ verdict: 'NON_COMPLIANT' })])

  const [missing] = await follow(reader, 'docs/getting-started.md, Reports and roles, 1')
  expect([missing?.exitCode, missing?.report]).toEqual([1, expect.objectContaining({ status: 'INCOMPLETE' })])
  await follow(reader, 'docs/getting-started.md, Reports and roles, 2')
  const [applied] = await follow(reader, 'docs/getting-started.md, Reports and roles, 3')
  expect([applied?.exitCode, applied?.report]).toEqual([0, expect.objectContaining({ status: 'COMPLETE' })])

  const early = await runPagesWorkflow(scenario)
  expect([early.result, early.run.outputs.get('verdict')]).toEqual(['failure', 'NON_COMPLIANT'])
  expect(early.run.outputs.get('issue-number')).toBe('1')
  expect(early.run.report).toMatchObject({ buckets: [{ source: { kind: 'list' } }] })

  scenario.world.clock.advance(DAY_MS)
  expect((await deliverInventory(scenario.world, BUCKET, 'encryption')).refused).toBeUndefined()
  const late = await runPagesWorkflow(scenario)
  expect([late.result, late.run.outputs.get('verdict')]).toEqual(['failure', 'NON_COMPLIANT'])
  expect(late.run.report).toMatchObject({ buckets: [{ source: { kind: 'inventory' } }] })
})

it('starts the workflow by the name of its file', () => {
  expect(readBlock('docs/getting-started.md, The workflow, 2').trim()).toBe('gh workflow run s3-encryption.yml')
})
