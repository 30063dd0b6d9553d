// What a service handler receives and returns. The only transport is server.ts.

import type { Principal, World } from './world.ts'

export type EmulatorRequest = {
  readonly method: string
  /** Path as sent, percent-encoded, without the query. */
  readonly rawPath: string
  /** Query parameters, decoded; a parameter without a value is ''. */
  readonly query: URLSearchParams
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly host: string
}

export type EmulatorResponse = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** A body of known length, or chunks with their total length. */
  readonly body?:
    | Uint8Array
    | string
    | { readonly length: number; readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }
}

/** What a handler receives in addition to the request: the world, the caller, and a function to name the operation. */
export type Context = {
  readonly world: World
  /** Undefined for unsigned requests. */
  readonly principal: Principal | undefined
  /** Region that the request was signed for. */
  readonly signedRegion?: string | undefined
  /**
   * Names the operation in the request log, as AWS or GitHub names it. Call it before changing anything, and do not
   * catch what it throws: a fault of phase `before` that names this operation interrupts the handler here.
   */
  readonly operation: (name: string) => void
  /** Base URL of this server, `http://127.0.0.1:PORT`. */
  readonly baseUrl: string
}

export type Handler = (request: EmulatorRequest, context: Context) => EmulatorResponse | Promise<EmulatorResponse>

/** An error that a service returns. Each service renders it in its own way (S3 XML, query XML, JSON). */
export class ServiceError extends Error {
  readonly status: number
  readonly code: string
  readonly extra: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, extra: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.extra = extra
  }
}
