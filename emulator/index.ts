// The emulator's front door: a world, and a server that speaks for it.

import { createClock } from './clock.ts'
import { startServer } from './server.ts'
import type { LoggedRequest } from './traffic.ts'
import type { World } from './world.ts'

/** 2026-11-01T00:00:00Z, where a world's clock starts unless said otherwise. */
const DEFAULT_START_MS = Date.UTC(2026, 10, 1)
const DEFAULT_ACCOUNT = '111122223333'
const DEFAULT_REGION = 'us-east-1'

export type WorldOptions = {
  /** 12 digits. */
  readonly account?: string | undefined
  readonly region?: string | undefined
  /** Epoch milliseconds. */
  readonly start?: number | undefined
  /** A clock that continues with real time; else it stands still until it is advanced. */
  readonly runningClock?: boolean | undefined
}

/** An empty world: no buckets, no credentials, nobody. */
export function createWorld(options: WorldOptions = {}): World {
  return {
    clock: createClock(options.start ?? DEFAULT_START_MS, options.runningClock ?? false),
    account: options.account ?? DEFAULT_ACCOUNT,
    region: options.region ?? DEFAULT_REGION,
    buckets: new Map(),
    kmsKeys: new Map(),
    roles: new Map(),
    credentials: new Map(),
    log: [],
    faults: [],
    services: new Map(),
  }
}

export type EmulatorOptions = {
  readonly world?: World | undefined
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined
  readonly host?: string | undefined
  /** Every answer waits this long, as one over a network does. */
  readonly latencyMs?: number | undefined
  /** Refuse requests whose date is 15 minutes off the world's clock. */
  readonly checkClockSkew?: boolean | undefined
  /** Every request waits for it before anything else happens. */
  readonly gate?: ((request: LoggedRequest) => Promise<void>) | undefined
}

export type Emulator = {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  readonly world: World
  readonly close: () => Promise<void>
}

/** Starts a server for a world, a new one unless given. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const world = options.world ?? createWorld()
  const server = await startServer(world, {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    latencyMs: options.latencyMs ?? 0,
    checkClockSkew: options.checkClockSkew ?? false,
    gate: options.gate,
  })
  return { url: server.url, world, close: server.close }
}
