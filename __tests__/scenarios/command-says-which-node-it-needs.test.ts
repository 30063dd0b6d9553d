import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { readBlock } from '../support/documented.ts'

const CLI = join('dist', 'cli', 'index.js')

/** Runs the command under a Node.js that says it is this version. */
function runUnder(version: string) {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  const words = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, CLI, '--version']
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

it.each(['20.20.2', '22.22.0', '23.11.1'])('an older Node.js is wrong use, with a way round: %s', (version) => {
  const { status, stdout, stderr } = runUnder(version)
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' })
  const [says, wayRound = ''] = stderr.trimEnd().split('\n')
  expect(says).toBe(`error: this needs Node.js 24 or later, and here is ${version}.`)
  const start = /npx .* s3-encryption-compliance /.exec(wayRound)?.[0] ?? 'none'
  expect(readBlock('docs/cli.md, On a terminal, 2')).toContain(start)
})

it.each(['24.0.0', '26.1.0'])('a newer one is not: %s', (version) => {
  expect(runUnder(version)).toMatchObject({ status: 0, stderr: '' })
})
