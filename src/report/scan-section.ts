// Reports the inventory report and scan of one bucket: the counts, where the findings are, the evidence for the
// verdict.

import type { DataSource } from '../findings/data-source.ts'
import type { Findings } from '../findings/findings.ts'
import { HELD_BACK_ADVICE } from '../result/advice.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus, type ObjectCount } from '../words/encryption.ts'
import { formatBytes, formatDate, formatDuration, formatNoun, formatShare } from '../words/numbers.ts'
import { showKey } from '../words/outside-text.ts'
import { bullets, code, details, type Inline, keyCode, type Markdown, md, NOTHING, stack, table } from './markdown.ts'
import type { Tense } from './tense.ts'

const MAX_PREFIXES = 10
const MAX_SAMPLES = 10
const MAX_STORAGE_CLASSES = 20

/** Objects that the verdict is about: current versions that are neither delete markers nor excluded. */
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

/** An accepted status can have findings if the policy has requirements for keys. */
function tellAccepted(findings: number): Markdown {
  return findings === 0 ? { markdown: '✅ accepted' } : md`✅ accepted, ❌ **${findings} by their key**`
}

/** Objects of a status that is not accepted; some of them may be excepted. */
function tellUnaccepted(objects: number, findings: number): Markdown {
  if (findings === 0) return { markdown: '➖ excepted' }
  const finding = { markdown: '❌ **finding**' }
  return findings === objects ? finding : md`${finding}, ${objects - findings} excepted`
}

/** Prefixes, storage classes, sizes and sample keys of the findings. Keys and prefixes only if they may be shown. */
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

/** The date that the findings are about, and its current age if the page is about now, in one table cell. */
export function describeDate(source: DataSource | undefined, tense: Tense): Markdown {
  if (source === undefined) return md`–`
  const date = formatDate(source.asOf)
  return tense === 'lasting' ? md`${date}` : md`${date}<br>${formatDuration(source.ageMs)} old`
}
