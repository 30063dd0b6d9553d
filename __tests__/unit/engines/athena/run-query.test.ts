// Statements are started once, waited for, tried again where Athena says so, and stopped when nobody waits any more.

import { expect, it } from '@jest/globals'
import type { QueryLook, QueryService } from '../../../../src/engines/athena/query.ts'
import { QueryRunner } from '../../../../src/engines/athena/run-query.ts'
import { ActionError } from '../../../../src/words/errors.ts'

const DONE: QueryLook = {
  state: 'SUCCEEDED',
  failure: undefined,
  isRetryable: false,
  bytesScanned: 100,
  engineVersion: 'Athena engine version 3',
  isReused: false,
}
const RUNNING: QueryLook = { ...DONE, state: 'RUNNING' }

type Given = {
  readonly looks: readonly (QueryLook | Error)[]
  readonly starts?: readonly Error[]
  readonly maxBytes?: number
  readonly isCancelledWhileWaiting?: boolean
}

function open({ looks, starts = [], maxBytes, isCancelledWhileWaiting = false }: Given) {
  const log: string[] = []
  const [left, refusals] = [[...looks], [...starts]]
  const control = new AbortController()
  const service = {
    start: async (_: string, token: string) => {
      log.push(`start ${token.slice(0, 4)}`)
      const refusal = refusals.shift()
      if (refusal !== undefined) throw refusal
      return `q${log.length}`
    },
    look: async (id: string) => {
      log.push(`look ${id}`)
      const next = left.shift() ?? DONE
      if (next instanceof Error) throw next
      return next
    },
    stop: async (id: string) => void log.push(`stop ${id}`),
  } as unknown as QueryService
  const runner = new QueryRunner({
    service,
    timing: {
      sleep: async () => {
        if (isCancelledWhileWaiting) control.abort()
      },
      random: () => 0.5,
    },
    signal: control.signal,
    nonce: 'n',
    maxBytes,
    onEnd: () => {},
  })
  return { runner, log }
}

const refusal = (fault: string) => Object.assign(new ActionError('SERVICE_UNAVAILABLE', 'no'), { fault })

it('starts a statement again with the same token when the answer was lost or the queue is full', async () => {
  const { runner, log } = open({ looks: [DONE], starts: [refusal('ambiguous'), refusal('throttled')] })
  await runner.run('SELECT 1', 'test', 0)
  const starts = log.filter((line) => line.startsWith('start'))
  expect(new Set(starts).size).toBe(1)
  expect(starts).toHaveLength(3)
})

it('runs a statement that is due twice twice', async () => {
  const { runner, log } = open({ looks: [] })
  await runner.run('DROP TABLE t', 'test', 0)
  await runner.run('DROP TABLE t', 'test', 0)
  expect(new Set(log.filter((line) => line.startsWith('start'))).size).toBe(2)
})

it('tells a statement that writes files which attempt it is', async () => {
  const failed = {
    ...DONE,
    state: 'FAILED',
    isRetryable: true,
    failure: new ActionError('QUERY_FAILED', 'no'),
  } as const
  const { runner } = open({ looks: [failed, DONE] })
  const attempts: number[] = []
  await runner.run((attempt) => `CREATE TABLE t${attempts.push(attempt)}`, 'test', 0)
  expect(attempts).toEqual([0, 1])
})

it('does not start again what Athena refused', async () => {
  const { runner, log } = open({ looks: [], starts: [new ActionError('ACCESS_DENIED', 'no')] })
  await expect(runner.run('SELECT 1', 'test', 0)).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
  expect(log).toHaveLength(1)
})

it('takes another token for each attempt, and gives up after three', async () => {
  const failed: QueryLook = {
    ...DONE,
    state: 'FAILED',
    isRetryable: true,
    failure: new ActionError('QUERY_FAILED', 'no'),
  }
  const { runner, log } = open({ looks: [failed, failed, failed, DONE] })
  await expect(runner.run('SELECT 1', 'test', 0)).rejects.toMatchObject({ code: 'QUERY_FAILED' })
  expect(new Set(log.filter((line) => line.startsWith('start'))).size).toBe(3)
  expect(runner.records).toHaveLength(3)
  expect(runner.bytesScanned).toBe(300)
})

it('stops the query when the run is cancelled while it waits', async () => {
  const { runner, log } = open({ looks: [RUNNING, RUNNING], isCancelledWhileWaiting: true })
  await expect(runner.run('SELECT 1', 'test', 0)).rejects.toMatchObject({ code: 'INTERRUPTED' })
  expect(log.slice(1)).toEqual(['look q1', 'stop q1'])
})

it('stops the query when it can no longer be looked at', async () => {
  const { runner, log } = open({ looks: [RUNNING, new ActionError('ACCESS_DENIED', 'no')] })
  await expect(runner.run('SELECT 1', 'test', 0)).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
  expect(log.at(-1)).toBe('stop q1')
})

it('keeps to its budget before a query, and while it runs', async () => {
  const before = open({ looks: [], maxBytes: 150 })
  await before.runner.run('SELECT 1', 'test', 100)
  await expect(before.runner.run('SELECT 2', 'test', 100)).rejects.toMatchObject({ code: 'QUERY_FAILED' })
  expect(before.log.filter((line) => line.startsWith('start'))).toHaveLength(1)

  const during = open({ looks: [{ ...RUNNING, bytesScanned: 151 }], maxBytes: 150 })
  await expect(during.runner.run('SELECT 1', 'test', 0)).rejects.toMatchObject({ code: 'QUERY_FAILED' })
  expect(during.log.at(-1)).toBe('stop q1')
})

it.each([
  ['of another engine version', { ...DONE, engineVersion: 'Athena engine version 2' }],
  ['of an unknown engine version', { ...DONE, engineVersion: undefined }],
  ['of an earlier query', { ...DONE, isReused: true }],
])('does not take the answer %s', async (_, look) => {
  await expect(open({ looks: [look] }).runner.run('SELECT 1', 'test', 0)).rejects.toMatchObject({
    code: 'QUERY_FAILED',
  })
})

it('sends no statement that is too long', async () => {
  const { runner, log } = open({ looks: [] })
  await expect(runner.run(' '.repeat(262_145), 'test', 0)).rejects.toMatchObject({ code: 'QUERY_FAILED' })
  expect(log).toEqual([])
})
