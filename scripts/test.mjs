// Runs every test on the built bundle; arguments are Jest's. With --coverage the runs of scenarios execute the sources in the
// place of the bundle, and afterwards it is told which lines and branches of src/ anything executed, child processes and
// worker threads included.
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { resolve } from 'node:path'

const RAW = resolve('coverage/raw')
const asked = process.argv.slice(2)
const covers = asked.includes('--coverage')
const run = (command, args, env = {}) =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1
const npm = (...args) => run('npm', ['run', '--silent', ...args])

let status = npm('build')
if (status === 0) {
  const jest = ['run', '--silent', 'jest', '--', ...asked.filter((argument) => argument !== '--coverage')]
  if (covers) {
    rmSync('coverage', { recursive: true, force: true })
    mkdirSync(RAW, { recursive: true })
  }
  status = run('npm', jest, covers ? { COVERAGE_FOLDER: RAW } : {})
}
if (covers) {
  const leftOut = ['src/**/assembly/**', 'src/**/*.wasm.ts', ...globSync('src/**/*.ts').filter(holdsTypesOnly)]
  const include = ['--include', 'src/**/*.ts', ...leftOut.flatMap((path) => ['--exclude', path])]
  const reporters = ['--reporter', 'text', '--reporter', 'json-summary']
  run('node_modules/.bin/c8', ['report', '--temp-directory', RAW, '--all', ...include, ...reporters])
}
process.exitCode = status

/** Nothing of such a file is left to be executed. */
function holdsTypesOnly(path) {
  if (path.includes('/assembly/')) return false
  const code = stripTypeScriptTypes(readFileSync(path, 'utf8'))
  return code.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim() === ''
}
