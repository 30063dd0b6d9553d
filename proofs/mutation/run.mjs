// The command `npm run test:mutation`: mutates each module in turn, prints what survived and the score of each, and ends
// with code 1 when one is below 90 %. Names of modules as arguments leave the others out; `--json FILE` writes the
// figures as a row of the scorecard.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MODULES } from './modules.mjs'

const TARGET = 90
const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true })
const names = positionals.length > 0 ? positionals : Object.keys(MODULES)
const unknown = names.filter((name) => !(name in MODULES))
if (unknown.length > 0) throw new Error(`no module ${unknown}; there are ${Object.keys(MODULES)}`)

const home = import.meta.dirname
const stryker = join(home, 'node_modules/@stryker-mutator/core/bin/stryker.js')
if (!existsSync(stryker)) run('npm', ['ci', '--prefix', home, '--ignore-scripts', '--no-audit', '--no-fund'])

const scores = names.map((name) => {
  const report = `reports/mutation-${name}.json`
  rmSync(report, { force: true })
  console.log(`\n== ${name}`)
  run(process.execPath, [stryker, 'run', join(home, 'stryker.config.mjs')], { MUTATION_MODULE: name })
  return { name, ...readScore(report) }
})
for (const { name, score, caught, missed } of scores)
  console.log(`${name}: ${score.toFixed(2)} % of ${caught + missed} mutants noticed, ${missed} not`)
const worst = Math.min(...scores.map(({ score }) => score))
if (values.json !== undefined) {
  const row = {
    id: 'S-30',
    figure: `${worst.toFixed(2)} %`,
    target: `>= ${TARGET} % in each module`,
    ok: worst >= TARGET,
    detail: scores
      .map(({ name, score, caught, missed }) => `${name} ${score.toFixed(2)} % of ${caught + missed}`)
      .join(', '),
    command: 'npm run test:mutation',
  }
  writeFileSync(values.json, `${JSON.stringify([row], null, 2)}\n`)
}
if (!(worst >= TARGET)) process.exitCode = 1

function run(command, args, env = {}) {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status
}

/** Stryker's own score: mutants noticed (or endless) of all that are valid and not disabled. A missing report is 0 %. */
function readScore(report) {
  const files = existsSync(report) ? Object.values(JSON.parse(readFileSync(report, 'utf8')).files) : []
  const statuses = files.flatMap(({ mutants }) => mutants.map(({ status }) => status))
  const count = (...wanted) => statuses.filter((status) => wanted.includes(status)).length
  const caught = count('Killed', 'Timeout')
  const missed = count('Survived', 'NoCoverage')
  return { caught, missed, score: caught + missed === 0 ? 0 : (100 * caught) / (caught + missed) }
}
