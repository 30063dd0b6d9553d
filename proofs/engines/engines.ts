// The command `npm run test:engines`: the streamed scan and Athena give equal findings of the same reports.
//   -- --worlds N   so many, 200 if not given     -- --from N   beginning with this number

import { isDeepStrictEqual, parseArgs } from 'node:util'
import { askBoth } from './compare.ts'
import { makeWorld } from './worlds.ts'

const { values } = parseArgs({
  options: { worlds: { type: 'string', default: '200' }, from: { type: 'string', default: '0' } },
})

function parseCount(name: string, text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text)
  throw new Error(`--${name} is "${text}"; accepted is a whole number`)
}

const [count, from] = [parseCount('worlds', values.worlds), parseCount('from', values.from)]
const unlike: string[] = []
for (let number = from; number < from + count; number += 1) {
  const world = makeWorld(number)
  const { streamed, asked } = await askBoth(world)
  if (!('findings' in streamed) || !isDeepStrictEqual(streamed, asked)) unlike.push(world.name)
}
for (const name of unlike) console.log(`FAIL world ${name}`)
console.log(`${count - unlike.length} of ${count} worlds: the streamed scan and Athena give equal findings`)
if (unlike.length > 0) process.exitCode = 1
