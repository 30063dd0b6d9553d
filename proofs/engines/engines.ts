// The command `npm run test:engines`: engines that read reports must give equal findings and job-manifest rows on
// generated worlds, and none may believe a damaged or forged one. Ends with code 1 where any does.

import { parseArgs } from 'node:util'
import { compareDamaged, compareWorld, type Outcome } from './equivalence.ts'

const PROGRESS_MS = 10_000

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '200' },
    mutated: { type: 'string', default: '10000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: 'engines' },
  },
})

type Kinds = Partial<Record<Outcome['kind'], number>>

/** Runs one after the other and counts how they ended; what must not happen is printed. */
async function count(
  what: string,
  numbers: { readonly from: number; readonly count: number },
  run: (number: number) => Promise<Outcome>,
  accepted: readonly Outcome['kind'][],
): Promise<number> {
  const kinds: Kinds = {}
  let failures = 0
  let shownAt = performance.now()
  for (let number = numbers.from; number < numbers.from + numbers.count; number += 1) {
    const { kind, says } = await run(number)
    kinds[kind] = (kinds[kind] ?? 0) + 1
    if (!accepted.includes(kind)) {
      failures += 1
      console.log(`${kind}: ${says}`.slice(0, 2000))
    }
    if (performance.now() - shownAt < PROGRESS_MS) continue
    shownAt = performance.now()
    console.log(`${number + 1 - numbers.from} of ${numbers.count} ${what}: ${JSON.stringify(kinds)}`)
  }
  console.log(`${numbers.count} ${what}: ${JSON.stringify(kinds)}, ${failures} failures`)
  return failures
}

const from = Number(values.from)
const { seed } = values
const failures =
  (await count('worlds', { from, count: Number(values.worlds) }, (number) => compareWorld(seed, number), ['equal'])) +
  (await count(
    'damaged or forged reports',
    { from, count: Number(values.mutated) },
    (number) => compareDamaged(seed, number),
    ['equal', 'both refuse', 'stricter'],
  ))
process.exit(failures === 0 ? 0 : 1)
