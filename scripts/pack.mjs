// Packs the command for npx: npm run pack -- FOLDER. dist/ holds all code that it needs, so the package that users get has
// no dependencies, which only its builder needs.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const target = resolve(process.argv[2] ?? '.')
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const { name, version, description, license, repository, type, bin, files, engines } = manifest
const folder = mkdtempSync(join(tmpdir(), 'pack-'))
try {
  for (const file of [...files, 'README.md', 'LICENSE']) cpSync(file, join(folder, file), { recursive: true })
  const published = { name, version, description, license, repository, type, bin: { [name]: bin }, files, engines }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`)
  mkdirSync(target, { recursive: true })
  const words = ['pack', '--silent', '--pack-destination', target]
  console.log(join(target, execFileSync('npm', words, { cwd: folder, encoding: 'utf8' }).trim()))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
