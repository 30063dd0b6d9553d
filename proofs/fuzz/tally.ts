// Knows how outcomes are added up, and how the sums are shown as a table.

import type { Outcome } from './fuzz-case.ts'

/** Plain data, so that processes can send it to one another. */
export type TableRow = {
  /** `CSV / data / on`: format, what is damaged, integrity. */
  readonly name: string
  cases: number
  unchanged: number
  different: number
  failed: number
  refused: Record<string, number>
}

export type Failure = { readonly number: number; readonly what: string; readonly message: string }

export type Tally = {
  readonly rows: Record<string, TableRow>
  failures: Failure[]
  /** The case that took longest. */
  slowest: { readonly what: string; readonly ms: number }
  /** Largest resident set of any process, bytes. */
  peakRss: number
}

/** The first ones tell what is wrong; the rest is a number. */
const MAX_FAILURES_SHOWN = 30

export function createTally(): Tally {
  return { rows: {}, failures: [], slowest: { what: '', ms: 0 }, peakRss: 0 }
}

export function addOutcome(tally: Tally, name: string, what: string, number: number, outcome: Outcome): void {
  const row = findRow(tally, name)
  row.cases += 1
  if (outcome.kind === 'refused') row.refused[outcome.reason] = (row.refused[outcome.reason] ?? 0) + 1
  else row[outcome.kind] += 1
  if (outcome.kind === 'failed') {
    tally.failures = [...tally.failures, { number, what, message: outcome.message }].slice(0, MAX_FAILURES_SHOWN)
  }
}

export function addTally(sum: Tally, part: Tally): void {
  for (const row of Object.values(part.rows)) {
    const into = findRow(sum, row.name)
    for (const count of ['cases', 'unchanged', 'different', 'failed'] as const) into[count] += row[count]
    for (const [reason, cases] of Object.entries(row.refused))
      into.refused[reason] = (into.refused[reason] ?? 0) + cases
  }
  sum.failures = [...sum.failures, ...part.failures].slice(0, MAX_FAILURES_SHOWN)
  if (part.slowest.ms > sum.slowest.ms) sum.slowest = part.slowest
  sum.peakRss = Math.max(sum.peakRss, part.peakRss)
}

function findRow(tally: Tally, name: string): TableRow {
  const row = tally.rows[name] ?? { name, cases: 0, unchanged: 0, different: 0, failed: 0, refused: {} }
  tally.rows[name] = row
  return row
}

export function countFailures(tally: Tally): number {
  return Object.values(tally.rows).reduce((sum, { failed }) => sum + failed, 0)
}

/** The table as text, with a line of sums. */
export function renderTable(tally: Tally): string {
  const rows = Object.values(tally.rows).sort((a, b) => (a.name < b.name ? -1 : 1))
  const total = createTally()
  for (const row of rows) addTally(total, { ...createTally(), rows: { sum: { ...row, name: 'sum' } } })
  const cells = [
    ['format / damaged / integrity', 'read', 'refused', 'unchanged', 'different', 'failed', 'refused as'],
    ...[...rows, ...Object.values(total.rows)].map(renderRow),
  ]
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 || column === row.length - 1
            ? cell.padEnd(widths[column] ?? 0)
            : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function renderRow({ name, cases, refused, unchanged, different, failed }: TableRow): string[] {
  const reasons = Object.entries(refused).sort(([, a], [, b]) => b - a)
  const refusals = reasons.reduce((sum, [, count]) => sum + count, 0)
  return [
    name,
    ...[cases, refusals, unchanged, different, failed].map((count) => count.toLocaleString('en-US')),
    reasons.map(([reason, count]) => `${reason} ${count}`).join(', '),
  ]
}
