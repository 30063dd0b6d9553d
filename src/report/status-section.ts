// Shows objects and bytes by encryption status, of one bucket or of all, as a table with bars and as a pie.

import type { Findings } from '../findings/findings.ts'
import { sumAftermath } from '../result/aftermath.ts'
import { type BucketResult, hasOnePolicy, type RunResult } from '../result/run-result.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../words/encryption.ts'
import { formatBytes, formatCount, formatShares } from '../words/numbers.ts'
import { drawBar } from './amounts.ts'
import { code, type Inline, type Markdown, md, mermaid, NOTHING, stack, table } from './markdown.ts'

export type StatusRow = {
  readonly status: EncryptionStatus
  readonly objects: number
  /** Undefined if a report has no sizes. */
  readonly bytes: bigint | undefined
  readonly findings: number
}

/** Objects by status, those with findings first; statuses without objects are left out. */
export function sumStatuses(scans: readonly Findings[]): readonly StatusRow[] {
  return ENCRYPTION_STATUSES.map((status) => ({
    status,
    objects: scans.reduce((sum, { current }) => sum + current[status].objects, 0),
    bytes: sumBytes(scans.map(({ current }) => current[status].bytes)),
    findings: scans.reduce((sum, { findingsByStatus }) => sum + findingsByStatus[status].objects, 0),
  }))
    .filter(({ objects }) => objects > 0)
    .sort((a, b) => Number(b.findings > 0) - Number(a.findings > 0))
}

const sumBytes = (parts: readonly (bigint | undefined)[]) =>
  parts.reduce((sum, bytes) => (sum === undefined || bytes === undefined ? undefined : sum + bytes), 0n)

/** What a remediation changed is not in the report it began with. */
export const titleStatuses = ({ buckets }: RunResult): string =>
  sumAftermath(buckets) === undefined ? 'Objects by encryption' : 'Objects by encryption, in the report'

/** All buckets together: the table, and a pie if there is something to compare. */
export function renderStatuses(result: RunResult): Markdown {
  const rows = sumStatuses(result.buckets.flatMap(({ scan }) => scan ?? []))
  const [first, ...others] = result.buckets
  const only = others.length === 0 ? first?.policy : undefined
  const accepted = hasOnePolicy(result) ? result.acceptedEncryption : only?.acceptedEncryption
  return stack(renderTable(rows, accepted), renderPie(rows))
}

/** One of several buckets. */
export function renderStatusTable({ scan, policy }: BucketResult, result: RunResult): Markdown {
  return scan === undefined ? NOTHING : renderTable(sumStatuses([scan]), (policy ?? result).acceptedEncryption)
}

function renderTable(rows: readonly StatusRow[], accepted: readonly EncryptionStatus[] | undefined): Markdown {
  const objects = formatShares(rows.map((row) => row.objects))
  const bytes = shareBytes(rows)
  const total = rows.reduce((sum, row) => sum + row.objects, 0)
  return table(
    [
      { title: 'Encryption' },
      { title: 'Policy' },
      { title: 'Objects', align: 'right' },
      { title: 'Share' },
      { title: 'Size', align: 'right' },
      { title: 'Share', align: 'right' },
    ],
    rows.map((row, index): Inline[] => [
      code(row.status),
      tellPolicy(row, accepted),
      row.objects,
      { markdown: `${drawBar(row.objects, total).markdown}&nbsp;${objects[index] ?? ''}` },
      row.bytes === undefined ? 'not read' : formatBytes(row.bytes),
      { markdown: bytes?.[index] ?? '–' },
    ]),
  )
}

/** In ten-thousandths of all bytes, which a number holds exactly. */
function shareBytes(rows: readonly StatusRow[]): readonly string[] | undefined {
  const total = sumBytes(rows.map(({ bytes }) => bytes))
  if (total === undefined || total === 0n) return undefined
  return formatShares(rows.map(({ bytes = 0n }) => Number(bytes)))
}

/** Without one policy for all buckets, only the findings can be told. */
function tellPolicy(
  { status, objects, findings }: StatusRow,
  accepted: readonly EncryptionStatus[] | undefined,
): Inline {
  if (accepted === undefined)
    return findings === 0 ? { markdown: '✅ no finding' } : md`❌ **${findings}** by its bucket's policy`
  return accepted.includes(status) ? tellAccepted(findings) : tellUnaccepted(objects, findings)
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

/** Findings are red and amber, everything else green and blue; the table has the same numbers. */
const COLORS = {
  finding: ['#cf222e', '#fa4549', '#bc4c00', '#9a6700', '#82071e'],
  other: ['#1f883d', '#0969da', '#0a7b83', '#57606a', '#8250df'],
}

function renderPie(rows: readonly StatusRow[]): Markdown {
  const slices = rows.flatMap(({ status, objects, findings }) => [
    { label: `${status}, findings`, objects: findings, kind: 'finding' as const },
    { label: status as string, objects: objects - findings, kind: 'other' as const },
  ])
  const drawn = slices.filter(({ objects }) => objects > 0).sort((a, b) => b.objects - a.objects)
  if (drawn.length < 2) return NOTHING
  const used = { finding: 0, other: 0 }
  const colors = drawn.map(({ kind }, index) => `"pie${index + 1}": "${COLORS[kind][used[kind]++]}"`)
  return mermaid([
    // Without a theme of its own, so that GitHub's light and dark ones keep the words readable.
    `%%{init: {"themeVariables": {${colors.join(', ')}}}}%%`,
    'pie',
    ...drawn.map(({ label, objects }) => `  "${label}: ${formatCount(objects)}" : ${objects}`),
  ])
}
