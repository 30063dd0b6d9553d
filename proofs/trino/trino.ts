// The command `npm run check:trino`: has a real Trino answer every statement, and compares its answers with the recorded
// ones and with those of the emulated Athena. `-- --record` writes them down. Ends with code 1 where anything differs.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compareWith, readAnswers, recordAnswers, type TrinoAnswer } from './answers.ts'
import { askEmulator } from './ask-emulator.ts'
import { askTrino } from './ask-trino.ts'
import type { TrinoCase } from './case.ts'
import { listCases } from './cases.ts'

const { values } = parseArgs({ options: { record: { type: 'boolean', default: false } } })

async function check(cases: readonly TrinoCase[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'trino-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const answers = askTrino(cases, folder)
  console.log(`Trino answered ${answers.size} statements of ${cases.length} cases`)
  if (values.record) recordAnswers(answers)
  const recorded = readAnswers()
  let differences = 0
  const tell = (who: string, one: TrinoCase, own: ReadonlyMap<string, TrinoAnswer>): void => {
    for (const difference of compareWith(answers, one, own)) {
      differences += 1
      console.log(`${who} differs: ${one.name}: ${difference}`)
    }
  }
  for (const one of cases) {
    tell('the recorded answer', one, recorded)
    tell('the emulated Athena', one, await askEmulator(one))
  }
  console.log(`${differences} differences`)
  return differences
}

process.exitCode = (await check(await listCases())) === 0 ? 0 : 1
