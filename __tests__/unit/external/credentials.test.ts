import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Stage, setStage } from '../../../emulator/stage.ts'
import { signIn } from '../../../src/external/credentials.ts'

const MINUTE_MS = 60_000
let stage: Stage
let now: number
let masked: string[]
let endpoint: string | undefined

beforeEach(async () => {
  stage = await setStage({ sourceBuckets: ['acme-data'] })
  // The SDK looks for its endpoint there.
  endpoint = process.env.AWS_ENDPOINT_URL
  process.env.AWS_ENDPOINT_URL = stage.env.AWS_ENDPOINT_URL
  now = Date.UTC(2026, 10, 20)
  masked = []
})
afterEach(async () => {
  if (endpoint === undefined) delete process.env.AWS_ENDPOINT_URL
  else process.env.AWS_ENDPOINT_URL = endpoint
  await stage.close()
})

const sessions = () => stage.world.log.filter(({ operation }) => operation === 'AssumeRoleWithWebIdentity').length

/** A session of so many seconds, whose clock is `now`. */
async function open(roleDurationSeconds: number) {
  const inputs = {
    roleToAssume: stage.roles.scan.arn,
    roleDurationSeconds,
    roleSessionName: 'test',
    audience: 'sts.amazonaws.com',
  }
  const { session } = await signIn(inputs as Parameters<typeof signIn>[0], {
    client: {
      region: stage.world.region,
      env: stage.env,
      version: '0',
      onAnswer: () => {},
      signal: new AbortController().signal,
      startTimer: () => () => {},
    },
    env: stage.env,
    getIdToken: async (audience) => {
      const url = `${stage.env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${audience}`
      const headers = { authorization: `bearer ${stage.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` }
      return ((await (await fetch(url, { headers })).json()) as { value: string }).value
    },
    mask: (secret) => masked.push(secret),
    now: () => now,
    sleep: async () => {},
    info: () => {},
    narrowing: undefined,
  })
  const { provider, expire } = session
  if (provider === undefined || expire === undefined) throw new Error('no session of its own')
  return { ask: provider, expire }
}

describe('a session', () => {
  it.each([900, 3600])('of %d seconds is used until five minutes before its end, and no longer', async (seconds) => {
    const { ask } = await open(seconds)
    const first = await ask()
    now += seconds * 1000 - 5 * MINUTE_MS - 1
    expect((await ask()).accessKeyId).toBe(first.accessKeyId)
    expect(sessions()).toBe(1)

    now += 1
    const second = await ask()
    expect(second.accessKeyId).not.toBe(first.accessKeyId)
    expect(sessions()).toBe(2)
    expect(masked).toEqual(expect.arrayContaining([second.secretAccessKey, second.sessionToken]))
  })

  it('is renewed once for all who ask at the same moment', async () => {
    const { ask } = await open(900)
    now += 15 * MINUTE_MS
    const keys = await Promise.all(Array.from({ length: 5 }, async () => (await ask()).accessKeyId))
    expect(new Set(keys).size).toBe(1)
    expect(sessions()).toBe(2)
  })

  it('tells the SDK an end close at hand, so that it asks again each time', async () => {
    const { ask } = await open(3600)
    expect((await ask()).expiration.getTime()).toBe(now + MINUTE_MS)
  })

  it('that is said to have expired is begun anew', async () => {
    const { ask, expire } = await open(3600)
    const first = await ask()
    expire()
    expect((await ask()).accessKeyId).not.toBe(first.accessKeyId)
    expect(sessions()).toBe(2)
  })
})
