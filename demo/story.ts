// Knows the story of the demo: its scenes in their order, and what must be true after each.

import { addWorkflowRun } from '../emulator/github/state.ts'
import { advanceDays } from '../emulator/inventory/schedule.ts'
import { seedObject } from '../emulator/seed.ts'
import { readDocumentedPolicy, type Stage, WORK_BUCKET } from '../emulator/stage.ts'
import { describeIssues, type Stagehand } from './stagehand.ts'
import { countTagged, countTruth, SOURCE_BUCKETS } from './world.ts'

const HALF_A_DAY_MS = 43_200_000
const count = (number: number) => number.toLocaleString('en')

/** What the roles of the demo may in addition to an encryption, as docs/iam and docs/operations.md say. */
export function allowEverything({ world, roles }: Stage): void {
  const read = (file: string, bucket: string) =>
    readDocumentedPolicy(world, file, { bucket, repository: 'octo-org/octo-repo' })
  roles.batch.policies = [
    ...roles.batch.policies,
    read('batch-role-tag-policy.json', 'acme-records'),
    read('batch-role-restore-policy.json', 'acme-records'),
  ]
  const checks = SOURCE_BUCKETS.map((bucket) => read('preflight-policy.json', bucket))
  for (const role of [roles.plan, roles.remediation]) role.policies = [...role.policies, ...checks]
  const looks = SOURCE_BUCKETS.map((bucket) => read('posture-policy.json', bucket))
  for (const role of [roles.scan, roles.plan, roles.remediation]) role.policies = [...role.policies, ...looks]
}

type Scenery = { readonly stage: Stage; readonly hand: Stagehand }

/** Plays all scenes. What the action says is compared with the emulator's truth by `hand`. */
export async function tellStory(stage: Stage, hand: Stagehand): Promise<void> {
  const scenery = { stage, hand }
  await scanAtFirst(scenery)
  const planId = await planIt(scenery)
  await refuseOthers(scenery)
  await runApproved(scenery, planId)
  const baseline = await scanTheNextDay(scenery)
  await checkPullRequest(scenery, baseline)
  await loseDeliveries(scenery)
  await tagAndRestore(scenery)
}

/** Keys that only a customer has are no encryption that others can read: SSE-C is not accepted. */
const POLICY = { 'accepted-encryption': 'SSE-S3, SSE-KMS, DSSE-KMS', 'on-findings': 'fail-and-issue' }

const scanning = ({ roles }: Stage) => ({ ...POLICY, 'role-to-assume': roles.scan.arn })

/** An archived object is restored before it is copied. */
const remediating = ({ roles }: Stage) => ({
  ...POLICY,
  'role-to-assume': roles.remediation.arn,
  'batch-role-arn': roles.batch.arn,
  'work-location': `s3://${WORK_BUCKET}/s3-encryption/`,
  'restore-archived': 'true',
})

async function scanAtFirst({ stage, hand }: Scenery): Promise<void> {
  const truth = countTruth(stage.world)
  await hand.play({
    title: 'The scheduled scan',
    before:
      'Bucket settings say that all is encrypted, as S3 has done it by default since 2023. The scan reads what the objects themselves are.',
    play: async () => {
      const scan = await hand.step({ folder: '1-scheduled-scan', event: 'schedule', inputs: scanning(stage) })
      hand.check('objects that were judged', scan.outputs.get('objects-scanned'), truth.objects)
      hand.check('objects found not encrypted', scan.outputs.get('findings'), truth.unencrypted)
      hand.check('issues', describeIssues(stage), `#${scan.outputs.get('issue-number')} open`)
      hand.check('verdict', scan.outputs.get('verdict'), 'NON_COMPLIANT')
      hand.check('the step', scan.conclusion, 'failure')
      return `Red, as it should be: ${count(truth.unencrypted)} old objects are not encrypted, and one issue says so.`
    },
  })
}

async function planIt({ stage, hand }: Scenery): Promise<string> {
  const truth = countTruth(stage.world)
  let planId = ''
  await hand.play({
    title: 'A plan with its price',
    before: 'Before anything is changed, somebody asks what encrypting them in place would do and cost.',
    play: async () => {
      const inputs = { ...remediating(stage), 'role-to-assume': stage.roles.plan.arn, remediation: 'plan' }
      const plan = await hand.step({ folder: '2-plan', event: 'workflow_dispatch', inputs })
      planId = plan.outputs.get('plan-id') ?? ''
      hand.check('remediation', plan.outputs.get('remediation-status'), 'PLANNED')
      hand.check('jobs created', plan.outputs.get('job-ids'), '[]')
      hand.check('versions written', countTruth(stage.world).versions - truth.versions, 0)
      return `The plan has an id, ${planId}: whoever approves it approves exactly this, or less of it.`
    },
  })
  return planId
}

async function refuseOthers({ stage, hand }: Scenery): Promise<void> {
  const truth = countTruth(stage.world)
  await hand.play({
    title: 'A comment on a pull request asks for it',
    before: 'Anybody can write a comment, so a comment may not start a remediation, whatever the workflow says.',
    play: async () => {
      const inputs = { ...remediating(stage), remediation: 'run' }
      const comment = await hand.step({ folder: '3-comment', event: 'issue_comment', inputs })
      const titles = comment.annotations.map(({ properties }) => properties.get('title'))
      const refusals = new Set(titles.filter((title) => title?.endsWith('_REFUSED')))
      hand.check('the remediation', [...refusals].join(', '), 'REMEDIATION_REFUSED')
      hand.check('versions written', countTruth(stage.world).versions - truth.versions, 0)
      hand.check('objects not encrypted', countTruth(stage.world).unencrypted, truth.unencrypted)
      return 'Refused, and nothing was written to AWS.'
    },
  })
}

async function runApproved({ stage, hand }: Scenery, planId: string): Promise<void> {
  const { world } = stage
  const truth = countTruth(world)
  const inputs = { ...remediating(stage), remediation: 'run', 'approved-plan': planId }
  await hand.play({
    title: 'The plan is approved',
    before:
      'A reviewer of the protected environment approves. One object lies in an archive: S3 needs half a day to restore it.',
    play: async () => {
      const run = await hand.step({ folder: '4-run', event: 'workflow_dispatch', inputs })
      hand.check('remediation', run.outputs.get('remediation-status'), 'PENDING')
      hand.check('objects still not encrypted', countTruth(world).unencrypted, 1)
      hand.check('objects in the buckets, as before', countTruth(world).objects, truth.objects)
      world.clock.advance(HALF_A_DAY_MS)
      const end = await hand.step({ folder: '4-run-half-a-day-later', event: 'workflow_dispatch', inputs })
      hand.check('remediation', end.outputs.get('remediation-status'), 'COMPLETE')
      hand.check('tasks that failed', end.outputs.get('tasks-failed'), 0)
      hand.check('objects still not encrypted', countTruth(world).unencrypted, 0)
      hand.check('objects in the buckets, as before', countTruth(world).objects, truth.objects)
      return `${count(truth.unencrypted)} objects are encrypted, each exactly once, with their metadata, tags and storage class.`
    },
  })
}

/** The run of the scan that a pull request is compared with, as GitHub knows it. */
const NEXT_DAY = { id: 4711, event: 'schedule', headBranch: 'main', headRepository: 'octo-org/octo-repo' } as const

type Files = Readonly<Record<string, string>>

/** Returns the findings file of that day and what describes it, which later runs compare with. */
async function scanTheNextDay({ stage, hand }: Scenery): Promise<Files> {
  let files: Files = {}
  await hand.play({
    title: 'The next day',
    before: 'S3 delivers the next inventory reports: they, and not the action, say whether it worked.',
    play: async () => {
      await advanceDays(stage.world, 1)
      const inputs = { ...scanning(stage), 'findings-file': 'findings.csv' }
      const { id: runId, event } = NEXT_DAY
      const scan = await hand.step({ folder: '5-next-day', event, inputs, runId })
      addWorkflowRun(stage.world, NEXT_DAY.headRepository, NEXT_DAY)
      files = Object.fromEntries(['findings.csv', 'findings.csv.json'].map((name) => [name, scan.read(name)]))
      hand.check('verdict', scan.outputs.get('verdict'), 'COMPLIANT')
      hand.check('the step', scan.conclusion, 'success')
      hand.check('issues', describeIssues(stage), '#1 closed')
      return 'Green, and the issue is closed with the story of what happened.'
    },
  })
  return files
}

async function checkPullRequest({ stage, hand }: Scenery, baseline: Files): Promise<void> {
  const { world } = stage
  const lastModified = world.clock.now()
  seedObject(world, 'acme-logs', { key: 'logs/upload.gz', size: 7_000, status: 'SSE-C', lastModified })
  await advanceDays(world, 1)
  await hand.play({
    title: 'A pull request with one new finding',
    before:
      'A pull request adds a job that uploads with a key of its own (SSE-C). The check compares with the scan of the main branch.',
    play: async () => {
      const inputs = { ...scanning(stage), 'on-findings': 'fail', baseline: 'findings.csv' }
      const gate = await hand.step({ folder: '6-pull-request', event: 'pull_request', inputs, files: baseline })
      hand.check('findings that are new', gate.outputs.get('new-findings'), 1)
      hand.check('findings known before', gate.outputs.get('unchanged-findings'), 0)
      hand.check('the step', gate.conclusion, 'failure')
      return 'Red, on that object alone: what was known before would not have counted.'
    },
  })
}

async function loseDeliveries({ stage, hand }: Scenery): Promise<void> {
  await hand.play({
    title: 'Four days after deliveries stopped',
    before: 'Somebody breaks the policy of the destination bucket. The last report is green, but it is old.',
    play: async () => {
      stage.world.clock.advance(4 * 2 * HALF_A_DAY_MS)
      const stale = await hand.step({ folder: '7-stale', event: 'schedule', inputs: scanning(stage) })
      hand.check('verdict', stale.outputs.get('verdict'), 'INSUFFICIENT_DATA')
      hand.check('reason', stale.outputs.get('reason'), 'STALE')
      hand.check('the step', stale.conclusion, 'failure')
      return 'Red: a report that is too old proves nothing, so it is never called compliant.'
    },
  })
}

async function tagAndRestore({ stage, hand }: Scenery): Promise<void> {
  const { world } = stage
  await advanceDays(world, 1)
  const truth = countTruth(world)
  const { 'on-findings': _, 'accepted-encryption': __, 'restore-archived': ___, ...asked } = remediating(stage)
  const inputs = { ...asked, buckets: 'acme-records', remediation: 'run' }
  const tag = { operation: 'tag', tags: 'size=large', 'tags-existing': 'replace', 'min-size': '3 MB' }
  const restore = { operation: 'restore', include: 'backups/2018/**', 'wait-timeout': '5s' }
  await hand.play({
    title: 'Other operations, as careful',
    before:
      'Deliveries are back. Everything of 3 MB and more gets a tag for a lifecycle rule, and one archive folder is restored.',
    play: async () => {
      const tagging = await hand.step({ folder: '8-tag', event: 'workflow_dispatch', inputs: { ...inputs, ...tag } })
      hand.check('tagging', tagging.outputs.get('status'), 'COMPLETE')
      hand.check('objects tagged', tagging.outputs.get('tasks-succeeded'), countTagged(world, 'size', 'large'))
      const step = { event: 'workflow_dispatch', inputs: { ...inputs, ...restore } }
      const asked = await hand.step({ ...step, folder: '8-restore' })
      hand.check('restore', asked.outputs.get('status'), 'PENDING')
      world.clock.advance(HALF_A_DAY_MS)
      const restored = await hand.step({ ...step, folder: '8-restored' })
      hand.check('restore, half a day later', restored.outputs.get('status'), 'COMPLETE')
      hand.check('versions written', countTruth(world).versions - truth.versions, 0)
      return 'Done and checked, with a record of all tags as they were before.'
    },
  })
}
