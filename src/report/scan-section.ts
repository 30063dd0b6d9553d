// Reports the inventory report and scan of one bucket: the counts, where the findings are, the evidence for the
// verdict.

import type { Findings } from '../findings/findings.ts'
import { HELD_BACK_ADVICE } from '../result/advice.ts'
import type { BucketResult } from '../result/run-result.ts'
import { objectUrl } from '../words/console-url.ts'
import { ENCRYPTION_STATUSES, type ObjectCount } from '../words/encryption.ts'
import { formatBytes, formatDate, formatDay, formatDuration, formatNoun } from '../words/numbers.ts'
import { showKey } from '../words/outside-text.ts'
import { bullets, code, details, type Inline, link, type Markdown, md, NOTHING, stack, table } from './markdown.ts'

const MAX_SAMPLES = 10
const MAX_STORAGE_CLASSES = 20

/** Objects that the verdict is about: current versions that are neither delete markers nor excluded. */
export function judgedObjects(scan: Findings): number {
  return ENCRYPTION_STATUSES.reduce((sum, status) => sum + scan.current[status].objects, 0)
}

/** Storage classes, sizes and sample keys of the findings. Keys only if they may be shown. */
export function renderFindings(scan: Findings, listKeys: boolean): Markdown {
  if (scan.findings.objects === 0) return NOTHING
  const classes = [...scan.findingsByStorageClass].sort(([, a], [, b]) => b.objects - a.objects)
  const classRows = classes.slice(0, MAX_STORAGE_CLASSES).map(([name, tally]) => [code(name), ...tallyCells(tally)])
  const sizeRows = scan.findingsBySize.map(({ label, tally }) => [label, ...tallyCells(tally)])
  return stack(
    details(
      'Findings by storage class and size',
      stack(tallyTable('Storage class', classRows), tallyTable('Object size', sizeRows)),
    ),
    listKeys ? renderSamples(scan) : NOTHING,
  )
}

/** What was excluded from the remediation, why, and what would help. */
export function renderHeldBack(scan: Findings): Markdown {
  const rows = [...scan.heldBack]
    .filter(([, { tally }]) => tally.objects > 0)
    .sort(([, a], [, b]) => b.tally.objects - a.tally.objects)
    .map(([reason, { tally }]): Inline[] => {
      const { why, advice } = HELD_BACK_ADVICE[reason]
      return [code(reason), ...tallyCells(tally), why, advice]
    })
  if (rows.length === 0) return NOTHING
  const columns = [
    { title: 'Held back' },
    { title: 'Objects', align: 'right' as const },
    { title: 'Size', align: 'right' as const },
    { title: 'Why' },
    { title: 'What helps' },
  ]
  return stack(md`Findings a copy could damage are held back. They still count as findings.`, table(columns, rows))
}

function renderSamples(scan: Findings): Markdown {
  const items = scan.samples.slice(0, MAX_SAMPLES).map((sample) => {
    const size = sample.size === undefined ? '' : `, ${formatBytes(BigInt(sample.size))}`
    return md`${code(showKey(sample.key))} ${code(sample.status)} ${code(sample.storageClass)}${size}`
  })
  if (items.length === 0) return NOTHING
  return details(`Sample of ${formatNoun(items.length, 'finding')}, keys percent-encoded`, bullets(items))
}

function tallyTable(title: string, rows: readonly (readonly Inline[])[]): Markdown {
  return table([{ title }, { title: 'Objects', align: 'right' }, { title: 'Size', align: 'right' }], rows)
}

function tallyCells({ objects, bytes }: ObjectCount): [number, string] {
  return [objects, formatBytes(bytes)]
}

/** When the findings are of, as a link to the report's manifest.json in the console. */
export function describeDate(bucket: BucketResult): Markdown {
  return bucket.dataSource === undefined ? md`–` : linkReport(bucket, formatDate(bucket.dataSource.asOf))
}

/** The same in a narrow cell of a page about now: the day, and how old that is. */
export function describeDay(bucket: BucketResult): Markdown {
  const { dataSource } = bucket
  if (dataSource === undefined) return md`–`
  return md`${linkReport(bucket, formatDay(dataSource.asOf))}<br>${formatDuration(dataSource.ageMs)}&nbsp;old`
}

const linkReport = ({ report, region }: BucketResult, date: string): Markdown =>
  region === undefined || report === undefined
    ? md`${date}`
    : link(date, objectUrl(region, report.location.destinationBucket, report.manifestKey))
