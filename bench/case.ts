// Knows what a case is, and is the entry of the process each case has to itself.

import type { FigureInput } from './figures.ts'

export type Say = (line: string) => void
/** Measures, and answers its figures. Throws when an answer is wrong: nothing is then timed. */
export type RunCase = (say: Say) => Promise<readonly FigureInput[]>

/** What the process of a case tells the one that started it. */
export type CaseMessage =
  | { readonly kind: 'progress'; readonly line: string }
  | { readonly kind: 'figures'; readonly figures: readonly FigureInput[] }

/** All cases in the order they run, each in a module that is loaded in the case's own process only. */
export const CASES: ReadonlyMap<string, () => Promise<RunCase>> = new Map([
  ['csv', async () => (await import('./cases/csv.ts')).runCsv],
  ['parquet-verdict', async () => (await import('./cases/columnar.ts')).runParquetVerdict],
  ['parquet-manifest', async () => (await import('./cases/columnar.ts')).runParquetManifest],
  ['orc-verdict', async () => (await import('./cases/columnar.ts')).runOrcVerdict],
  ['orc-manifest', async () => (await import('./cases/columnar.ts')).runOrcManifest],
  ['findings-file', async () => (await import('./cases/findings-file.ts')).runFindingsFile],
  ['baseline', async () => (await import('./cases/baseline.ts')).runBaseline],
  ['all-findings', async () => (await import('./cases/all-findings.ts')).runAllFindings],
  ['http-csv', async () => (await import('./cases/http.ts')).runHttpCsv],
  ['http-parquet', async () => (await import('./cases/http.ts')).runHttpParquet],
  ['http-orc', async () => (await import('./cases/http.ts')).runHttpOrc],
  ['memory', async () => (await import('./cases/memory.ts')).runMemory],
  ['globs', async () => (await import('./cases/globs.ts')).runGlobs],
  ['plan', async () => (await import('./cases/plan.ts')).runPlan],
  ['evidence', async () => (await import('./cases/evidence.ts')).runEvidence],
  ['list', async () => (await import('./cases/list.ts')).runList],
  ['fleet', async () => (await import('./cases/fleet.ts')).runFleet],
  ['account', async () => (await import('./cases/account.ts')).runAccount],
  ['cold-start', async () => (await import('./cases/cold-start.ts')).runColdStart],
])

if (import.meta.main) {
  const send = (message: CaseMessage): void => void process.send?.(message)
  const load = CASES.get(process.argv[2] ?? '')
  if (load === undefined) throw new Error(`there is no case "${process.argv[2]}"`)
  // Whoever started this process is gone: nobody waits for figures any more.
  process.once('disconnect', () => process.exit(1))
  const run = await load()
  send({ kind: 'figures', figures: await run((line) => send({ kind: 'progress', line })) })
  process.removeAllListeners('disconnect')
  process.disconnect?.()
}
