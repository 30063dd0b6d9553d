// Knows how one bucket's report and scan are told: the counts, where the findings are, what the verdict rests on.

import type { Findings } from '../findings/findings.ts'
import type { Coverage } from '../inventory/coverage.ts'
import type { InventoryReport } from '../inventory/report.ts'
import { HELD_BACK_ADVICE } from '../result/advice.ts'
import type { RunResult } from '../result/run-result.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus, type ObjectCount } from '../words/encryption.ts'
import {
  formatBytes,
  formatBytesExactly,
  formatCount,
  formatDate,
  formatDuration,
  formatNoun,
  formatShare,
} from '../words/numbers.ts'
import { showKey } from '../words/outside-text.ts'
import { sayBareVersions } from './lifecycle-section.ts'
import { bullets, code, details, type Inline, keyCode, type Markdown, md, NOTHING, stack, table } from './markdown.ts'
import { sayMissingColumns } from './missing-columns.ts'

/** `now` for the summary, read today; `lasting` for the issue, where an age would be wrong tomorrow. */
export type Tense = 'now' | 'lasting'

const MAX_PREFIXES = 10
const MAX_SAMPLES = 10
const MAX_PASSED_OVER = 5
const MAX_STORAGE_CLASSES = 20

/** Objects the verdict speaks of: current versions that are not delete markers and not excluded. */
export function judgedObjects(scan: Findings): number {
  return ENCRYPTION_STATUSES.reduce((sum, status) => sum + scan.current[status].objects, 0)
}

/** Objects and bytes by encryption status, findings first. */
export function renderStatusTable(scan: Findings, accepted: readonly EncryptionStatus[]): Markdown {
  const total = judgedObjects(scan)
  const present = ENCRYPTION_STATUSES.filter((status) => scan.current[status].objects > 0)
  const rows = [...present]
    .sort((a, b) => Number(accepted.includes(a)) - Number(accepted.includes(b)))
    .map((status): Inline[] => {
      const { objects, bytes } = scan.current[status]
      const findings = scan.findingsByStatus[status].objects
      return [
        code(status),
        accepted.includes(status) ? tellAccepted(findings) : tellUnaccepted(objects, findings),
        objects,
        bytes === undefined ? 'not read' : formatBytes(bytes),
        { markdown: formatShare(objects, total) },
      ]
    })
  return table(
    [
      { title: 'Encryption' },
      { title: 'Policy' },
      { title: 'Objects', align: 'right' },
      { title: 'Size', align: 'right' },
      { title: 'Share', align: 'right' },
    ],
    rows,
  )
}

/** An accepted status can have findings, where the policy asks more of the key. */
function tellAccepted(findings: number): Markdown {
  return findings === 0 ? { markdown: '✅ accepted' } : md`✅ accepted, ❌ **${findings} by their key**`
}

/** Objects of a status that is not accepted, of which some may be excepted. */
function tellUnaccepted(objects: number, findings: number): Markdown {
  if (findings === 0) return { markdown: '➖ excepted' }
  const finding = { markdown: '❌ **finding**' }
  return findings === objects ? finding : md`${finding}, ${objects - findings} excepted`
}

/** Prefixes, storage classes, sizes and sample keys of the findings. Keys and prefixes only where they may be shown. */
export function renderFindings(scan: Findings, listKeys: boolean): Markdown {
  if (scan.findings.objects === 0) return NOTHING
  const classes = [...scan.findingsByStorageClass].sort(([, a], [, b]) => b.objects - a.objects)
  const classRows = classes.slice(0, MAX_STORAGE_CLASSES).map(([name, tally]) => [code(name), ...tallyCells(tally)])
  const sizeRows = scan.findingsBySize.map(({ label, tally }) => [label, ...tallyCells(tally)])
  return stack(
    listKeys ? renderPrefixes(scan) : NOTHING,
    details(
      'Findings by storage class and size',
      stack(tallyTable('Storage class', classRows), tallyTable('Object size', sizeRows)),
    ),
    listKeys ? renderSamples(scan) : NOTHING,
  )
}

/** What was left out of the remediation, why, and what would help. */
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

/** The evidence: which report, how old, how it was proven, what it covers and what it does not. */
export function renderEvidence(
  report: InventoryReport | undefined,
  scan: Findings | undefined,
  result: RunResult,
  tense: Tense,
): Markdown {
  if (report === undefined) return NOTHING
  const { location, manifest } = report
  const versions = { All: 'all versions', Current: 'current versions only' }
  const lines: Inline[] = [
    md`Report ${keyCode(report.folder)} of configuration ${keyCode(location.configurationId)} in ${code(location.destinationBucket)}, started ${formatDate(manifest.createdAt)}`,
    tense === 'now'
      ? `${formatDuration(report.ageMs)} old; ${formatDuration(report.maxAgeMs)} are allowed`
      : `At most ${formatDuration(report.maxAgeMs)} old when it was read`,
    `${location.frequency ?? 'Frequency unknown'}, ${manifest.format}, ${location.includedVersions === undefined ? 'versions as the report says' : versions[location.includedVersions]}`,
  ]
  lines.push(describeCoverage(location.coverage, result.listKeys))
  for (const { folder, why } of report.passedOver.slice(0, MAX_PASSED_OVER)) {
    lines.push(md`Skipped the newer report ${keyCode(folder)}: ${why}`)
  }
  if (report.passedOver.length > MAX_PASSED_OVER) {
    lines.push(`Skipped ${formatNoun(report.passedOver.length - MAX_PASSED_OVER, 'more report')}`)
  }
  lines.push(...sayMissingColumns(manifest.columns))
  if (scan !== undefined) lines.push(...describeRows(scan))
  return details('Evidence for the verdict', bullets(lines))
}

/** What of the bucket the report lists, and how far that is proven. */
function describeCoverage(coverage: Coverage, listKeys: boolean): Markdown {
  const read = 'as the run found it. That does not prove what it was when the report was made'
  switch (coverage.kind) {
    case 'whole':
      return md`Lists the whole bucket, by the inventory configuration ${read}`
    case 'prefix': {
      const prefix = listKeys ? keyCode(coverage.prefix) : md`a prefix (keys are not shown here)`
      return md`**Lists only ${prefix}**: the inventory configuration is limited to it, ${read}`
    }
    case 'unknown':
      return md`**It is unknown whether it lists the whole bucket:** ${coverage.why}`
  }
}

/** What the verdict on keys rests on, in at most a few lines. */
export function describeEvidence({ evidence }: Pick<Findings, 'evidence'>): string[] {
  if (evidence === undefined) return []
  const { judgedByColumn, candidates, requests, gone, changed, breaches, missing } = evidence
  return [
    ...(judgedByColumn === 0
      ? []
      : [`Bucket keys by the inventory's BucketKeyStatus: ${formatNoun(judgedByColumn, 'object')}`]),
    ...(candidates === 0
      ? []
      : [
          `Keys by HeadObject: ${formatNoun(candidates, 'object')}, ${formatNoun(requests, 'request')}; ${formatCount(gone)} gone and ${formatCount(changed)} written since the report`,
        ]),
    ...(breaches.key === 0 ? [] : [`Under another key: ${formatNoun(breaches.key, 'object')}`]),
    ...(breaches['bucket-key'] === 0
      ? []
      : [`Without a bucket key, by HeadObject: ${formatNoun(breaches['bucket-key'], 'object')}`]),
    ...(breaches.status === 0
      ? []
      : [`Written since the report with another encryption: ${formatNoun(breaches.status, 'object')}`]),
    ...(missing === undefined ? [] : [`Evidence missing: ${missing.message}`]),
  ]
}

/** How keys listed more than once were counted. */
export function describeDuplicates({ duplicates }: Pick<Findings, 'duplicates'>): string[] {
  if (duplicates === undefined) {
    return ['More findings than are compared by key: their rows are counted, of which some may be of the same object']
  }
  const { keys, rows, contradictory } = duplicates
  if (rows === 0) return []
  const apart = contradictory === 0 ? '' : `; the rows of ${formatNoun(contradictory, 'key')} differ`
  return [
    `${formatNoun(keys, 'key')} of findings listed more than once, in ${formatNoun(rows, 'row')} too many: each key is counted once${apart}`,
  ]
}

function describeRows(scan: Findings): Inline[] {
  const proven = scan.proof.files.reduce((sum, file) => sum + BigInt(file.size), 0n)
  const noncurrent = ENCRYPTION_STATUSES.reduce((sum, status) => sum + scan.noncurrent[status].objects, 0)
  const lines: Inline[] = [
    `${formatNoun(scan.rows, 'row')} read from ${formatNoun(scan.proof.files.length, 'inventory file')}, ${formatBytesExactly(proven)}, checksums proven`,
  ]
  lines.push(...describeEvidence(scan), ...describeDuplicates(scan))
  if (scan.excluded.objects > 0) {
    lines.push(
      `${formatNoun(scan.excluded.objects, 'object')} (${formatBytes(scan.excluded.bytes)}) left out by include and exclude`,
    )
  }
  if (noncurrent > 0) {
    lines.push(
      md`${formatNoun(noncurrent, 'noncurrent version')}, ${sayBareVersions(scan)}: reported here, never evaluated and never changed`,
    )
  }
  if (scan.deleteMarkers > 0) lines.push(formatNoun(scan.deleteMarkers, 'delete marker'))
  return lines
}

function renderPrefixes(scan: Findings): Markdown {
  const rows = scan.topPrefixes.slice(0, MAX_PREFIXES).map(({ prefix, tally }): Inline[] => {
    const name = prefix === '' ? md`(no prefix)` : keyCode(prefix)
    return [name, ...tallyCells(tally), { markdown: formatShare(tally.objects, scan.findings.objects) }]
  })
  return table(
    [
      { title: 'Findings under' },
      { title: 'Objects', align: 'right' },
      { title: 'Size', align: 'right' },
      { title: 'Share', align: 'right' },
    ],
    rows,
  )
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

/** The report's date, and its age for readers of today, in one table cell. */
export function describeDate(report: InventoryReport | undefined, tense: Tense): Markdown {
  if (report === undefined) return md`–`
  const date = formatDate(report.manifest.createdAt)
  return tense === 'lasting' ? md`${date}` : md`${date}<br>${formatDuration(report.ageMs)} old`
}
