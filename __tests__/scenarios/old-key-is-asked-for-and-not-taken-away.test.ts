// An object that the report calls not encrypted was put under a key since. Each role has what the table in docs/iam/README.md
// says, to the letter.

import { afterEach, describe, expect, it } from '@jest/globals'
import { listPermissions, listRefusals } from '../support/permissions.ts'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, type Scenario, takePermission } from '../support/scenario.ts'
import { openRewritten } from '../support/scenes/old-key.ts'

afterEach(closeScenarios)

const refusals = ({ world }: Scenario) => listRefusals(world)

describe.each(['direct', 'batch'] as const)('copy-engine: %s', (engine) => {
  it('reads it under its key and gives it the target key', async () => {
    const { scenario, run, encryptions, wanted } = await openRewritten({ target: 'SSE-KMS', engine })

    expect(remediationOutputs(await run())).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })

    expect(encryptions()).toEqual({ plain: wanted, rewritten: wanted })
    expect(refusals(scenario)).toEqual([])
  })

  it('takes no key away for SSE-S3', async () => {
    const { run, encryptions, old } = await openRewritten({ target: 'SSE-S3', engine })

    const result = await run()

    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '1', failed: '1' })
    expect(result.summary).toContain(
      engine === 'direct' ? 'the object is now encrypted with a KMS key' : 'AccessDenied',
    )
    expect(encryptions()).toEqual({ plain: 'S3', rewritten: old })
  })
})

it.each(listPermissions('direct-copy-old-key-policy.json'))('needs $action by $sid', async ({ sid, action }) => {
  const { scenario, run, encryptions, wanted, old } = await openRewritten({ target: 'SSE-KMS', engine: 'direct' })
  takePermission(scenario, scenario.roles.remediation.arn, sid, action)

  const result = await run()

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '1' })
  expect(refusals(scenario).map((decision) => decision.action)).toContain(action)
  expect(result.summary + result.annotated).toContain('direct-copy-old-key-policy.json')
  expect(encryptions()).toEqual({ plain: wanted, rewritten: old })
})

it('needs kms:Decrypt of the batch role, too', async () => {
  const { scenario, run, encryptions, wanted, old } = await openRewritten({ target: 'SSE-KMS', engine: 'batch' })
  takePermission(scenario, scenario.roles.batch.arn, 'TakeOldKeyFromDataKeys', 'kms:Decrypt')

  expect(remediationOutputs(await run())).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '1' })

  expect(refusals(scenario).map((decision) => decision.action)).toContain('kms:Decrypt')
  expect(encryptions()).toEqual({ plain: wanted, rewritten: old })
})
