// The command `npm run test:text`: puts hostile texts into every place of a run where text from outside can stand, tells
// the run in every way, and reads all of it as the runner and as GitHub would. Ends with code 1 when a text came to life.

import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { KeySet } from '../../src/objects/key-set.ts'
import { buildCrowdedRun, RUN_KINDS } from './crowded-run.ts'
import { judgeFindingsFile } from './file-places.ts'
import { createHostileTexts } from './hostile-text.ts'
import { type Fault, judgeGates, judgeRun, MAX_ISSUE_CHARS, MAX_SUMMARY_BYTES, renderDocuments } from './places.ts'
import { renderWorst } from './worst-case.ts'

const PROGRESS_MS = 10_000

const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '50000' },
    seed: { type: 'string', default: 'text' },
    json: { type: 'string' },
  },
})
if (!/^[1-9]\d{0,8}$/.test(values.keys)) throw new Error(`--keys is "${values.keys}"; accepted is a whole number`)
const wanted = Number(values.keys)

const nextHostile = createHostileTexts(values.seed)
const distinct = new KeySet()
const faults = new Map<string, { count: number }>()
let texts = 0
let runs = 0

function note(found: readonly Fault[], because: () => string): void {
  for (const { place, what } of found) {
    const name = `${place}: ${what.split(' ')[0]}`
    const known = faults.get(name)
    faults.set(name, { count: (known?.count ?? 0) + 1 })
    // Each kind once, at once: a long run need not be waited for.
    if (known === undefined) console.log(`FAILED ${name}: ${what}\n  from ${because()}`)
  }
}

const tame = new Map(
  RUN_KINDS.map((kind) => {
    let number = 0
    return [kind, renderDocuments(buildCrowdedRun(kind, () => `tame${number++}`))]
  }),
)

const start = performance.now()
let shownAt = start
let stopped = false
process.once('SIGINT', () => {
  stopped = true
})
while (texts < wanted && !stopped) {
  const kind = RUN_KINDS[runs % RUN_KINDS.length] ?? 'jobs'
  const drawn = new Set<string>()
  // No text twice in a run: equal messages are told once, which would make another outline.
  const next = (): string => {
    for (;;) {
      const text = nextHostile()
      if (drawn.has(text)) continue
      drawn.add(text)
      return text
    }
  }
  const result = buildCrowdedRun(kind, next)
  const expected = tame.get(kind)
  if (expected === undefined) throw new Error(`no run of kind ${kind}`)
  note(judgeRun(result, expected), () => `run ${runs}`)
  note(judgeFindingsFile([...drawn]), () => `run ${runs}`)
  for (const text of drawn) {
    note(judgeGates(text), () => JSON.stringify(text))
    distinct.add(text.toWellFormed())
  }
  texts += drawn.size
  runs += 1
  if (performance.now() - shownAt > PROGRESS_MS) {
    // Lets a SIGINT through: what was proven until then is reported.
    await new Promise((resume) => setImmediate(resume))
    shownAt = performance.now()
    console.log(
      `${((shownAt - start) / 1000).toFixed(0)} s: ${texts} of ${wanted} texts, ${faults.size} kinds of fault`,
    )
  }
}

const worst = renderWorst()
if (worst.summaryBytes > MAX_SUMMARY_BYTES) note([{ place: 'worst summary', what: `${worst.summaryBytes}` }], () => '')
if (worst.issueChars > MAX_ISSUE_CHARS) note([{ place: 'worst issue', what: `${worst.issueChars}` }], () => '')

const seconds = (performance.now() - start) / 1000
const failed = [...faults.values()].reduce((sum, { count }) => sum + count, 0)
console.log(
  `${texts.toLocaleString('en-US')} hostile texts (${distinct.size.toLocaleString('en-US')} different ones), seed "${values.seed}", ` +
    `each through every gate and one of ${runs.toLocaleString('en-US')} runs, in ${seconds.toFixed(0)} s: ${failed} came to life`,
)
console.log(
  `largest summary ${worst.summaryBytes.toLocaleString('en-US')} bytes, largest issue ${worst.issueChars.toLocaleString('en-US')} characters`,
)
for (const [name, { count }] of faults) console.log(`  ${name}: ${count}`)
if (values.json !== undefined) {
  const command = `npm run test:text -- --keys ${texts} --seed ${values.seed}`
  const detail = `${texts} texts, ${distinct.size} different, seed ${values.seed}`
  const count = (of: RegExp) => [...faults].reduce((sum, [name, fault]) => sum + (of.test(name) ? fault.count : 0), 0)
  const commands = count(/^(?:log|JSON|output|gates: (?:command|character|position))/)
  const alive = failed - commands
  const rows = [
    { id: 'S-09', figure: commands, target: '0 unintended commands', ok: commands === 0, detail, command },
    {
      id: 'S-10',
      figure: alive,
      target: '0 links, images, mentions, raw HTML, blocks',
      ok: alive === 0,
      detail,
      command,
    },
    {
      id: 'S-11',
      figure: `${worst.summaryBytes} bytes, ${worst.issueChars} characters`,
      target: `<= ${MAX_SUMMARY_BYTES} bytes, <= ${MAX_ISSUE_CHARS} characters`,
      ok: worst.summaryBytes <= MAX_SUMMARY_BYTES && worst.issueChars <= MAX_ISSUE_CHARS,
      detail: `${worst.buckets} buckets, every text 9,000 characters`,
      command,
    },
  ]
  writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
}
if (failed > 0) process.exitCode = 1
