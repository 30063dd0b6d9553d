// The command `npm run fuzz`: damages inventory reports in every way proofs/fuzz/mutations.ts knows, and proves that no damage is
// believed. Says how to run any one case again. Ends with code 1 when a case failed.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CORPUS_CASES_PER_FILE, createCorpusCase, listCorpora, runCorpusCase } from './corpora.ts'
import { type FleetOptions, runFleet } from './fleet.ts'
import { createCase, runCase } from './fuzz-case.ts'
import { createLongFile, createSampleReports } from './sample-reports.ts'
import { addTally, countFailures, renderTable, type Tally } from './tally.ts'

const PROGRESS_MS = 10_000

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '200000' },
    seed: { type: 'string', default: 'inventory' },
    processes: { type: 'string', default: String(availableParallelism()) },
    case: { type: 'string' },
    'corpus-case': { type: 'string' },
    json: { type: 'string' },
  },
})

function parseCount(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new Error(`--${name} is "${text}"; accepted is a whole number`)
  return Number(text)
}

async function showCase(number: number): Promise<void> {
  const one = createCase(number, values.seed, await createSampleReports(values.seed, await createLongFile(values.seed)))
  console.log(`case ${number} of seed "${values.seed}": ${one.report.name}, ${one.target}: ${one.mutation}`)
  console.log(`damaged object: ${one.key}${one.isChanged ? '' : ' (the mutation changed nothing)'}`)
  console.log(`integrity ${one.integrity}:`, await runCase(one, tmpdir()))
}

async function showCorpusCase(number: number): Promise<void> {
  const one = createCorpusCase(number, values.seed, listCorpora())
  console.log(`corpus case ${number} of seed "${values.seed}": ${one.file.path}: ${one.mutation}`)
  console.log(await runCorpusCase(one))
}

/** As the scorecard prints it (docs/reliability.md). */
function describeFigures(cases: number, failed: number, seconds: number) {
  return [
    {
      id: 'S-02',
      figure: `${failed} of ${cases.toLocaleString('en-US')} damaged reports believed, crashed or hung`,
      target: '0',
      ok: failed === 0 && cases > 0,
      detail: `seed "${values.seed}", ${(cases / seconds).toFixed(0)} a second`,
      command: `npm run fuzz -- --cases ${values.cases} --seed ${values.seed}`,
    },
  ]
}

async function runAll(): Promise<number> {
  const cases = parseCount('cases', values.cases)
  const processes = Math.max(1, parseCount('processes', values.processes))
  const corpusCases = listCorpora().length * CORPUS_CASES_PER_FILE
  console.log(`${cases} damaged reports, ${corpusCases} corpus cases, seed "${values.seed}", ${processes} processes`)
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const longFile = join(folder, 'long.parquet')
  writeFileSync(longFile, await createLongFile(values.seed))
  const start = performance.now()
  const run = async (kind: FleetOptions['kind'], count: number): Promise<Tally> => {
    let shownAt = performance.now()
    const onProgress = (done: number): void => {
      if (performance.now() - shownAt < PROGRESS_MS) return
      shownAt = performance.now()
      console.log(`${((shownAt - start) / 1000).toFixed(0)} s: ${done} of ${count} (${kind})`)
    }
    return runFleet({ seed: values.seed, processes, longFile, kind, cases: count, onProgress })
  }
  const tally = await run('reports', cases)
  addTally(tally, await run('corpora', corpusCases))
  const seconds = (performance.now() - start) / 1000
  const failed = countFailures(tally)
  if (values.json !== undefined) {
    const { rows, ...rest } = tally
    const all = { seed: values.seed, cases, corpusCases, processes, seconds, failed, ...rest }
    const figures = describeFigures(cases + corpusCases, failed, seconds)
    writeFileSync(values.json, `${JSON.stringify({ figures, ...all, rows: Object.values(rows) }, null, 2)}\n`)
  }
  console.log(`\n${renderTable(tally)}\n`)
  console.log(
    `${cases + corpusCases} cases in ${seconds.toFixed(0)} s; slowest: ${tally.slowest.what}, ${tally.slowest.ms.toFixed(0)} ms; ` +
      `largest process: ${(tally.peakRss / 2 ** 20).toFixed(0)} MiB`,
  )
  for (const { number, what, message } of tally.failures) {
    const option = what.startsWith('corpus') ? '--corpus-case' : '--case'
    console.log(`\nFAILED ${what}: ${message}\n  again: npm run fuzz -- --seed ${values.seed} ${option} ${number}`)
  }
  return failed
}

if (values.case !== undefined) await showCase(parseCount('case', values.case))
else if (values['corpus-case'] !== undefined) await showCorpusCase(parseCount('corpus-case', values['corpus-case']))
else if ((await runAll()) > 0) process.exitCode = 1
