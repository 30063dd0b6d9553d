import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs, statuses } from '../support/remediation.ts'
import { closeScenarios, takePermission } from '../support/scenario.ts'
import { openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it('a role that may not see locks copies nothing itself, and names the permission', async () => {
  const scenario = await openLocked(1, { copiesDirectly: true })
  const { arn } = scenario.roles.remediation
  for (const sid of ['SeeLocks', 'LookAtObjectsToCopy']) takePermission(scenario, arn, sid, 's3:GetObjectLegalHold')
  const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })
  expect(run.report).toMatchObject({ buckets: [{ directCopies: { outcomes: [{ outcome: 'denied', objects: 1 }] } }] })
  expect(run.summary).toContain('s3:GetObjectLegalHold')
  expect(statuses(scenario.world)).toEqual({ 'old/1': 'NOT-SSE' })
})

it('a role that may not see locks or find the versions that were copied is no success', async () => {
  const scenario = await openLocked(1)
  takePermission(scenario, scenario.roles.remediation.arn, 'FindTheVersionsThatWereCopied', 's3:ListBucketVersions')
  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 1 })
  expect(run.annotated).toContain('s3:ListBucketVersions')
  expect(run.annotated).toContain('docs/iam/object-lock-policy.json')
})
