// Which files came with a checkout, by the index that git itself writes, in every form it has.

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { isTracked } from '../../../src/external/git-index.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'git-index-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const git = (...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: root, stdio: 'pipe' })

function write(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), path)
  }
}

const TRACKED = ['a', 'b/findings.csv', `b/${'long-'.repeat(40)}name`, 'b/findings.csv.json', 'ö', 'zz/zz/zz']
const has = (path: string) => isTracked(join(root, path), root)

it.each([
  ['version 2', []],
  ['version 4, with compressed names', ['-c', 'index.version=4']],
  ['object ids of SHA-256', [], '--object-format=sha256'],
  ['no checksum', ['-c', 'index.skipHash=true']],
])('are read from an index of %s', (_what, settings, format = '--object-format=sha1') => {
  git('init', '-q', format)
  write(...TRACKED, 'b/mine.csv')
  git(...settings, 'add', ...TRACKED)

  expect(TRACKED.map(has)).toEqual(TRACKED.map(() => true))
  expect(['b/mine.csv', 'b', 'findings.csv'].map(has)).toEqual([false, false, false])
  expect(has('B/Findings.CSV')).toBe(true)
})

it('with extended flags, as version 3 has them', () => {
  git('init', '-q')
  write(...TRACKED)
  git('add', '-N', 'a')
  git('add', ...TRACKED.slice(1))

  expect(TRACKED.map(has)).toEqual(TRACKED.map(() => true))
})

it('are those of a checkout within the checkout, and of the one around it', () => {
  git('init', '-q')
  write('outer.csv', 'sub/keep', 'sub/inner.csv', 'sub/mine.csv')
  git('add', 'outer.csv', 'sub/keep')
  git('-C', 'sub', 'init', '-q')
  git('-C', 'sub', 'add', 'inner.csv')

  expect(['outer.csv', 'sub/keep', 'sub/inner.csv', 'sub/mine.csv'].map(has)).toEqual([true, true, true, false])
})

it('are found where .git is a file, as in a worktree', () => {
  git('init', '-q', 'main')
  write('main/a')
  git('-C', 'main', 'add', 'a')
  git('-C', 'main', 'commit', '-q', '-m', 'a')
  git('-C', 'main', 'worktree', 'add', '-q', '../tree')
  write('tree/mine')

  expect(['tree/a', 'tree/mine'].map(has)).toEqual([true, false])
})

it('are none without a repository, and in one without an index', () => {
  write('a')
  expect(has('a')).toBe(false)
  git('init', '-q')
  expect(has('a')).toBe(false)
})

it('are not guessed from an index that is damaged, split, or no index', () => {
  git('init', '-q')
  write(...TRACKED)
  git('add', ...TRACKED)
  const index = join(root, '.git', 'index')
  const kept = join(root, 'kept')
  cpSync(index, kept)
  truncateSync(index, 200)
  expect(() => has('a')).toThrow('its index is damaged')
  writeFileSync(index, 'DIRC')
  expect(() => has('a')).toThrow('its index is damaged')
  cpSync(kept, index)
  git('update-index', '--split-index')
  expect(() => has('nothing-there')).toThrow('split index')
  rmSync(join(root, '.git'), { recursive: true })
  writeFileSync(join(root, '.git'), 'x')
  expect(() => has('a')).toThrow('does not say where the repository is')
})
