// What `npm run pack` makes, installed without network into an empty folder, is the command.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals'
import { runCommand } from '../support/command.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'

const NAME = 's3-encryption-compliance'
const WORLD_TIME = join(import.meta.dirname, '..', 'support', 'world-time.mjs')
let folder: string
const inPackage = (...path: string[]) => join(folder, 'node_modules', NAME, ...path)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'))
  const tarball = execFileSync(process.execPath, ['scripts/pack.mjs', folder], { encoding: 'utf8' }).trim()
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const words = ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball]
  execFileSync('npm', words, { cwd: folder, stdio: 'pipe' })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(closeScenarios)

it('brings nothing but itself', () => {
  expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([NAME])
  expect(readdirSync(inPackage()).sort()).toEqual(
    ['CHANGELOG.md', 'LICENSE', 'README.md', 'action.yml', 'dist', 'docs', 'package.json'].sort(),
  )
  const manifest = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'))
  expect(Object.keys(manifest).filter((name) => /scripts|private|[dD]ependencies|overrides/.test(name))).toEqual([])
  for (const file of ['index.js', 'worker.js', 'page-worker.js', 'licenses.txt'])
    expect(readFileSync(inPackage('dist', file)).equals(readFileSync(join('dist', file)))).toBe(true)
})

it('scans, by the name that npx runs', async () => {
  const scenario = await openScenario()
  const program = [process.execPath, '--import', WORLD_TIME, join(folder, 'node_modules', '.bin', NAME)] as const
  const run = await runCommand(scenario, ['scan', '--buckets', BUCKET], { program })
  expect(run.exitCode).toBe(1)
  expect(run.stdout).toContain('2 of 5 objects')
})

it('has the texts of its help', async () => {
  const scenario = await openScenario({ deliver: false })
  const program = [process.execPath, join(folder, 'node_modules', '.bin', NAME)] as const
  const run = await runCommand(scenario, ['scan', '--help'], { program })
  expect(run.exitCode).toBe(0)
  expect(run.stdout).toContain('Source buckets, one per line')
})
