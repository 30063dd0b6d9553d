// Reports, work bucket and objects under keys of the customer's, and a bucket with ACLs: each role has what the table in
// docs/iam/README.md says, to the letter, and the inventory is configured as README.md says.

import { afterEach, describe, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import type { InventoryConfiguration } from '../../emulator/world.ts'
import { readCliCommand } from '../support/documented.ts'
import { changeInventory, encryptReports } from '../support/inventory.ts'
import { listPermissions, listRefusals } from '../support/permissions.ts'
import { attach, currentObjects, oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import {
  BUCKET,
  closeScenarios,
  expectNoAnswer,
  openScenario,
  type Scenario,
  takePermission,
} from '../support/scenario.ts'
import { openUnderKeys } from '../support/scenes/under-keys.ts'

afterEach(closeScenarios)

const refusals = ({ world }: Scenario) => listRefusals(world)

describe('reports under a key', () => {
  async function open() {
    let reportKmsKeyArn = ''
    const scenario = await openScenario({
      seed: (world) => {
        reportKmsKeyArn = encryptReports(world)
        seedFindings(world, oldKeys(1))
      },
    })
    for (const role of ['scan', 'plan', 'remediation'] as const) {
      attach(scenario, role, ['inventory-kms-policy.json'], { reportKmsKeyArn })
    }
    return { scenario, reportKmsKeyArn }
  }

  it.each([
    ['none', 'NON_COMPLIANT'],
    ['plan', 'NON_COMPLIANT'],
    ['run', 'NON_COMPLIANT'],
  ])('are read for remediation: %s', async (remediation, verdict) => {
    const { scenario } = await open()
    const run = await scenario.run({ ...scenario.remediation, remediation })
    expect(run.outputs.get('verdict')).toBe(verdict)
    expect(refusals(scenario)).toEqual([])
  })

  it.each(listPermissions('inventory-kms-policy.json'))(
    'need $action, which the hint names, not what the call itself is named for',
    async ({ sid, action }) => {
      const { scenario, reportKmsKeyArn } = await open()
      takePermission(scenario, scenario.roles.scan.arn, sid, action)

      const run = await scenario.run()

      const hint = `Allow ${action} on ${reportKmsKeyArn}: see docs/iam/inventory-kms-policy.json (statement ${sid})`
      expectNoAnswer(run, 'ACCESS_DENIED', hint)
      expect(run.annotated).not.toContain('Allow s3:GetObject')
    },
  )
})

describe('reports, work bucket and objects all under keys', () => {
  it('every object gets its key, and nothing is refused', async () => {
    const { scenario, inputs } = await openUnderKeys()

    const run = await scenario.run(inputs)

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '4', failed: '0' })
    const found = [...currentObjects(scenario.world).values()].map(({ encryption }) => encryption.kmsKeyArn)
    expect(new Set(found)).toEqual(new Set([inputs['kms-key-arn']]))
    expect(refusals(scenario)).toEqual([])
  })

  it.each([...listPermissions('direct-copy-kms-policy.json'), ...listPermissions('work-location-kms-policy.json')])(
    'needs $action by $sid',
    async ({ sid, action }) => {
      const { scenario, inputs } = await openUnderKeys()
      takePermission(scenario, scenario.roles.remediation.arn, sid, action)

      const run = await scenario.run(inputs)

      expect(remediationOutputs(run)).toMatchObject({ exitCode: 1 })
      expect(refusals(scenario).map((decision) => decision.action)).toContain(action)
    },
  )
})

/** The inventory configuration of README.md, as it stands. */
function readDocumentedInventory(): { readonly OptionalFields: readonly string[] } {
  const { options } = readCliCommand('README.md, The smallest workflow, 2')
  return JSON.parse(options['inventory-configuration'] ?? '') as { OptionalFields: string[] }
}

describe('a bucket with ACLs', () => {
  async function remediateWith(optionalFields: readonly string[]) {
    const scenario = await openScenario({
      seed: (world) => {
        getBucket(world, BUCKET).ownership = 'ObjectWriter'
        changeInventory(world, (daily) => ({ ...daily, optionalFields }) as InventoryConfiguration)
        seedFindings(world, oldKeys(2))
      },
    })
    return await scenario.run(scenario.remediation)
  }

  it('is remediated by reports with the fields of README.md', async () => {
    const run = await remediateWith(readDocumentedInventory().OptionalFields)
    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
  })

  it('is held back without ObjectOwner', async () => {
    const fields = readDocumentedInventory().OptionalFields.filter((field) => field !== 'ObjectOwner')
    expect(remediationOutputs(await remediateWith(fields))).toMatchObject({ exitCode: 1, succeeded: '', jobs: 0 })
  })
})
