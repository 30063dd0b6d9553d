import { afterEach, expect, it } from '@jest/globals'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { BUCKET, closeScenarios, takePermission } from '../support/scenario.ts'
import { BATCH_ROLE, expectStopped, openPreflight, preflightOf, runWithPreflight } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it.each([
  ['CopyInPlace', 's3:PutObjectTagging', `s3:PutObjectTagging on arn:aws:s3:::${BUCKET}/*`],
  ['ReadJobManifests', 's3:GetObject', `s3:GetObject on arn:aws:s3:::${WORK_BUCKET}/*`],
  ['WriteCompletionReports', 's3:PutObject', `s3:PutObject on arn:aws:s3:::${WORK_BUCKET}/*`],
])('the batch role is wrong where it lacks in %s the permission %s', async (sid, action, text) => {
  const scenario = await openPreflight()
  takePermission(scenario, BATCH_ROLE, sid, action)
  const statement = `docs/iam/batch-role-policy.json (statement ${sid})`
  expectStopped(scenario, await runWithPreflight(scenario), 'batch-role-permissions', text, statement)
})

it('does not take a permission that only some objects need for one that all need', async () => {
  const scenario = await openPreflight()
  takePermission(scenario, BATCH_ROLE, 'CopyInPlace', 's3:PutObjectAnnotation')
  const result = await runWithPreflight(scenario)
  expect(preflightOf(result).find(({ check }) => check === 'batch-role-permissions')).toMatchObject({
    status: 'unknown',
  })
})
