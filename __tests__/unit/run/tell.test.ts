// What a run tells where the environment says little, and where the JSON report cannot be written.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Deps } from '../../../src/external/deps.ts'
import { createRunnerFront } from '../../../src/external/runner.ts'
import { readContext, writeReportFile } from '../../../src/run/tell.ts'

let workspace: string
let warnings: string[]
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'tell-'))
  warnings = []
})
afterEach(() => rmSync(workspace, { recursive: true, force: true }))

const STARTED = new Date('2026-11-20T12:00:00Z')
const withEnv = (env: Deps['env']) => {
  const log = { warning: (text: string) => warnings.push(text) }
  const { origin, folders } = createRunnerFront(env)
  return { env, origin, folders, version: '1.2.3', now: () => STARTED.getTime() + 1000, log } as unknown as Deps
}

describe('the context of a run', () => {
  it('is what the runner says', () => {
    const env = {
      GITHUB_REPOSITORY: 'octo-org/octo-repo',
      GITHUB_RUN_ID: '42',
      GITHUB_EVENT_NAME: 'schedule',
      GITHUB_SERVER_URL: 'https://github.example.com',
    }
    expect(readContext(STARTED, withEnv(env))).toEqual({
      repository: 'octo-org/octo-repo',
      eventName: 'schedule',
      runId: '42',
      runUrl: 'https://github.example.com/octo-org/octo-repo/actions/runs/42',
      isCommand: false,
      actionVersion: '1.2.3',
      startedAt: STARTED,
      finishedAt: new Date(STARTED.getTime() + 1000),
    })
  })

  it('is empty outside of one', () => {
    expect(readContext(STARTED, withEnv({}))).toMatchObject({
      repository: '',
      eventName: '',
      runId: '',
      runUrl: 'https://github.com//actions/runs/',
    })
  })
})

describe('the JSON report', () => {
  const write = (path: string | undefined, render = () => '{}') =>
    writeReportFile(path, render, withEnv({ GITHUB_WORKSPACE: workspace }))

  it('is written where it was asked for', () => {
    expect(write('out.json')).toBe('out.json')
    expect(readFileSync(join(workspace, 'out.json'), 'utf8')).toBe('{}')
    expect(write(undefined)).toBeUndefined()
    expect(warnings).toEqual([])
  })

  it.each([
    ['an error', new Error('the disk is full'), 'the disk is full'],
    ['something else', 'no luck', 'no luck'],
  ])('that fails with %s is a warning that names the input and what is accepted', (_what, failure, words) => {
    const fail = () => {
      throw failure
    }
    expect(write('out.json', fail)).toBeUndefined()
    expect(warnings).toEqual([
      `The JSON report could not be written: report-file is "out.json" (${words}). Accepted is the path of a file in the workspace or in RUNNER_TEMP.`,
    ])
  })

  it('does not leave the workspace', () => {
    expect(write('../out.json')).toBeUndefined()
    expect(warnings).toHaveLength(1)
  })
})
