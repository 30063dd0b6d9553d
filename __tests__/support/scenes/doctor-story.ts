// Knows the story of every fault: planted, found in a pass that only reads, mended with what was printed, fine.

import { readFileSync } from 'node:fs'
import { expect } from '@jest/globals'
import { DESTINATION_BUCKET } from '../../../emulator/stage.ts'
import { type Schema, validate } from '../json-schema.ts'
import { applyFix } from '../paste.ts'
import type { Scenario } from '../scenario.ts'
import { lineOf, type ToldLine } from './doctor.ts'
import type { Fault } from './doctor-faults.ts'

type Inputs = Readonly<Record<string, string>>
type Run = Awaited<ReturnType<Scenario['run']>>

export const schema = JSON.parse(readFileSync('docs/doctor.schema.json', 'utf8')) as Schema

/** Only reads: of S3 and GitHub by their method, of the others by their operation. */
export function expectOnlyReads({ requests }: Run): void {
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
export async function expectFoundAndMended(scenario: Scenario, inputs: Inputs, fault: Fault): Promise<void> {
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
function nameDestination(line: ToldLine): ToldLine {
  const { fix } = line
  return {
    ...line,
    fix: fix && { ...fix, paste: fix.paste?.replaceAll('DESTINATION-BUCKET', DESTINATION_BUCKET) ?? '' },
  }
}
