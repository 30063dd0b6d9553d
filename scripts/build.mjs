// Builds dist/ from src/: tsc emits JavaScript, ncc bundles the action and its two workers, licences go beside them.
// ncc cannot compile TypeScript 7 itself, so it is given tsc's output (docs/adr/0001-toolchain.md).
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

// ncc lists every asset on stdout; tsc's errors come there too, and must be seen.
const run = (command, args, stdout = 'ignore') => execFileSync(command, args, { stdio: ['ignore', stdout, 'inherit'] })
const bin = (name) => `node_modules/.bin/${name}`
/** ncc writes licences in the order it meets packages and keeps trailing spaces; neither may make dist/ differ. */
const tidy = (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/[ \t]+$/gm, ''))

rmSync('lib', { recursive: true, force: true })
run(bin('tsc'), ['-p', 'tsconfig.build.json'], 'inherit')
for (const folder of ['build', 'dist']) rmSync(folder, { recursive: true, force: true })
run(bin('ncc'), ['build', 'lib/index.js', '-o', 'dist', '--license', 'licenses.txt', '--target', 'es2022'])
for (const [source, name] of [
  ['engines/inventory-scan/worker.js', 'worker'],
  ['external/page-worker.js', 'page-worker'],
]) {
  run(bin('ncc'), ['build', `lib/${source}`, '-o', `build/${name}`, '--target', 'es2022'])
  copyFileSync(`build/${name}/index.js`, `dist/${name}.js`)
}
// The second door imports the bundle beside it, so it is copied as tsc wrote it.
mkdirSync('dist/cli', { recursive: true })
copyFileSync('lib/cli/index.js', 'dist/cli/index.js')
chmodSync('dist/cli/index.js', 0o755)
tidy('dist/licenses.txt')
