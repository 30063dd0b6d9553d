// The command `npm run test:engines`: engines that read reports must give equal findings and job-manifest rows on
// generated worlds, a listing and a table of S3 Metadata must find the same, and none may believe a damaged or forged
// report. Ends with code 1 where any does.
//   -- --worlds N    worlds        -- --mutated N   damaged or forged reports
//   -- --tables N    buckets with a table of S3 Metadata
//   -- --from N      the number of the first of each, to run a part
//   -- --log FILE    keeps each end in the file; what is in it already is not run again

import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compareDamaged, compareWithTable, compareWorld, type Outcome } from './equivalence.ts'

const PROGRESS_MS = 10_000

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '200' },
    tables: { type: 'string', default: '200' },
    mutated: { type: 'string', default: '10000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: 'engines' },
    log: { type: 'string' },
  },
})

type Kind = Outcome['kind']
type Part = { readonly from: number; readonly count: number; readonly seed: string }

/** One line of the log. */
type Entry = Pick<Outcome, 'kind' | 'says' | 'asked'> & { readonly what: string; readonly number: number }

const logged = new Map<string, Entry>()
if (values.log !== undefined && existsSync(values.log)) {
  for (const line of readFileSync(values.log, 'utf8').split('\n').slice(0, -1)) {
    const entry: Entry = JSON.parse(line)
    logged.set(`${entry.what} ${entry.number}`, entry)
  }
}

async function runOne(what: string, number: number, run: () => Promise<Outcome>): Promise<Entry> {
  const known = logged.get(`${what} ${number}`)
  if (known !== undefined) return known
  const { kind, says, asked } = await run()
  const entry = { what, number, kind, says: says.slice(0, 2000), asked }
  if (values.log !== undefined) appendFileSync(values.log, `${JSON.stringify(entry)}\n`)
  return entry
}

/** Runs one after the other and counts how they ended; what must not happen is printed. */
async function count(
  what: string,
  { from, count: total, seed }: Part,
  run: (seed: string, number: number) => Promise<Outcome>,
  accepted: readonly Kind[],
): Promise<number> {
  const kinds: Partial<Record<Kind | Outcome['asked'][number], number>> = {}
  const add = (name: keyof typeof kinds) => {
    kinds[name] = (kinds[name] ?? 0) + 1
  }
  let failures = 0
  let shownAt = performance.now()
  for (let number = from; number < from + total; number += 1) {
    const { kind, says, asked } = await runOne(what, number, () => run(seed, number))
    for (const name of [kind, ...asked]) add(name)
    if (!accepted.includes(kind)) {
      failures += 1
      console.log(`${kind}: ${says}`)
    }
    if (performance.now() - shownAt < PROGRESS_MS) continue
    shownAt = performance.now()
    console.log(`${number + 1 - from} of ${total} ${what}: ${JSON.stringify(kinds)}`)
  }
  console.log(`${total} ${what}: ${JSON.stringify(kinds)}, ${failures} failures`)
  return failures
}

const { from, seed } = { from: Number(values.from), seed: values.seed }
const parts = (count: string): Part => ({ from, seed, count: Number(count) })
const failures =
  (await count('worlds', parts(values.worlds), compareWorld, ['equal'])) +
  (await count('tables of S3 Metadata', parts(values.tables), compareWithTable, ['equal'])) +
  (await count('damaged or forged reports', parts(values.mutated), compareDamaged, [
    'equal',
    'both refuse',
    'stricter',
    'read otherwise',
  ]))
process.exit(failures === 0 ? 0 : 1)
