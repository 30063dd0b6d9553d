import { describe, expect, it } from '@jest/globals'
import { type LookAtObject, type LookDeps, lookAtEach } from '../../../src/objects/look-each.ts'
import type { Fault } from '../../../src/time/retry.ts'
import { ActionError, type ErrorCode } from '../../../src/words/errors.ts'
import type { EncodedKey } from '../../../src/words/object-key.ts'
import { makeLook } from '../../support/look.ts'

const SEEN = makeLook({
  encryption: 'SSE-S3',
  kmsKeyArn: undefined,
  bucketKey: false,
  size: 1,
  storageClass: 'STANDARD',
  lastModified: 0,
  websiteRedirect: undefined,
})

async function* rowsOf(count: number) {
  for (let index = 0; index < count; index++) yield { key: `k${String(index)}` as EncodedKey }
}

async function lookAt(count: number, look: LookAtObject, change: Partial<LookDeps> = {}, signal?: AbortSignal) {
  const requests = { count: 0 }
  const pauses: number[] = []
  const keys: string[] = []
  const sleep = async (ms: number) => {
    pauses.push(ms)
  }
  const failure = await (async () => {
    for await (const { row } of lookAtEach(rowsOf(count), { look, sleep, ...change }, requests, signal))
      keys.push(row.key)
  })().catch((error: unknown) => error)
  return { keys, requests: requests.count, pauses, failure }
}

const failing = (code: ErrorCode, fault?: Fault) => async () => {
  throw Object.assign(new ActionError(code, 'no'), { fault })
}

describe('looking at objects', () => {
  it('looks at each once, at most 32 at a time, and yields them in order', async () => {
    let [now, most] = [0, 0]
    const looks: number[] = []
    const result = await lookAt(
      100,
      async (key) => {
        most = Math.max(most, ++now)
        // Later ones answer first.
        for (let turn = 0; turn < 50 - (Number(key.slice(1)) % 10) * 5; turn++)
          await new Promise((resolve) => setImmediate(resolve))
        now--
        return SEEN
      },
      { onLook: (looked) => looks.push(looked) },
    )
    expect(result).toMatchObject({ requests: 100, pauses: [], failure: undefined })
    expect(result.keys).toEqual(Array.from({ length: 100 }, (_, index) => `k${index}`))
    expect(most).toBe(32)
    expect(looks).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
  })

  it('tries again what may pass by itself, twice, with longer pauses', async () => {
    const result = await lookAt(1, failing('SERVICE_UNAVAILABLE', 'throttled'))
    expect(result).toMatchObject({ keys: [], requests: 3, pauses: [2000, 4000] })
    expect(result.failure).toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
  })

  it('goes on when a later try is answered', async () => {
    let tries = 0
    const result = await lookAt(1, async () => {
      return ++tries === 3 ? SEEN : await failing('SERVICE_UNAVAILABLE', 'ambiguous')()
    })
    expect(result).toMatchObject({ keys: ['k0'], requests: 3, failure: undefined })
  })

  it.each<ErrorCode>(['ACCESS_DENIED', 'EVIDENCE_MISSING', 'NO_CREDENTIALS', 'SERVICE_UNAVAILABLE'])(
    'does not try again what will not pass: %s',
    async (code) => {
      const result = await lookAt(1, failing(code))
      expect(result).toMatchObject({ requests: 1, pauses: [], failure: { code } })
    },
  )

  it('begins nothing after a failure', async () => {
    const result = await lookAt(1000, failing('ACCESS_DENIED'))
    expect(result.failure).toMatchObject({ code: 'ACCESS_DENIED' })
    expect(result.requests).toBeLessThan(32)
  })

  it('ends looks under way when one has failed', async () => {
    const aborted: boolean[] = []
    const result = await lookAt(2, async (key, signal) => {
      if (key === 'k0') {
        await new Promise((resolve) => setImmediate(resolve))
        throw new ActionError('ACCESS_DENIED', 'no')
      }
      return await new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push(true)
          reject(signal.reason)
        })
      })
    })
    expect(result.failure).toMatchObject({ code: 'ACCESS_DENIED' })
    expect(aborted).toEqual([true])
  })

  it('makes no request once the run is interrupted', async () => {
    const result = await lookAt(5, async () => SEEN, {}, AbortSignal.abort())
    expect(result).toMatchObject({ keys: [], requests: 0, failure: { code: 'INTERRUPTED' } })
  })
})
