// Knows every way a single request can go wrong, by phase: what is done to the answer, and what to the process that asked.

import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import type { Fault, LoggedRequest } from '../../emulator/traffic.ts'

/** A fault for one request of a recorded run. `handle` is the child, for faults that are signals. */
export type Strike = {
  /** `after: reset`, `body half: SIGKILL`. */
  readonly name: string
  readonly signal: NodeJS.Signals | undefined
  readonly make: (handle: () => ActionHandle | undefined, onStrike: () => void) => Omit<Fault, 'match'>
}

type Phase = Pick<Fault, 'phase' | 'bytes'>
type Effect = Exclude<Fault['effect'], { kind: 'call' }>

const SIGNALS = ['SIGKILL', 'SIGINT', 'SIGTERM'] as const
const BEFORE: Phase = { phase: 'before' }
const AFTER: Phase = { phase: 'after' }
const PLACES = [0, 1, 'half', 'all-but-one'] as const

function spoil(name: string, phase: Phase, effect: Effect, times = 1): Strike {
  const make = (_: unknown, onStrike: () => void): Omit<Fault, 'match'> => {
    onStrike()
    return { ...phase, effect, times }
  }
  return { name, signal: undefined, make }
}

function kill(where: string, phase: Phase, signal: NodeJS.Signals): Strike {
  return {
    name: `${where}: ${signal}`,
    signal,
    make: (handle, onStrike) => ({
      ...phase,
      effect: {
        kind: 'call',
        run: () => {
          onStrike()
          handle()?.kill(signal)
        },
      },
      times: 1,
    }),
  }
}

/** The cancel comes while an answer does not: last words must not wait for it. */
const CANCEL_IN_SILENCE: Strike = {
  name: 'before: SIGINT in silence',
  signal: 'SIGINT',
  make: (handle, onStrike) => ({
    ...BEFORE,
    effect: {
      kind: 'call',
      run: () => {
        onStrike()
        handle()?.kill('SIGINT')
        return new Promise(() => {})
      },
    },
    times: 1,
  }),
}

const error = (status: number, code: string): Effect => ({ kind: 'error', status, code })

/** What can happen to a request that was recorded as `request`. */
export function listStrikes(request: LoggedRequest): Strike[] {
  const isAws = request.service === 's3' || request.service === 's3-control'
  const throttling = request.service === 's3-control' ? 'TooManyRequestsException' : 'SlowDown'
  const strikes = [
    spoil('before: 503', BEFORE, error(503, throttling)),
    spoil('before: 503 for ever', BEFORE, error(503, throttling), Number.POSITIVE_INFINITY),
    spoil('before: 429', BEFORE, error(429, throttling)),
    spoil('before: reset', BEFORE, { kind: 'reset' }),
    spoil('before: hang', BEFORE, { kind: 'hang' }),
    ...SIGNALS.map((signal) => kill('before', BEFORE, signal)),
    CANCEL_IN_SILENCE,
    spoil('after: 500', AFTER, error(500, 'InternalError')),
    spoil('after: reset', AFTER, { kind: 'reset' }),
    spoil('after: short', AFTER, { kind: 'short' }),
    spoil('after: hang', AFTER, { kind: 'hang' }),
    ...SIGNALS.map((signal) => kill('after', AFTER, signal)),
    kill('answered', { phase: 'answered' }, 'SIGKILL'),
    kill('answered', { phase: 'answered' }, 'SIGINT'),
  ]
  if (isAws) strikes.push(spoil('before: expired token', BEFORE, error(400, 'ExpiredToken')))
  if ((request.bytesSent ?? 0) > 1 && (request.status ?? 0) < 300) strikes.push(...listBodyStrikes())
  if (request.operation === 'GetObject') {
    strikes.push(
      spoil('before: whole instead of range', BEFORE, { kind: 'range', answer: 'whole' }),
      spoil('before: other range', BEFORE, { kind: 'range', answer: 'other' }),
    )
  }
  return strikes
}

function listBodyStrikes(): Strike[] {
  return PLACES.flatMap((bytes) => {
    const place: Phase = { phase: 'body', bytes }
    const where = `body ${bytes}`
    return [
      spoil(`${where}: reset`, place, { kind: 'reset' }),
      spoil(`${where}: short`, place, { kind: 'short' }),
      spoil(`${where}: hang`, place, { kind: 'hang' }),
      kill(where, place, 'SIGKILL'),
      ...(bytes === 'half' ? [kill(where, place, 'SIGINT')] : []),
    ]
  })
}
