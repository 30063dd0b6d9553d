// Which files of a job may be read and written: none that a link of a checkout leads to outside of it.

import { execFileSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createRunnerFront } from '../../../src/external/runner.ts'
import {
  type JobFolders,
  readWorkspaceFile,
  refuseToWrite,
  writeJobFile,
} from '../../../src/external/workspace-files.ts'

let folder: string
let folders: JobFolders & { readonly temporary: string }
const inWorkspace = (...path: string[]) => join(folders.workspace, ...path)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workspace-files-'))
  folders = { workspace: join(folder, 'workspace'), temporary: join(folder, '_temp') }
  mkdirSync(inWorkspace('.github'), { recursive: true })
  mkdirSync(folders.temporary)
  mkdirSync(join(folder, 'workspace-of-others'))
  writeFileSync(join(folder, 'secret'), 'secret')
  symlinkSync(folder, inWorkspace('up'))
  symlinkSync(folders.temporary, inWorkspace('temporary'))
  symlinkSync('.github', inWorkspace('near'))
  symlinkSync('loop', inWorkspace('loop'))
  execFileSync('mkfifo', [inWorkspace('pipe')])
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('reading', () => {
  beforeEach(() => {
    writeFileSync(inWorkspace('.github', 'fleet.yml'), '\uFEFFbuckets: é\n')
    writeFileSync(inWorkspace('..fleet.yml'), 'buckets: é\n')
    writeFileSync(inWorkspace('latin1.yml'), Buffer.from([0x61, 0xe9]))
    writeFileSync(inWorkspace('large.yml'), '')
    truncateSync(inWorkspace('large.yml'), 2 ** 20 + 1)
    symlinkSync(inWorkspace('.github', 'fleet.yml'), inWorkspace('inside.yml'))
    symlinkSync(join(folder, 'secret'), inWorkspace('outside.yml'))
    symlinkSync(join(folder, 'nothing'), inWorkspace('dangling.yml'))
    symlinkSync('/proc/self/environ', inWorkspace('environ.yml'))
  })

  it.each(['.github/fleet.yml', 'inside.yml', 'near/fleet.yml', '..fleet.yml', '.github/../.github/fleet.yml'])(
    'takes %s, without a byte order mark',
    (path) => {
      expect(readWorkspaceFile(folders, path)).toBe('buckets: é\n')
      expect(readWorkspaceFile(folders, inWorkspace(path))).toBe('buckets: é\n')
    },
  )

  it.each([
    ['../secret', 'outside the workspace'],
    ['outside.yml', 'outside the workspace'],
    ['up/secret', 'outside the workspace'],
    ['environ.yml', 'outside the workspace'],
    ['/etc/passwd', 'outside the workspace'],
    ['.github', 'not a regular file'],
    ['.', 'not a regular file'],
    ['pipe', 'not a regular file'],
    ['latin1.yml', 'not UTF-8'],
    ['large.yml', '1048577 bytes, more than 1048576'],
    ['none.yml', 'does not exist'],
    ['dangling.yml', 'does not exist'],
    ['loop', 'does not exist'],
  ])('refuses %s: %s', (path, why) => {
    expect(() => readWorkspaceFile(folders, path)).toThrow(why)
  })
})

describe('writing', () => {
  const write = (path: string) => {
    expect(refuseToWrite(folders, path)).toBeUndefined()
    writeJobFile(folders, path, 'new')
  }

  it.each(['report.json', '.github/report.json', 'near/report.json', '..report.json', './report.json'])(
    'puts a file at %s, and nothing beside it',
    (path) => {
      write(path)
      expect(readFileSync(inWorkspace(path), 'utf8')).toBe('new')
      expect(readdirSync(folders.workspace, { recursive: true }).filter((name) => `${name}`.endsWith('.tmp'))).toEqual(
        [],
      )
    },
  )

  it('takes absolute paths of the workspace and of RUNNER_TEMP', () => {
    write(inWorkspace('report.json'))
    write(join(folders.temporary, 'report.json'))
    write('temporary/linked.json')
    expect(readdirSync(folders.temporary).sort()).toEqual(['linked.json', 'report.json'])
  })

  it('replaces an older file whole, whatever else holds it open', () => {
    writeFileSync(inWorkspace('report.json'), 'older and longer')
    const before = lstatSync(inWorkspace('report.json')).ino
    write('report.json')
    expect(readFileSync(inWorkspace('report.json'), 'utf8')).toBe('new')
    expect(lstatSync(inWorkspace('report.json')).ino).not.toBe(before)
  })

  it.each([
    ['a file outside', () => join(folder, 'secret')],
    ['a file inside', () => inWorkspace('.github', 'kept')],
    ['nothing', () => join(folder, 'nothing')],
    ['itself', () => inWorkspace('report.json')],
    ['a folder', () => folder],
    ['a pipe', () => inWorkspace('pipe')],
  ])('replaces a link to %s, and never follows it', (_what, target) => {
    writeFileSync(inWorkspace('.github', 'kept'), 'kept')
    symlinkSync(target(), inWorkspace('report.json'))
    const before = readdirSync(folder).sort()

    write('report.json')

    expect(lstatSync(inWorkspace('report.json')).isFile()).toBe(true)
    expect(readFileSync(inWorkspace('report.json'), 'utf8')).toBe('new')
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('secret')
    expect(readFileSync(inWorkspace('.github', 'kept'), 'utf8')).toBe('kept')
    expect(readdirSync(folder).sort()).toEqual(before)
  })

  it.each([
    ['../report.json', 'outside the workspace and RUNNER_TEMP'],
    ['../workspace-of-others/report.json', 'outside the workspace and RUNNER_TEMP'],
    ['up/report.json', 'outside the workspace and RUNNER_TEMP'],
    ['up/secret', 'outside the workspace and RUNNER_TEMP'],
    ['/etc/passwd', 'outside the workspace and RUNNER_TEMP'],
    ['/dev/stdout', 'outside the workspace and RUNNER_TEMP'],
    ['none/report.json', 'its folder does not exist'],
    ['loop/report.json', 'its folder does not exist'],
    ['pipe', 'other than a regular file'],
    ['.github', 'names a folder'],
    ['.github/', 'names a folder'],
    ['.github/..', 'names a folder'],
    ['.', 'names a folder'],
    ['..', 'names a folder'],
    ['report\0.json', 'NUL'],
  ])('refuses %s: %s', (path, why) => {
    expect(refuseToWrite(folders, path)).toContain(why)
    expect(() => writeJobFile(folders, path, 'new')).toThrow(why)
    expect(readdirSync(folder).sort()).toEqual(['_temp', 'secret', 'workspace', 'workspace-of-others'])
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('secret')
  })

  it('leaves nothing behind when it fails', () => {
    mkdirSync(inWorkspace('full'))
    expect(() => writeJobFile(folders, `full/${'x'.repeat(300)}`, 'new')).toThrow('ENAMETOOLONG')
    expect(readdirSync(inWorkspace('full'))).toEqual([])
  })

  it('does without RUNNER_TEMP, and never takes its lack for the root of everything', () => {
    const { workspace } = folders
    expect(refuseToWrite({ workspace, temporary: undefined }, '/report.json')).toContain('outside')
    expect(refuseToWrite({ workspace, temporary: join(folder, 'none') }, '/report.json')).toContain('outside')
    const { folders: given } = createRunnerFront({ GITHUB_WORKSPACE: workspace, RUNNER_TEMP: '' })
    expect(given).toEqual({ workspace, temporary: undefined })
  })

  it('reads a workspace that is itself reached by a link', () => {
    symlinkSync(folders.workspace, join(folder, '_temp', 'checkout'))
    const linked = { ...folders, workspace: join(folder, '_temp', 'checkout') }
    writeJobFile(linked, 'report.json', 'new')
    expect(readWorkspaceFile(linked, 'report.json')).toBe('new')
    expect(relative(folder, inWorkspace('report.json'))).toBe('workspace/report.json')
  })
})
