import { afterEach, expect, it } from '@jest/globals'
import type { Fault } from '../../emulator/world.ts'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const match = { operation: 'GetObject', urlIncludes: '/daily/data/' }
const breaks = (kind: 'reset' | 'short', bytes: number): Fault => ({
  match,
  phase: 'body',
  effect: { kind },
  bytes,
  times: 1,
})

it('goes on where the connection broke, and only with the same object', async () => {
  const scenario = await openScenario()
  scenario.world.faults.push(breaks('reset', 10), breaks('short', 20))

  const run = await scenario.run()

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  const reads = run.requests.filter(({ url }) => url.includes('/daily/data/'))
  const [first, ...others] = reads.map(({ headers }) => [headers.range, headers['if-match']])
  expect(first).toEqual([undefined, undefined])
  expect(others).toEqual([
    [expect.stringMatching(/^bytes=10-/), expect.stringMatching(/^"[0-9a-f]{32}"$/)],
    [expect.stringMatching(/^bytes=30-/), expect.stringMatching(/^"[0-9a-f]{32}"$/)],
  ])
})

it('does not join two halves when the file was replaced in between', async () => {
  const scenario = await openScenario()
  const replace = async () => {
    await scenario.deliver({ mutateRow: (row) => ({ ...row, encryptionStatus: 'SSE-S3' }) })
  }
  scenario.world.faults.push(breaks('reset', 10), {
    match,
    phase: 'after',
    effect: { kind: 'call', run: replace },
    times: 1,
  })

  expectNoAnswer(await scenario.run(), 'INCOMPLETE_DELIVERY', 'was replaced while it was read')
})

it('notices a byte that arrives changed', async () => {
  const scenario = await openScenario()
  scenario.world.faults.push({ match, phase: 'body', effect: { kind: 'corrupt' }, bytes: 4, times: 1 })

  expectNoAnswer(await scenario.run(), 'CHECKSUM_MISMATCH')
})
