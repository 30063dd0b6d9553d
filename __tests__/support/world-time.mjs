// Preloaded into the action by `node --import`: its clock starts at the emulated world's time and runs on from there, since
// the SDK repeats every refused request while its clock and the service's are minutes apart. With `WORLD_SLEEPS=skipped` a
// sleep ends at once and the clock leaps over it, so that a wait of hours takes a second. With `WORLD_TIMERS=hastened` timers
// up to twenty minutes, which pace retries and guard against connections that hang, fire twenty times sooner. The bundle is unchanged.

import { createRequire, syncBuiltinESMExports } from 'node:module'

const timers = createRequire(import.meta.url)('node:timers/promises')
const { now } = Date
const { setTimeout: sleep } = timers
let aheadMs = Number(process.env.WORLD_TIME) - now()

Date.now = () => now() + aheadMs

if (process.env.WORLD_SLEEPS === 'skipped') {
  timers.setTimeout = async (ms, value, options) => {
    const wakeAt = Date.now() + ms
    // An abort rejects here, as it would have rejected the whole sleep.
    await sleep(Math.min(ms, 2), undefined, options)
    aheadMs += Math.max(0, wakeAt - Date.now())
    return value
  }
  syncBuiltinESMExports()
}

if (process.env.WORLD_TIMERS === 'hastened') {
  const { setTimeout: start } = globalThis
  const isHastened = (ms) => ms >= 50 && ms <= 1_200_000
  globalThis.setTimeout = Object.assign(
    (callback, ms, ...values) => start(callback, isHastened(ms) ? Math.min(ms / 20, 3000) : ms, ...values),
    start,
  )
}
