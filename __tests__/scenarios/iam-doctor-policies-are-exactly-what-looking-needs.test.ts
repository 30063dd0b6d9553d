// With the documented policies everything can be looked at; without any one of their permissions something cannot.

import { afterEach, expect, it } from '@jest/globals'
import { athenaState } from '../../emulator/athena/state.ts'
import { decisionsOfSessions, listPermissions } from '../support/permissions.ts'
import { attach } from '../support/remediation.ts'
import { closeScenarios, takePermission } from '../support/scenario.ts'
import { ATHENA_INPUTS, DATABASE } from '../support/scenes/athena.ts'
import { doctorOf, encryptHealthily, linesOf, openHealthy } from '../support/scenes/doctor.ts'

afterEach(closeScenarios)

const FILES = ['doctor-policy.json', 'doctor-work-policy.json']
const OF_KEY = 'doctor-kms-policy.json'
const OF_ATHENA = 'doctor-athena-policy.json'

async function openEncrypted() {
  const scenario = await openHealthy()
  await encryptHealthily(scenario)
  return scenario
}

it('the doctor may make every call that it makes', async () => {
  const scenario = await openEncrypted()
  const run = await scenario.run(doctorOf(scenario))
  expect(run.outputs.get('status')).toBe('FINE')
  const ours = decisionsOfSessions(scenario.world)
  expect(ours.filter(({ allowed }) => !allowed)).toEqual([])
})

async function openWithAthena() {
  const scenario = await openHealthy()
  athenaState(scenario.world).databases.set(DATABASE, new Map())
  attach(scenario, 'remediation', [OF_ATHENA])
  return scenario
}

const permissions = [
  ...FILES.flatMap(listPermissions).map((permission) => ({ ...permission, open: openHealthy })),
  ...listPermissions(OF_KEY).map((permission) => ({ ...permission, open: openEncrypted })),
  ...listPermissions(OF_ATHENA).map((permission) => ({ ...permission, open: openWithAthena })),
]

it.each(permissions)('needs $action of $sid', async ({ sid, action, open }) => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.remediation.arn, sid, action)
  const run = await scenario.run(doctorOf(scenario, open === openWithAthena ? ATHENA_INPUTS : {}))
  const unknown = linesOf(run).filter(({ status }) => status === 'unknown')
  expect(run.outputs.get('status')).toBe('UNKNOWN')
  expect(JSON.stringify(unknown)).toContain(action)
})
