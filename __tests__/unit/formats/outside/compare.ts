// `npm run test:outside -- FOLDER`: compares each file in each world of FOLDER (README.md) with its rows, one line per file.
// Ends with code 1 when one differs, or when there is none.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findDifferences, readWorld } from '../support/outside-files.ts'

const DIFFERENCES_SHOWN = 5

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function compareWorld(folder: string): Promise<{ readonly files: number; readonly failed: number }> {
  const world = readWorld(folder)
  let failed = 0
  for (const name of world.files) {
    const differences = await findDifferences(world, name).catch((error: unknown) => [String(error)])
    if (differences.length > 0) failed += 1
    const end = differences.length === 0 ? 'the same' : differences.slice(0, DIFFERENCES_SHOWN).join('; ')
    say(`${join(folder, name)}: ${world.rows.length} rows, ${end}`)
  }
  return { files: world.files.length, failed }
}

const root = process.argv[2]
if (root === undefined) throw new Error('name the folder that generate.py filled: npm run test:outside -- FOLDER')
let files = 0
let failed = 0
for (const entry of readdirSync(root, { withFileTypes: true })) {
  if (!entry.isDirectory()) continue
  const world = await compareWorld(join(root, entry.name))
  files += world.files
  failed += world.failed
}
say(`${files} files, ${failed} of them not as they were meant`)
if (files === 0 || failed > 0) process.exitCode = 1
