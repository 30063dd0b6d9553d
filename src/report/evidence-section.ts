// Shows the evidence for a verdict: the report, its files and rows, and the keys that were checked.

import type { Findings } from '../findings/findings.ts'
import { filesOf, type GeneratedProof } from '../findings/proof.ts'
import type { Coverage } from '../inventory/coverage.ts'
import type { InventoryReport } from '../inventory/report.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import {
  formatBytes,
  formatBytesExactly,
  formatCount,
  formatDate,
  formatDuration,
  formatNoun,
} from '../words/numbers.ts'
import { sayBareVersions } from './lifecycle-section.ts'
import { renderListing } from './listing-section.ts'
import { bullets, code, details, type Inline, keyCode, type Markdown, md, NOTHING } from './markdown.ts'
import { sayMissingColumns } from './missing-columns.ts'
import { renderTable } from './table-section.ts'
import type { Tense } from './tense.ts'

const MAX_PASSED_OVER = 5

/** The evidence: which report, how old, how it was proven, what it covers and what it does not. */
export function renderEvidence(
  { dataSource: source, report, reports, scan }: Pick<BucketResult, 'dataSource' | 'report' | 'reports' | 'scan'>,
  result: RunResult,
  tense: Tense,
): Markdown {
  if (scan?.proof.source === 'metadata') {
    return renderTable({ proof: scan.proof, scan, why: source?.why }, describeCounts(scan))
  }
  if (scan?.proof.source === 'list') return renderListing(scan.proof, source ?? {}, result.listKeys)
  if (report === undefined) return scan?.proof.source === 'manifest-generator' ? renderList(scan.proof) : NOTHING
  const lines = (reports ?? [report]).flatMap((one) => describeReport(one, result, tense))
  if (scan !== undefined) lines.push(...describeOverlaps(scan), ...describeRows(scan))
  return details('Evidence for the verdict', bullets(lines))
}

function describeReport(report: InventoryReport, result: RunResult, tense: Tense): Inline[] {
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
  return [...lines, ...sayMissingColumns(manifest.columns)]
}

/** How rows of several reports that may be of the same object were counted. */
export function describeOverlaps({ overlaps }: Pick<Findings, 'overlaps'>): string[] {
  if (overlaps === undefined) return []
  const { superseded, overridden, remaining } = overlaps
  return [
    `Where reports overlap the newest row of a key counts: ${formatNoun(overridden, 'finding')} of older reports overridden by a newer row, ${formatNoun(remaining, 'finding')} that no newer report lists (they count), ${formatNoun(superseded.objects, 'compliant or excluded row')} of older reports not counted`,
  ]
}

/** What S3's manifest generator listed, and what became of it. */
function renderList({ asOf, jobs, listed, looked, gone, leftOut }: GeneratedProof): Markdown {
  return details(
    'Evidence for the findings',
    bullets([
      `S3 listed ${formatNoun(listed, 'object')} written before ${formatDate(asOf)}, for ${formatNoun(jobs.length, 'job')} that did not run`,
      `${formatNoun(looked, 'object')} looked at, each with HeadObject; ${formatNoun(gone, 'object')} deleted since, ${formatNoun(leftOut, 'object')} left out by include and exclude`,
      md`S3 does not say which objects it looked at: **this shows findings, and never that there are no others**`,
    ]),
  )
}

/** Which part of the bucket the report lists, and how far that is proven. */
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

/** The evidence for the verdict on KMS keys, in a few lines. */
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

/** How keys that are listed more than once were counted. */
export function describeDuplicates({ duplicates }: Pick<Findings, 'duplicates'>): string[] {
  if (duplicates === undefined) {
    return ['More findings than are compared by key: their rows are counted, of which some may be of the same object']
  }
  const { keys, rows, contradictory } = duplicates
  if (rows === 0) return []
  const apart = contradictory === 0 ? '' : `; the rows of ${formatNoun(contradictory, 'key')} differ`
  return [
    `${formatNoun(keys, 'key')} of findings listed more than once, with ${formatNoun(rows, 'duplicate row')}: each key is counted once${apart}`,
  ]
}

function describeRows(scan: Findings): Inline[] {
  const proven = filesOf(scan.proof).reduce((sum, file) => sum + BigInt(file.size), 0n)
  const files = formatNoun(filesOf(scan.proof).length, 'inventory file')
  return [
    `${formatNoun(scan.rows, 'row')} read from ${files}, ${formatBytesExactly(proven)}, checksums proven`,
    ...describeCounts(scan),
  ]
}

/** What was counted beside findings, whatever the source of the rows is. */
function describeCounts(scan: Findings): Inline[] {
  const noncurrent = ENCRYPTION_STATUSES.reduce((sum, status) => sum + scan.noncurrent[status].objects, 0)
  const lines: Inline[] = [...describeEvidence(scan), ...describeDuplicates(scan)]
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
