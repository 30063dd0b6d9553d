import { afterEach, describe, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { settle } from '../../emulator/unsettled.ts'
import { fixedPart, listPermissions, listRefusals } from '../support/permissions.ts'
import { jobsOf, oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario, type Scenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

const open = () => openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })

/** Where only NewObjectMetadata can name the encryption, even two objects are tried first. */
async function openTried(): Promise<Scenario> {
  const scenario = await openScenario({
    seed: (world) => {
      getBucket(world, BUCKET).defaultEncryption = { algorithm: 'aws:kms', bucketKey: true, explicit: true }
      seedFindings(world, oldKeys(2), { metadata: { owner: 'blue' }, tags: { team: 'blue' } })
    },
  })
  settle(scenario.world, 'new-object-metadata', 'keeps-metadata')
  return scenario
}

/** Creates the job suspended, then confirms it and follows it to its end: every call a remediation makes. */
async function confirmThenRun(scenario: Scenario) {
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
  return await run(scenario)
}

/** Read for the price and the warnings of the plan: without them it says what it does not know, and goes on. */
const FOR_THE_PRICE = ['s3:GetLifecycleConfiguration', 's3:GetBucketNotification', 's3:GetBucketWebsite']

const run = ({ run, remediation }: Scenario) => run(remediation)

it.each([
  ['', open],
  [' after it tried a few objects', openTried],
])('remediates with the documented role%s, and asks for nothing else', async (_name, openStory) => {
  const scenario = await openStory()

  const result = await confirmThenRun(scenario)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  const refused = listRefusals(scenario.world)
  expect(refused).toEqual([])
})

describe('without a permission the remediation is not complete, and says which one is missing:', () => {
  const needed = listPermissions('remediation-role-policy.json').filter(
    ({ action }) => action !== 's3:AbortMultipartUpload' && !FOR_THE_PRICE.includes(action),
  )
  it.each(needed)('$action on $resource', async ({ sid, action, resource }) => {
    const scenario = await (sid === 'CompareTagsAndAnnotationsOfCanaries' ? openTried() : open())
    takePermission(scenario, scenario.roles.remediation.arn, sid, action)

    const isForConfirming = action === 's3:UpdateJobStatus'
    const result = await (isForConfirming ? confirmThenRun(scenario) : run(scenario))

    expect(result.exitCode).toBe(1)
    expect(result.outputs.get('remediation-status')).not.toBe('COMPLETE')
    const told = decodeURIComponent(`${result.annotated}\n${result.summary}`.replaceAll(/%(?![0-9A-F]{2})/g, '%25'))
    expect(told).toContain(action)
    expect(told).toContain(fixedPart(resource))
  })
})

it.each(FOR_THE_PRICE)('remediates without %s, and says what it does not know', async (action) => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.remediation.arn, 'ReadBucketSettings', action)

  const result = await run(scenario)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(result.stdout).toContain(`could not be read (${action} is not allowed)`)
})

it('leaves the parts of a broken upload behind only without s3:AbortMultipartUpload', async () => {
  const keys = Array.from({ length: 2850 }, (_, index) => `${'é'.repeat(500)}${index + 1}`)
  const scenario = await openScenario({ seed: (world) => seedFindings(world, keys, { size: 1 }) })
  const { world, roles } = scenario
  const { policies } = roles.remediation
  takePermission(scenario, roles.remediation.arn, 'WriteJobManifestsReadCompletionReports', 's3:AbortMultipartUpload')
  const breakUpload = async () => {
    const effect = { kind: 'error', status: 403, code: 'AccessDenied' } as const
    const match = { operation: 'UploadPart', urlIncludes: 'partNumber=2' }
    world.faults.push({ match, phase: 'before', effect, times: 1 })
    await run(scenario)
    return getBucket(world, WORK_BUCKET).uploads.size
  }

  expect(await breakUpload()).toBe(1)
  roles.remediation.policies = policies
  expect(await breakUpload()).toBe(1)
  // The five objects that are copied first, and never the job over the others.
  expect(jobsOf(world).map((job) => job.tasks?.length)).toEqual([5])
}, 240_000)
