// The buckets of a run as a table of the summary, and what became of each, in words that the issue uses as well. Narrow
// enough that on GitHub no name of a bucket of the usual length is broken.

import { isSettled, remediationOf } from '../result/end-of-remediation.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { countTasks } from '../result/task-counts.ts'
import type { RemediationMode } from '../settings/remediation-settings.ts'
import { bucketUrl } from '../words/console-url.ts'
import { formatBytes, formatCount, formatNoun } from '../words/numbers.ts'
import { code, type Inline, link, type Markdown, md, NOTHING, show, stack, strong, table } from './markdown.ts'
import { sortBuckets, VERDICT_SIGNS } from './overview.ts'
import { REMEDIATION_WORDS } from './remediation-section.ts'
import { describeDay, judgedObjects } from './scan-section.ts'

/** Links to jobs in the row of a bucket. */
const MAX_JOBS = 4
const MAX_LINKED_ROWS = 200

/** One row per bucket, worst first, at most `maxRows`; the rest are only counted. */
export function renderBucketTable(result: RunResult, maxRows: number): Markdown {
  const sorted = sortBuckets(result.buckets)
  const columns = [
    { title: 'Bucket' },
    { title: 'Findings', align: 'right' as const },
    { title: 'Size', align: 'right' as const },
    { title: 'Report' },
    ...(result.remediation.mode === 'none' ? [] : [{ title: 'Remediation' }]),
  ]
  const rows = sorted.slice(0, maxRows).map((bucket, index) => {
    // Half of a row are links: a fleet needs the room for its buckets.
    return bucketCells(index < MAX_LINKED_ROWS ? bucket : withoutLinks(bucket), result)
  })
  return stack(table(columns, rows), describeRest(sorted.slice(maxRows)))
}

const withoutLinks = (bucket: BucketResult): BucketResult => ({
  ...bucket,
  region: undefined,
  jobs: bucket.jobs.map((job) => ({ ...job, url: '' })),
})

/** The name, as a link to the bucket in the console. */
export function linkBucket({ bucket, region }: Pick<BucketResult, 'bucket' | 'region'>): Markdown {
  return region === undefined ? code(bucket) : link(code(bucket), bucketUrl(region, bucket))
}

function bucketCells(bucket: BucketResult, { remediation }: RunResult): Inline[] {
  const { scan } = bucket
  return [
    md`${linkBucket(bucket)}<br>${describeVerdict(bucket, remediation.mode)}`,
    scan === undefined ? md`–` : countFindings(scan.findings.objects, judgedObjects(scan)),
    scan === undefined ? md`–` : formatBytes(scan.findings.bytes),
    describeDay(bucket),
    ...(remediation.mode === 'none' ? [] : [describeRemediation(bucket, remediation.mode)]),
  ]
}

const countFindings = (findings: number, objects: number): Markdown => {
  const count = findings === 0 ? md`0` : strong(formatCount(findings))
  return md`${count}&nbsp;of&nbsp;${objects}`
}

/** The verdict is that of the report, also after all of its findings were encrypted. */
export function describeVerdict(bucket: BucketResult, mode: RemediationMode): Markdown {
  const { reason, verdict } = bucket.judgement
  const isOver = verdict === 'NON_COMPLIANT' && isSettled(bucket, mode)
  const sign = { markdown: isOver ? '🔒' : VERDICT_SIGNS[verdict] }
  return md`${sign}&nbsp;${code(reason ?? verdict)}${isOver ? md` in the report` : NOTHING}`
}

/** The status, once there is something to count the tasks, and the jobs. */
export function describeRemediation(bucket: BucketResult, mode: RemediationMode): Markdown {
  const words = { markdown: REMEDIATION_WORDS[remediationOf(bucket, mode)] }
  const tasks = countTasks(bucket.jobs, bucket.direct?.result === undefined ? [] : [bucket.direct.result])
  const lines = [
    words,
    tasks === undefined ? NOTHING : md`${tasks.succeeded}&nbsp;succeeded`,
    tasks === undefined || tasks.failed === 0 ? NOTHING : md`**${tasks.failed}&nbsp;failed**`,
    linkJobs(bucket),
  ].flatMap(({ markdown }) => (markdown === '' ? [] : [markdown]))
  return { markdown: lines.join('<br>') }
}

/** The jobs in the console; canaries are shown with the job they were made for. */
function linkJobs(bucket: BucketResult): Markdown {
  const jobs = bucket.jobs.filter(({ isCanary, url }) => !isCanary && url !== '')
  const [first, ...others] = jobs.slice(0, MAX_JOBS)
  if (first === undefined) return NOTHING
  const name = others.length === 0 ? md`job` : md`job&nbsp;1`
  const links = [link(name, first.url), ...others.map(({ url }, index) => link(`${index + 2}`, url))].map(show)
  if (jobs.length > MAX_JOBS) links.push(`${formatCount(jobs.length - MAX_JOBS)}&nbsp;more`)
  return { markdown: links.join(',&nbsp;') }
}

/** Buckets beyond those that are listed, counted by verdict. */
export function describeRest(buckets: readonly BucketResult[]): Markdown {
  if (buckets.length === 0) return NOTHING
  const counts = (['INSUFFICIENT_DATA', 'NON_COMPLIANT', 'COMPLIANT'] as const).flatMap((verdict) => {
    const count = buckets.filter(({ judgement }) => judgement.verdict === verdict).length
    return count === 0 ? [] : [show(md`${count} ${code(verdict)}`)]
  })
  return md`… and ${formatNoun(buckets.length, 'more bucket')}: ${{ markdown: counts.join(', ') }}. The JSON report has all of them.`
}
