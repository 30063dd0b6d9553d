// What may be read as a config file: a regular file of the checkout, and nothing a link leads to.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readWorkspaceFile } from '../../../src/external/runner.ts'

const folder = mkdtempSync(join(tmpdir(), 'workspace-file-'))
const workspace = join(folder, 'workspace')

beforeAll(() => {
  mkdirSync(join(workspace, '.github'), { recursive: true })
  writeFileSync(join(workspace, '.github', 'fleet.yml'), '\uFEFFbuckets: é\n')
  writeFileSync(join(workspace, 'latin1.yml'), Buffer.from([0x61, 0xe9]))
  writeFileSync(join(folder, 'secret'), 'secret')
  writeFileSync(join(workspace, 'large.yml'), '')
  truncateSync(join(workspace, 'large.yml'), 2 ** 20 + 1)
  symlinkSync(join(workspace, '.github', 'fleet.yml'), join(workspace, 'inside.yml'))
  symlinkSync(join(folder, 'secret'), join(workspace, 'outside.yml'))
  symlinkSync('/proc/self/environ', join(workspace, 'environ.yml'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('readWorkspaceFile', () => {
  it.each(['.github/fleet.yml', 'inside.yml', join(workspace, '.github/fleet.yml')])(
    'reads %s, without a byte order mark',
    (path) => {
      expect(readWorkspaceFile(workspace, path)).toBe('buckets: é\n')
    },
  )

  it.each([
    ['../secret', 'outside the workspace'],
    ['outside.yml', 'outside the workspace'],
    ['environ.yml', 'outside the workspace'],
    ['.github', 'no regular file'],
    ['.', 'no regular file'],
    ['latin1.yml', 'not UTF-8'],
    ['large.yml', '1048577 bytes, more than 1048576'],
    ['none.yml', 'does not exist'],
  ])('refuses %s: %s', (path, why) => {
    expect(() => readWorkspaceFile(workspace, path)).toThrow(why)
  })
})
