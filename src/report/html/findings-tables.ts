// The tables of the page about findings: where they are, a sample of them, and which are held back.

import { dirname, relative } from 'node:path/posix'
import type { BucketChanges } from '../../baseline/baseline.ts'
import { HELD_BACK_ADVICE } from '../../result/advice.ts'
import type { FindingsFile, RunResult } from '../../result/run-result.ts'
import { formatBytes, formatCount, formatNoun } from '../../words/numbers.ts'
import type { EncodedKey } from '../../words/object-key.ts'
import { safeLine } from '../../words/outside-text.ts'
import { sumFindings } from '../overview.ts'
import { listPrefixes } from '../prefix-section.ts'
import { comparedOf, standingOfKey } from '../since-baseline.ts'
import { type Html, html, NO_HTML, readableKey, type Say } from './markup.ts'
import { type Cell, table } from './pieces.ts'

/** So that a page of any fleet stays under two megabytes; the findings file has the rest. */
const MAX_SAMPLES = 2_000

export function renderPrefixes({ buckets, listKeys }: RunResult): Html {
  if (!listKeys) return NO_HTML
  const total = sumFindings({ buckets })
  const rows = listPrefixes(buckets, total).map(({ bucket, prefix, tally }): readonly Cell[] => [
    html`<code>${safeLine(bucket)}</code>`,
    prefix === '' ? '(no prefix)' : readableKey(prefix as EncodedKey),
    tally.objects,
    { shown: formatBytes(tally.bytes), value: Number(tally.bytes ?? 0n) },
  ])
  return table(
    'prefixes',
    [
      { title: 'Bucket' },
      { title: 'Findings under' },
      { title: 'Objects', isNumber: true },
      { title: 'Size', isNumber: true },
    ],
    rows,
  )
}

/** A sample; where all of them are, if there is a file. */
export function renderFindings(result: RunResult, path: string): Html {
  const { buckets, findingsFile, listKeys } = result
  const compared = comparedOf(result)?.buckets
  const total = sumFindings({ buckets })
  if (total === 0) return NO_HTML
  const samples = listKeys
    ? buckets.flatMap(({ bucket, scan }) => (scan?.samples ?? []).map((sample) => ({ bucket, ...sample })))
    : []
  const sample = samples.slice(0, MAX_SAMPLES)
  const isAnyHeldBack = sample.some(({ heldBack }) => heldBack !== undefined)
  const rows = sample.map(({ bucket, key, status, storageClass, size, heldBack }): readonly Cell[] => [
    html`<code>${safeLine(bucket)}</code>`,
    readableKey(key),
    status,
    safeLine(storageClass),
    { shown: size === undefined ? '–' : formatBytes(BigInt(size)), value: size ?? -1 },
    ...(isAnyHeldBack ? [heldBack === undefined ? '' : HELD_BACK_ADVICE[heldBack].short] : []),
    ...(compared === undefined ? [] : [tellStanding(compared.get(bucket), key)]),
  ])
  const columns = [
    'Bucket',
    'Key',
    'Encryption',
    'Storage class',
    'Size',
    ...(isAnyHeldBack ? ['Held back'] : []),
    ...(compared === undefined ? [] : ['Baseline']),
  ]
  const shown = listKeys
    ? html`${formatCount(rows.length)} of ${formatNoun(total, 'finding')} are shown here.`
    : html`Keys are not shown here (list-keys).`
  return html`<p>${shown} ${tellFile(findingsFile, path)}</p>${table(
    'findings',
    columns.map((title) => ({ title, isNumber: title === 'Size' })),
    rows,
  )}`
}

/** Whether a finding is new; a dash where only the first new ones of the bucket are known, and it is not one of them. */
function tellStanding(changes: BucketChanges | undefined, key: EncodedKey): Cell {
  const standing = changes === undefined ? undefined : standingOfKey(changes, key)
  return standing === 'new' ? html`<strong class="bad">new</strong>` : standing === undefined ? '–' : 'known'
}

function tellFile(file: FindingsFile | undefined, path: string): Html {
  if (file === undefined) return html`Set <code>findings-file</code> to have all of them in a file.`
  const way = relative(dirname(path), file.path).split('/').map(encodeURIComponent).join('/')
  return html`All ${formatCount(file.rows)} are in <a href="${way}">${safeLine(file.path)}</a> (${formatBytes(BigInt(file.bytes))}).`
}

export function renderHeldBack({ buckets }: RunResult, say: Say): Html {
  const rows = buckets.flatMap(({ bucket, scan }) =>
    [...(scan?.heldBack ?? [])].map(([reason, { tally }]): readonly Cell[] => [
      html`<code>${safeLine(bucket)}</code>`,
      HELD_BACK_ADVICE[reason].why,
      tally.objects,
      say(HELD_BACK_ADVICE[reason].advice),
    ]),
  )
  return table(
    'held back',
    [{ title: 'Bucket' }, { title: 'Why' }, { title: 'Objects', isNumber: true }, { title: 'What helps' }],
    rows,
  )
}
