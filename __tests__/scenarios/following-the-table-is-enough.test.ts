// Each role has what the table in docs/iam/README.md says for its case, to the letter, and nothing else.

import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { listPermissions } from '../support/permissions.ts'
import { currentObjects, remediationOutputs, statuses } from '../support/remediation.ts'
import { closeScenarios, takePermission } from '../support/scenario.ts'
import { openRestore, openRewrap, RESTORE, REWRAP, refusals, restore, rewrap } from '../support/scenes/by-the-table.ts'

afterEach(closeScenarios)

it('names only files that the table gives to that role', () => {
  const rows = readFileSync('docs/iam/README.md', 'utf8').split('\n')
  const rolesOf = (file: string) => rows.find((row) => row.startsWith(`| \`${file}\``))?.split('|')[2] ?? ''
  for (const file of [...REWRAP.remediation, ...RESTORE.remediation]) expect(rolesOf(file)).toMatch(/the action's/)
  for (const file of [...REWRAP.batch, ...RESTORE.batch]) expect(rolesOf(file)).toMatch(/the batch role/)
})

describe('where jobs only change keys', () => {
  it('every object gets its key, and nothing is refused', async () => {
    const scenario = await openRewrap()
    const [wanted] = scenario.world.kmsKeys.keys()

    const run = await rewrap(scenario)

    expect(remediationOutputs(run)).toEqual({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2', failed: '0' })
    const keys = [...currentObjects(scenario.world).values()].map(({ encryption }) => encryption.kmsKeyArn)
    expect(keys).toEqual([wanted, wanted])
    expect(refusals(scenario)).toEqual([])
  })

  it.each(listPermissions('batch-role-update-encryption-policy.json'))(
    'needs $action by $sid',
    async ({ sid, action }) => {
      const scenario = await openRewrap()
      takePermission(scenario, scenario.roles.batch.arn, sid, action)

      const run = await rewrap(scenario)

      expect(remediationOutputs(run)).toMatchObject({ exitCode: 1 })
      expect(refusals(scenario).map((decision) => decision.action)).toContain(action)
    },
  )
})

describe('where jobs only restore', () => {
  it('every object is being restored, and nothing is refused', async () => {
    const scenario = await openRestore()

    const run = await restore(scenario)

    expect(remediationOutputs(run)).toMatchObject({ jobs: 1, succeeded: '2', failed: '0' })
    const restored = [...currentObjects(scenario.world).values()].map((version) => version.restore !== undefined)
    expect(restored).toEqual([true, true])
    expect(refusals(scenario)).toEqual([])
  })

  it.each(listPermissions('batch-role-restore-policy.json'))('needs $action by $sid', async ({ sid, action }) => {
    const scenario = await openRestore()
    takePermission(scenario, scenario.roles.batch.arn, sid, action)

    const run = await restore(scenario)

    expect(remediationOutputs(run)).not.toMatchObject({ succeeded: '2' })
    expect(refusals(scenario).map((decision) => decision.action)).toContain(action)
    expect(statuses(scenario.world)).toEqual({ 'old/1': 'NOT-SSE', 'old/2': 'NOT-SSE' })
  })
})
