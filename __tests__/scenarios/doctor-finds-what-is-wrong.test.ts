// The doctor looks at everything a run needs in one pass, writes nothing, and prints the fix of each fault, which works.

import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { DESTINATION_BUCKET } from '../../emulator/stage.ts'
import { type Schema, validate } from '../support/json-schema.ts'
import { applyFix } from '../support/paste.ts'
import { closeScenarios, type Scenario } from '../support/scenario.ts'
import {
  doctorOf,
  encryptHealthily,
  lineOf,
  linesOf,
  notFine,
  openHealthy,
  openHealthyWithKey,
} from '../support/scenes/doctor.ts'
import {
  DELIVERY_FAULTS,
  type Fault,
  GITHUB_FAULTS,
  INVENTORY_FAULTS,
  REMEDIATION_FAULTS,
  SIGN_IN_FAULTS,
} from '../support/scenes/doctor-faults.ts'

afterEach(closeScenarios)

type Inputs = Readonly<Record<string, string>>
type Run = Awaited<ReturnType<Scenario['run']>>

const schema = JSON.parse(readFileSync('docs/doctor.schema.json', 'utf8')) as Schema

/** Only reads: of S3 and GitHub by their method, of the others by their operation. */
function expectOnlyReads({ requests }: Run): void {
  const reads = /^(Get|Head|List|Describe|Simulate|AssumeRoleWithWebIdentity$|GetCallerIdentity$)/
  const writes = requests.filter(
    ({ method, operation, service }) =>
      service !== 'oidc' &&
      !(service === 's3' || service === 'github' ? method === 'GET' || method === 'HEAD' : reads.test(operation)),
  )
  // An issue without a title, which GitHub refuses to create.
  expect(
    writes.filter(
      ({ operation, status }) => !(operation === 'POST /repos/{owner}/{repo}/issues' && Number(status) >= 400),
    ),
  ).toEqual([])
}

/** Found with its words, then mended with nothing but what was printed. */
async function expectFoundAndMended(scenario: Scenario, inputs: Inputs, fault: Fault): Promise<void> {
  await fault.plant(scenario)
  const given = { ...inputs, ...fault.inputs }
  const before = await scenario.run(given, fault.options)
  expect(before.exitCode).toBe(1)
  expectOnlyReads(before)
  expect(validate(before.report, schema)).toEqual([])
  const line = lineOf(before, fault.check, fault.about)
  expect(line).toMatchObject({ status: 'wrong' })
  expect(`${line?.found} ${line?.fix?.say}`).toContain(fault.says)
  expect(before.outputs.get('status')).toBe('WRONG')
  if (line === undefined) return
  if (fault.isSaid === true) expect(line.fix?.paste).toBeUndefined()
  const more = fault.isSaid === true ? {} : await applyFix(scenario, nameDestination(line))
  if (fault.isSaid === true && fault.mend === undefined) return
  await fault.mend?.(scenario)
  const after = await scenario.run({ ...given, ...more })
  expect(lineOf(after, fault.check, fault.about)).toMatchObject({ status: 'fine' })
}

/** The only word that a person must replace. */
function nameDestination(line: NonNullable<ReturnType<typeof lineOf>>) {
  const { fix } = line
  return {
    ...line,
    fix: fix && { ...fix, paste: fix.paste?.replaceAll('DESTINATION-BUCKET', DESTINATION_BUCKET) ?? '' },
  }
}

describe('a healthy world', () => {
  it('has no complaint before a scan', async () => {
    const scenario = await openHealthy()
    const run = await scenario.run({ mode: 'doctor' })
    expect(notFine(run)).toEqual([])
    expect(run.exitCode).toBe(0)
    expect(run.outputs.get('status')).toBe('FINE')
    expect(run.outputs.get('verdict')).toBe('')
    expectOnlyReads(run)
    expect(validate(run.report, schema)).toEqual([])
    expect(run.summary).toContain('Everything is fine')
    expect(linesOf(run).map(({ check }) => check)).toContain('delivery-policy')
  })

  it('has no complaint before a remediation that keeps an issue', async () => {
    const scenario = await openHealthy()
    const run = await scenario.run(doctorOf(scenario, { 'on-findings': 'issue' }))
    expect(notFine(run)).toEqual([])
    expect(run.exitCode).toBe(0)
    expectOnlyReads(run)
  })

  it('has no complaint where objects get a key, and reports are under another', async () => {
    const { scenario, inputs } = await openHealthyWithKey()
    await encryptHealthily(scenario)
    const run = await scenario.run(doctorOf(scenario, inputs))
    expect(notFine(run)).toEqual([])
    expect(lineOf(run, 'report-key')).toMatchObject({ status: 'fine' })
    expect(lineOf(run, 'target-key-use')).toMatchObject({ status: 'fine' })
  })
})

describe('the doctor of a scan finds that', () => {
  it.each([...SIGN_IN_FAULTS, ...INVENTORY_FAULTS, ...DELIVERY_FAULTS])('$name', async (fault) => {
    await expectFoundAndMended(await openHealthy(), { mode: 'doctor' }, fault)
  })

  it.each(GITHUB_FAULTS)('$name', async (fault) => {
    await expectFoundAndMended(await openHealthy(), { mode: 'doctor', 'on-findings': 'issue' }, fault)
  })
})

describe('the doctor of a remediation finds that', () => {
  it.each(REMEDIATION_FAULTS)('$name', async (fault) => {
    const scenario = await openHealthy()
    await expectFoundAndMended(scenario, doctorOf(scenario), fault)
  })

  it.each([
    ['Disabled', 'KeyState Disabled'],
    ['PendingDeletion', 'KeyState PendingDeletion'],
  ] as const)('the target key is %s', async (state, says) => {
    const { scenario, key, inputs } = await openHealthyWithKey()
    const plant = () => {
      key.state = state
    }
    await expectFoundAndMended(scenario, doctorOf(scenario, inputs), { name: state, check: 'target-key', says, plant })
  })

  it('the policy of the target key names others only', async () => {
    const { scenario, key, inputs } = await openHealthyWithKey()
    const others = { AWS: [scenario.roles.remediation.arn] }
    const says = 'the key policy neither allows the role nor its account'
    const plant = () => {
      key.policy = { Statement: [{ Effect: 'Allow', Principal: others, Action: 'kms:*', Resource: '*' }] }
    }
    await expectFoundAndMended(scenario, doctorOf(scenario, inputs), {
      name: says,
      check: 'target-key-use',
      says,
      plant,
    })
  })
})

describe('what the doctor may not look at', () => {
  it('is unknown, never fine, and the step fails', async () => {
    const scenario = await openHealthy()
    const { roles } = scenario
    roles.scan.policies = roles.scan.policies.filter(({ Statement }) =>
      Statement.every(({ Sid }) => Sid !== 'SeeWhetherReportsAreDelivered'),
    )
    const run = await scenario.run({ mode: 'doctor' })
    expect(run.exitCode).toBe(1)
    expect(run.outputs.get('status')).toBe('UNKNOWN')
    expect(lineOf(run, 'delivery-policy')).toMatchObject({ status: 'unknown' })
    expect(lineOf(run, 'delivery-policy')?.fix?.say).toContain('docs/iam/doctor-policy.json')
    expect(linesOf(run).filter(({ status }) => status === 'wrong')).toEqual([])
  })
})

it('never stops at the first fault: all faults of one world are told in one pass', async () => {
  const scenario = await openHealthy()
  const planted = REMEDIATION_FAULTS.filter(({ check }) =>
    ['permissions', 'pass-role', 'unfinished-uploads'].includes(check),
  )
  for (const fault of planted) await fault.plant(scenario)
  const run = await scenario.run(doctorOf(scenario))
  for (const { check, about } of planted) expect(lineOf(run, check, about)).toMatchObject({ status: 'wrong' })
  expect(notFine(run)).toHaveLength(planted.length)
})
