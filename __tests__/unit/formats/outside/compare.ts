// `npm run test:outside -- FOLDER`: compares each file in each world of FOLDER (README.md) with its rows, one line per file.
// Ends with code 1 when one differs, or when there is none. Each file has a process of its own, as it may have a worker of its
// own: what one file leaves behind, such as memory, must not help the next one.

import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findDifferences, listFiles, readWorld } from '../support/outside-files.ts'

const DIFFERENCES_SHOWN = 5

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function compareFile(folder: string, name: string): Promise<void> {
  const world = readWorld(folder)
  const differences = await findDifferences(world, name).catch((error: unknown) => [String(error)])
  if (differences.length > 0) process.exitCode = 1
  const end = differences.length === 0 ? 'the same' : differences.slice(0, DIFFERENCES_SHOWN).join('; ')
  say(`${join(folder, name)}: ${world.rows.length} rows, ${end}`)
}

/** False when the file is not as it was meant; its process has said how. */
function isSame(folder: string, name: string): boolean {
  try {
    execFileSync(process.execPath, [...process.execArgv, import.meta.filename, folder, name], { stdio: 'inherit' })
    return true
  } catch {
    return false
  }
}

const [root, name] = process.argv.slice(2)
if (root === undefined) throw new Error('name the folder that generate.py filled: npm run test:outside -- FOLDER')
if (name !== undefined) await compareFile(root, name)
else {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const files = folders.flatMap((entry) => listFiles(join(root, entry.name)).map((file) => [entry.name, file] as const))
  const failed = files.filter(([folder, file]) => !isSame(join(root, folder), file)).length
  say(`${files.length} files, ${failed} of them not as they were meant`)
  if (files.length === 0 || failed > 0) process.exitCode = 1
}
