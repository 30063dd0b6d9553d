// Tells the whole story on a loopback AWS: a scheduled scan, a remediation, the next day, tags
// and a restore, a stale report. The real bundle
// runs as GitHub's runner would run it; at each step the emulator's own truth must agree with what the action said.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { githubState } from '../emulator/github/state.ts'
import { advanceDays } from '../emulator/inventory/schedule.ts'
import { type ActionResult, runAction } from '../emulator/runner/run-action.ts'
import { readDocumentedPolicy, type Stage, setStage, WORK_BUCKET } from '../emulator/stage.ts'
import { countTagged, countTruth, fillWorld, SOURCE_BUCKETS } from './world.ts'

const ROOT = join(import.meta.dirname, '..')
const OUT = join(ROOT, 'demo', 'out')
const startedAt = performance.now()
let wrong = 0

const say = (text = '') => console.log(text)
const title = (text: string) => say(`\n\u001b[1m${text}\u001b[0m`)
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** One line of the ending: what the action said beside what is true. */
function check(what: string, said: unknown, truth: unknown): void {
  const ok = String(said) === String(truth)
  if (!ok) wrong += 1
  say(`  ${ok ? '✔' : '✘'} ${what}: ${said}${ok ? '' : ` — but the emulator says ${truth}`}`)
}

async function runStep(
  stage: Stage,
  folder: string,
  event: string,
  inputs: Record<string, string>,
): Promise<ActionResult> {
  const since = performance.now()
  const result = await runAction({
    main: join(ROOT, 'dist', 'index.js'),
    inputs: { buckets: SOURCE_BUCKETS.join('\n'), 'poll-interval': '200ms', ...inputs },
    env: stage.env,
    event: { name: event, payload: { repository: { private: true, visibility: 'private' } } },
    onLine: (line) => {
      if (!/^::(debug|add-mask|endgroup)/.test(line))
        // The runner shows an annotation's `%0A` as the line break it stands for.
        for (const text of line.split('%0A'))
          say(`  │ ${text.replace(/^::group::/, '▸ ').replace(/^::(\w+)[^:]*::/, '$1: ')}`)
    },
  })
  mkdirSync(join(OUT, folder), { recursive: true })
  writeFileSync(join(OUT, folder, 'summary.md'), result.summary)
  writeFileSync(join(OUT, folder, 'log.txt'), result.maskedLog)
  const issues = [...githubState(stage.world).repositories.values()].flatMap((repository) => [
    ...repository.issues.values(),
  ])
  for (const issue of issues)
    writeFileSync(join(OUT, folder, `issue-${issue.number}.md`), `# ${issue.title} (${issue.state})\n\n${issue.body}\n`)
  result.cleanUp()
  say(
    `  The step ${result.conclusion === 'success' ? 'succeeded' : 'failed'} after ${seconds(since)}; summary in demo/out/${folder}/summary.md`,
  )
  return result
}

/** What the roles need besides an encryption, as docs/operations.md says. */
function allowOperations({ world, roles }: Stage): void {
  const names = { bucket: 'acme-records', repository: 'octo-org/octo-repo' }
  for (const file of ['batch-role-tag-policy.json', 'batch-role-restore-policy.json']) {
    roles.batch.policies = [...roles.batch.policies, readDocumentedPolicy(world, file, names)]
  }
}

function openIssues(stage: Stage): string {
  const issues = [...githubState(stage.world).repositories.values()].flatMap((repository) => [
    ...repository.issues.values(),
  ])
  return issues.map((issue) => `#${issue.number} ${issue.state}`).join(', ')
}

async function main(): Promise<void> {
  rmSync(OUT, { recursive: true, force: true })
  title('A loopback AWS with three buckets')
  const stage = await setStage({
    sourceBuckets: SOURCE_BUCKETS,
    start: Date.UTC(2026, 10, 20, 6),
    copiesDirectly: true,
  })
  const { world, roles } = stage
  allowOperations(stage)
  fillWorld(world)
  await advanceDays(world, 1)
  const before = countTruth(world)
  say(
    `  ${before.objects.toLocaleString('en')} objects (${before.versions.toLocaleString('en')} versions), ${before.unencrypted.toLocaleString('en')} of them not encrypted; last night's inventory is delivered (${seconds(startedAt)})`,
  )

  title('1. The scheduled scan finds them, opens an issue and fails')
  const scan = await runStep(stage, '1-scheduled-scan', 'schedule', {
    'role-to-assume': roles.scan.arn,
    'on-findings': 'fail-and-issue',
  })
  check('verdict', scan.outputs.get('verdict'), 'NON_COMPLIANT')
  check('findings', scan.outputs.get('findings'), before.unencrypted)
  check('step', scan.conclusion, 'failure')
  check('issue', openIssues(stage), `#${scan.outputs.get('issue-number')} open`)

  const remediate = {
    'role-to-assume': roles.remediation.arn,
    remediation: 'run',
    'batch-role-arn': roles.batch.arn,
    'work-location': `s3://${WORK_BUCKET}/s3-encryption/`,
  }
  title('2. A comment on a pull request asks for the remediation')
  const comment = await runStep(stage, '2-comment', 'issue_comment', { ...remediate, 'on-findings': 'warn' })
  check('verdict', comment.outputs.get('verdict'), 'NON_COMPLIANT')
  check(
    'refused',
    /^REMEDIATION_REFUSED/m.test(comment.annotations.map((one) => one.properties.get('title')).join('\n')),
    true,
  )
  check('step', comment.conclusion, 'failure')
  check('versions written', countTruth(world).versions - before.versions, 0)
  check('not encrypted, as before', countTruth(world).unencrypted, before.unencrypted)

  title('3. Somebody starts the remediation by hand')
  const remediation = await runStep(stage, '3-remediation', 'workflow_dispatch', {
    ...remediate,
    'on-findings': 'fail-and-issue',
  })
  const after = countTruth(world)
  check('tasks succeeded', remediation.outputs.get('tasks-succeeded'), before.unencrypted - after.unencrypted)
  check('tasks failed', remediation.outputs.get('tasks-failed'), 0)
  check(
    'remediation (one object over 5 GB is copied in parts, one archived is held back)',
    remediation.outputs.get('remediation-status'),
    'INCOMPLETE',
  )
  check('objects', after.objects, before.objects)

  title('4. The next day’s inventory shows what is left')
  await advanceDays(world, 1)
  const next = await runStep(stage, '4-next-day', 'schedule', {
    'role-to-assume': roles.scan.arn,
    'on-findings': 'fail-and-issue',
  })
  check('findings', next.outputs.get('findings'), after.unencrypted)
  check('issue', openIssues(stage), `#${scan.outputs.get('issue-number')} open`)

  title('5. Somebody tags everything of 3 MB and more, and restores one archive folder')
  const select = { buckets: 'acme-records', 'role-to-assume': roles.remediation.arn }
  const tagging = await runStep(stage, '5-tag', 'workflow_dispatch', {
    ...remediate,
    ...select,
    operation: 'tag',
    tags: 'size=large',
    'tags-existing': 'replace',
    'min-size': '3 MB',
  })
  check('verdict', tagging.outputs.get('verdict'), '')
  check('status', tagging.outputs.get('status'), 'COMPLETE')
  check('tasks succeeded', tagging.outputs.get('tasks-succeeded'), countTagged(world, 'size', 'large'))
  const restore = { ...remediate, ...select, operation: 'restore', include: 'backups/2018/**', 'wait-timeout': '5s' }
  const asked = await runStep(stage, '5-restore', 'workflow_dispatch', restore)
  check('status while S3 restores', asked.outputs.get('status'), 'PENDING')
  world.clock.advance(86_400_000 / 2)
  const restored = await runStep(stage, '5-restored', 'workflow_dispatch', restore)
  check('status half a day later', restored.outputs.get('status'), 'COMPLETE')
  check('jobs', restored.outputs.get('job-ids'), asked.outputs.get('job-ids'))
  check('versions written', countTruth(world).versions, after.versions)

  title('6. The schedule, four days after deliveries stopped')
  world.clock.advance(4 * 86_400_000)
  const stale = await runStep(stage, '6-stale', 'schedule', remediate)
  check('verdict', `${stale.outputs.get('verdict')} / ${stale.outputs.get('reason')}`, 'INSUFFICIENT_DATA / STALE')
  check('step', stale.conclusion, 'failure')
  check('nothing was copied', countTruth(world).versions, after.versions)

  await stage.close()
  title(
    wrong === 0 ? `The action and the emulator agree on everything. ${seconds(startedAt)}` : `${wrong} disagreement(s)`,
  )
  say('  Look at demo/out/: summaries, issue and logs of each step.')
  process.exitCode = wrong === 0 ? 0 : 1
}

await main()
