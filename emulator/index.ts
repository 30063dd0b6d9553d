// The emulator's entry point: a world, and a server for it.

import { createClock } from './clock.ts'
import { lambdaState } from './lambda/functions.ts'
import { stopSandboxes } from './lambda/sandbox.ts'
import { startServer } from './server.ts'
import type { LoggedRequest } from './traffic.ts'
import type { World } from './world.ts'

/** 2026-11-01T00:00:00Z, the default start of a world's clock. */
const DEFAULT_START_MS = Date.UTC(2026, 10, 1)
const DEFAULT_ACCOUNT = '111122223333'
const DEFAULT_REGION = 'us-east-1'

export type WorldOptions = {
  /** 12 digits. */
  readonly account?: string | undefined
  readonly region?: string | undefined
  /** Epoch milliseconds. */
  readonly start?: number | undefined
  /** A clock that runs with real time; otherwise it is stopped and must be advanced. */
  readonly runningClock?: boolean | undefined
}

/** An empty world: no buckets, no credentials, no users. */
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
  /** 0, the default, uses a free port. */
  readonly port?: number | undefined
  readonly host?: string | undefined
  /** Every response is delayed by this time, as over a network. */
  readonly latencyMs?: number | undefined
  /** Refuse requests whose date is 15 minutes off the world's clock. */
  readonly checkClockSkew?: boolean | undefined
  /** Every request waits for this before anything else happens. */
  readonly gate?: ((request: LoggedRequest) => Promise<void>) | undefined
}

export type Emulator = {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  readonly world: World
  readonly close: () => Promise<void>
}

/** Starts a server for a world, by default a new one. Rejects if the port is in use. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const world = options.world ?? createWorld()
  const server = await startServer(world, {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    latencyMs: options.latencyMs ?? 0,
    checkClockSkew: options.checkClockSkew ?? false,
    gate: options.gate,
  })
  lambdaState(world).endpoint = server.url
  const close = async () => {
    await stopSandboxes(world)
    await server.close()
  }
  return { url: server.url, world, close }
}
