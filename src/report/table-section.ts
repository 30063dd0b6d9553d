// Shows the evidence of a table of S3 Metadata: as of when it shows the bucket, how it was counted, what it cannot know.

import type { DataSource } from '../findings/data-source.ts'
import type { Findings, QueryRecord } from '../findings/findings.ts'
import type { MetadataProof } from '../findings/proof.ts'
import { formatBytes, formatCount, formatDate, formatDuration, formatNoun } from '../words/numbers.ts'
import { safeLine, safeText, say } from '../words/outside-text.ts'
import type { LogGroup } from './log-group.ts'
import { bullets, details, type Inline, keyCode, type Markdown, md } from './markdown.ts'

const UNKNOWN = 'ACLs, Object Lock, and tiers of S3 Intelligent-Tiering'
/** S3 User Guide, "Querying metadata tables": its queries with row_number() are for smaller tables. */
const LARGE_TABLE_ROWS = 1_000_000_000

/** Before a table is counted. */
export function describeTable(
  bucket: string,
  { asOf, ageMs, maxAgeMs = 0, why }: DataSource,
  { workgroup, maxBytes }: { readonly workgroup: string; readonly maxBytes: number | undefined },
): LogGroup {
  const limit = maxBytes === undefined ? '' : `; ${formatBytes(BigInt(maxBytes))} allowed in all`
  return {
    title: safeLine(`Inventory table of ${bucket}: as of ${formatDate(asOf)}, ${formatDuration(ageMs)} old`),
    lines: [
      ...(why === undefined ? [] : [safeText(why)]),
      `${formatDuration(maxAgeMs)} are allowed`,
      `${say`Athena workgroup ${workgroup}`}: queries read the columns they need of all rows; how many bytes that is is known afterwards${limit}`,
      `The table does not show ${UNKNOWN}`,
    ],
  }
}

/** What AWS advises for a table of so many rows; undefined for smaller ones. */
export const sayLargeTable = (rows: number): string | undefined =>
  rows <= LARGE_TABLE_ROWS
    ? undefined
    : `The table has ${formatNoun(rows, 'row')}. AWS advises against ordering the versions of each key (a window function) above 1,000,000,000: if queries fail or take long, let S3 Inventory list the bucket`

/** The evidence for a verdict that rests on a table. */
export function renderTable(
  { proof, scan, why }: { readonly proof: MetadataProof; readonly scan: Findings; readonly why: string | undefined },
  counts: readonly Inline[],
): Markdown {
  const { asOf, ageMs, maxAgeMs, rows, table } = proof
  const lines: Inline[] = [
    md`Inventory table ${keyCode(table.name)} of namespace ${keyCode(table.namespace)} in S3 Metadata, as of ${formatDate(asOf)}: the oldest record that was not in it yet, less 15&nbsp;minutes`,
    `${formatDuration(ageMs)} old; ${formatDuration(maxAgeMs)} are allowed`,
    ...(why === undefined ? [] : [why]),
    `${formatNoun(rows, 'row')} counted by Athena, of which every one is in one of the counts; ${sayQueries(scan.queries ?? [])}`,
    ...sayTableSample(proof),
    ...counts,
    `Not known: ${UNKNOWN}`,
  ]
  return details('Evidence for the verdict', bullets(lines))
}

const sayQueries = (queries: readonly QueryRecord[]) =>
  `${formatNoun(queries.length, 'query', 'queries')}, ${formatBytes(queries.reduce((sum, { bytesScanned }) => sum + BigInt(bytesScanned), 0n))} scanned`

/** The objects that were looked at before anything was planned. */
export const sayTableSample = ({ sample }: MetadataProof): string[] =>
  sample === undefined || sample.looked === 0
    ? []
    : [
        `${formatNoun(sample.looked, 'finding')} compared with HeadObject: ${formatCount(sample.agreeing)} as the table has them, the others deleted or written since`,
      ]
