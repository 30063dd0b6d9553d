// The command `npm run test:faults`: proves that no fault loses an object, copies one twice, or makes a false green.
//   -- --all           every case, not only the sample of CI     -- --suite NAME   only this suite (repeatable)
//   -- --case TEXT     only cases whose name contains it         -- --json FILE    the figures as JSON
//   -- --sample N      so many of these cases                    -- --processes N  cases at a time
//   -- --skip N        not the first N of these cases: goes on where a long sweep was stopped
//   -- --list          names of the suites

import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { answers } from './answers.ts'
import { cuts } from './cuts.ts'
import { states } from './job-states.ts'
import { wait } from './long-wait.ts'
import { races } from './races.ts'
import { random } from './random-worlds.ts'
import { pairs, singles } from './single-faults.ts'
import type { Figure, Suite } from './suite.ts'
import { writers } from './writers.ts'

const SUITES: readonly Suite[] = [singles, pairs, races, answers, writers, states, wait, cuts, random]

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    suite: { type: 'string', multiple: true },
    case: { type: 'string' },
    sample: { type: 'string' },
    skip: { type: 'string' },
    json: { type: 'string' },
    processes: { type: 'string', default: String(availableParallelism()) },
    list: { type: 'boolean', default: false },
  },
})

function chooseSuites(): readonly Suite[] {
  const unknown = values.suite?.find((name) => !SUITES.some((suite) => suite.name === name))
  if (unknown !== undefined)
    throw new Error(`there is no suite "${unknown}"; accepted are ${SUITES.map(({ name }) => name).join(', ')}`)
  return SUITES.filter(({ name }) => values.suite?.includes(name) ?? true)
}

function parseCount(name: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text)
  throw new Error(`--${name} is "${text}"; accepted is a whole number above 0`)
}

async function main(): Promise<number> {
  const processes = parseCount('processes', values.processes)
  const start = performance.now()
  const since = (): string => `${((performance.now() - start) / 1000).toFixed(0)} s`
  const figures: Figure[] = []
  for (const suite of chooseSuites()) {
    console.log(`${since()}: ${suite.name}: ${suite.about}`)
    const orders = {
      all: values.all,
      only: values.case,
      sample: values.sample === undefined ? undefined : parseCount('sample', values.sample),
      skip: values.skip === undefined ? 0 : parseCount('skip', values.skip),
      processes,
      say: (line: string) => console.log(`${since()}: ${line}`),
    }
    figures.push(...(await suite.run(orders)))
  }
  console.log('')
  for (const { id, figure, target, ok, detail } of figures)
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${id}  ${figure} (target ${target})${detail === '' ? '' : `: ${detail}`}`)
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)
  return figures.filter(({ ok }) => !ok).length
}

if (values.list) for (const { name, about } of SUITES) console.log(`${name.padEnd(12)} ${about}`)
else if ((await main()) > 0) process.exitCode = 1
