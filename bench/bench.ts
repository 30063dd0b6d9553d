// `npm run bench`: runs each case in a process of its own, prints progress and a table per case, keeps what was measured.
//   -- --case NAME   only this case (repeatable)     -- --json FILE   every figure as JSON
//   -- --readme      fills the tables in README.md   -- --list        names of the cases

import { execFileSync, fork } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CASES, type CaseMessage } from './case.ts'
import { createFigure, type Figure, renderTable, toFigureJson } from './figures.ts'
import { fillReadme } from './readme.ts'

const README = join(import.meta.dirname, 'README.md')

/** What the figures depend on beside the code. */
function describeMachine(): string {
  const git = (...args: readonly string[]): string => {
    try {
      return execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim()
    } catch {
      return ''
    }
  }
  const dirty = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ' with changes'
  const commit = git('rev-parse', '--short', 'HEAD') || 'unknown'
  return [
    new Date().toISOString().slice(0, 10),
    `${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${availableParallelism()} cores`,
    `Node ${process.versions.node}`,
    `commit ${commit}${dirty}`,
    `load before the run ${(loadavg()[0] ?? 0).toFixed(1)}`,
  ].join(' · ')
}

function runCase(name: string): Promise<readonly Figure[]> {
  return new Promise((resolve, reject) => {
    let figures: readonly Figure[] | undefined
    const child = fork(join(import.meta.dirname, 'case.ts'), [name], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    child.on('message', (message: CaseMessage) => {
      if (message.kind === 'progress') console.log(`  ${message.line}`)
      else figures = message.figures.map((figure) => createFigure(name, figure))
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (code === 0 && figures !== undefined) resolve(figures)
      else reject(new Error(`its process ended with ${signal ?? code}`))
    })
  })
}

function chooseCases(wanted: readonly string[] | undefined): readonly string[] {
  const unknown = wanted?.find((name) => !CASES.has(name))
  if (unknown === undefined) return wanted ?? [...CASES.keys()]
  throw new Error(`there is no case "${unknown}"; accepted are ${[...CASES.keys()].join(', ')}`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      case: { type: 'string', multiple: true },
      json: { type: 'string' },
      readme: { type: 'boolean' },
      list: { type: 'boolean' },
    },
  })
  if (values.list) return console.log([...CASES.keys()].join('\n'))
  const machine = describeMachine()
  console.log(machine)
  console.log('building dist/, whose worker is what is measured')
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: join(import.meta.dirname, '..') })
  const all: Figure[] = []
  for (const name of chooseCases(values.case)) {
    const start = performance.now()
    console.log(`\n${name}`)
    try {
      const figures = await runCase(name)
      all.push(...figures)
      console.log(`\n${renderTable(figures)}\n  ${((performance.now() - start) / 1000).toFixed(0)} s`)
      if (values.readme) writeFileSync(README, fillReadme(readFileSync(README, 'utf8'), name, machine, figures))
    } catch (error) {
      process.exitCode = 1
      console.log(`  FAILED: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(all.map(toFigureJson), undefined, 2)}\n`)
}

await main()
