// Shows under which prefixes the findings are, in one bucket or in all. Prefixes are parts of keys.

import type { BucketResult } from '../result/run-result.ts'
import type { ObjectCount } from '../words/encryption.ts'
import { formatBytes, formatShares } from '../words/numbers.ts'
import { drawBar } from './amounts.ts'
import { code, type Inline, keyCode, type Markdown, md, NOTHING, table } from './markdown.ts'

const MAX_PREFIXES = 10
/** Of a prefix, so that the table is not wider than GitHub's page. */
const MAX_CHARS = 48
/** Of the findings; smaller prefixes are counted with all others, unless they are among the first three. */
const SMALLEST_SHARE = 0.01
const MIN_PREFIXES = 3

type PrefixRow = { readonly bucket: string; readonly prefix: string; readonly tally: ObjectCount }

/** The prefixes with the most findings, and a row for all others; nothing if keys may not be shown. */
export function renderPrefixes(buckets: readonly BucketResult[], listKeys: boolean): Markdown {
  const total = buckets.reduce((sum, { scan }) => sum + (scan?.findings.objects ?? 0), 0)
  if (!listKeys || total === 0) return NOTHING
  const shown = listPrefixes(buckets, total)
  const rest = total - shown.reduce((sum, { tally }) => sum + tally.objects, 0)
  const objects = [...shown.map(({ tally }) => tally.objects), rest]
  const shares = formatShares(objects)
  const hasSeveral = buckets.length > 1
  const rows = shown.map(({ bucket, prefix, tally }, index): Inline[] => [
    md`${hasSeveral ? md`${code(bucket)}<br>` : NOTHING}${prefix === '' ? md`(no prefix)` : keyCode(prefix, MAX_CHARS)}`,
    tally.objects,
    formatBytes(tally.bytes),
    share(tally.objects, total, shares[index]),
  ])
  if (rest > 0) rows.push(['all other prefixes', rest, '–', share(rest, total, shares.at(-1))])
  const columns = [
    { title: 'Findings under' },
    { title: 'Objects', align: 'right' as const },
    { title: 'Size', align: 'right' as const },
    { title: 'Share' },
  ]
  return table(columns, rows)
}

/** The prefixes with the most findings, most first, of all buckets together. */
export function listPrefixes(buckets: readonly BucketResult[], total: number): readonly PrefixRow[] {
  return buckets
    .flatMap(({ bucket, scan }) => (scan?.topPrefixes ?? []).map((top) => ({ bucket, ...top })))
    .sort((a, b) => b.tally.objects - a.tally.objects)
    .slice(0, MAX_PREFIXES)
    .filter(({ tally }, index) => index < MIN_PREFIXES || tally.objects >= total * SMALLEST_SHARE)
}

const share = (part: number, total: number, text = ''): Markdown => ({
  markdown: `${drawBar(part, total).markdown}&nbsp;${text}`,
})
