// The only transport: receives requests by node:http and sends the services' responses. Keeps the request log and
// applies faults.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { decodeAwsChunked, isAwsChunked } from './aws-chunked.ts'
import { FaultInterrupt, takeFault } from './faults.ts'
import { type EmulatorRequest, type EmulatorResponse, ServiceError } from './http.ts'
import { breakConnection, writeResponse } from './respond.ts'
import { routeRequest, type Service } from './routes.ts'
import { type Authentication, authenticate } from './sigv4/sigv4.ts'
import type { Fault, LoggedRequest } from './traffic.ts'
import type { World } from './world.ts'

/** Bodies are kept in memory; a larger one is refused. */
const MAX_BODY_BYTES = 512 * 1024 * 1024

export type ServerOptions = {
  readonly port: number
  readonly host: string
  readonly latencyMs: number
  readonly checkClockSkew: boolean
  /** Every request waits for this before anything else happens, so that a test can schedule several clients. */
  readonly gate?: ((request: LoggedRequest) => Promise<void>) | undefined
}

/** The result of a request: a response, or a connection that breaks without one. */
type Answer = EmulatorResponse | 'reset' | 'hang' | 'short'

type Exchange = {
  readonly world: World
  readonly options: ServerOptions
  readonly service: Service
  readonly logged: LoggedRequest
  readonly request: EmulatorRequest
  readonly baseUrl: string
  /** Set by a fault with effect `range`. */
  range?: 'whole' | 'other'
}

/** Listens, and handles requests for the world until closed. */
export async function startServer(
  world: World,
  options: ServerOptions,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const { port } = server.address() as AddressInfo
    serve(world, options, `http://${options.host}:${port}`, incoming, outgoing).catch((error: unknown) => {
      // An interrupted response is handled by the client; before that, it is a bug of the emulator and must not look
      // like AWS.
      if (outgoing.headersSent || outgoing.destroyed) return outgoing.destroy()
      return outgoing.writeHead(500).end(`emulator: ${error instanceof Error ? error.stack : String(error)}`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  return {
    url: `http://${options.host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}

async function serve(
  world: World,
  options: ServerOptions,
  baseUrl: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = await readRequest(incoming)
  const service = routeRequest(request)
  const logged = logRequest(world, service, request, incoming.url ?? '')
  const exchange: Exchange = { world, options, service, logged, request, baseUrl }
  if (options.latencyMs > 0) await delay(options.latencyMs)
  await options.gate?.(logged)
  const refused = await applyFault(takeFault(world, 'before', logged, 'unnamed'), exchange)
  const handled = refused ?? (await handleRequest(exchange))
  const lost = handled === refused ? undefined : await applyFault(takeFault(world, 'after', logged), exchange)
  const answer = lost ?? handled
  if (typeof answer === 'string') return breakConnection(outgoing, answer)
  await sendResponse(outgoing, exchange, answer)
  await applyFault(takeFault(world, 'answered', logged), exchange)
}

async function sendResponse(outgoing: ServerResponse, exchange: Exchange, answer: EmulatorResponse): Promise<void> {
  const { logged, service, world } = exchange
  const fault = takeFault(world, 'body', logged)
  if (fault?.effect.kind === 'error') {
    const { body, headers } = service.renderError(toServiceError(fault.effect), exchange.request)
    await writeResponse(outgoing, exchange, { status: 200, headers: headers ?? {}, body: body ?? '' })
  } else {
    await writeResponse(outgoing, exchange, answer, fault)
  }
}

/** Runs the service until there is a response: its own, or that of a fault for its operation. */
async function handleRequest(exchange: Exchange): Promise<Answer> {
  const { service, request } = exchange
  const struck: { fault?: Fault } = {}
  for (;;) {
    try {
      return await runHandler(exchange, struck)
    } catch (error) {
      if (error instanceof ServiceError) return service.renderError(error, request)
      if (!(error instanceof FaultInterrupt)) throw error
      const answer = await applyFault(error.fault, exchange)
      if (answer !== undefined) return answer
    }
  }
}

/** At most one `before` fault applies to a request: after a `call` the handler is run again without faults. */
async function runHandler(exchange: Exchange, struck: { fault?: Fault }): Promise<EmulatorResponse> {
  const { baseUrl, logged, options, service, world } = exchange
  const operation = (name: string): void => {
    logged.operation = name
    if (struck.fault !== undefined) return
    const fault = takeFault(world, 'before', logged, 'named')
    if (fault === undefined) return
    struck.fault = fault
    throw new FaultInterrupt(fault)
  }
  const name = service.nameOperation?.(exchange.request)
  if (name !== undefined) operation(name)
  const { signingName } = service
  if (signingName === undefined) {
    return service.handle(exchange.request, { world, principal: undefined, operation, baseUrl })
  }
  const proof = authenticate(world, exchange.request, { service: signingName, checkSkew: options.checkClockSkew })
  if (proof !== undefined) logged.principal = proof.principal.arn
  const request = mistakeRange(decodeRequest(exchange.request, proof), exchange.range)
  logged.body = request.body
  return service.handle(request, {
    world,
    principal: proof?.principal,
    signedRegion: proof?.region,
    operation,
    baseUrl,
  })
}

/** Decodes the content coding aws-chunked; its trailers then count as headers. */
function decodeRequest(request: EmulatorRequest, proof: Authentication | undefined): EmulatorRequest {
  if (!isAwsChunked(request.headers)) return request
  const { body, trailers } = decodeAwsChunked(request.headers, request.body, proof)
  return { ...request, headers: { ...request.headers, ...trailers }, body }
}

/** The request as changed by a cache or proxy that does not support ranges; its signature was valid. */
function mistakeRange(request: EmulatorRequest, answer: Exchange['range']): EmulatorRequest {
  if (answer === undefined) return request
  const { range, ...headers } = request.headers
  if (answer === 'whole') return { ...request, headers }
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
  const shift = Number(first) === 0 ? 1 : -1
  const other = first === '' ? 'bytes=1-' : `bytes=${Number(first) + shift}-${Number(last) + shift}`
  return { ...request, headers: { ...headers, range: other } }
}

/** Applies a fault. Undefined if the request continues normally. */
async function applyFault(fault: Fault | undefined, exchange: Exchange): Promise<Answer | undefined> {
  const effect = fault?.effect
  switch (effect?.kind) {
    case 'error':
      return exchange.service.renderError(toServiceError(effect), exchange.request)
    case 'call':
      await effect.run()
      return undefined
    case 'range':
      exchange.range = effect.answer
      return undefined
    case 'reset':
    case 'hang':
    case 'short':
      return effect.kind
    default:
      return undefined
  }
}

function toServiceError(effect: Extract<Fault['effect'], { kind: 'error' }>): ServiceError {
  return new ServiceError(effect.status, effect.code, effect.message ?? effect.code)
}

async function readRequest(incoming: IncomingMessage): Promise<EmulatorRequest> {
  // A client that uses this server as a proxy sends the whole URL.
  const target = (incoming.url ?? '/').replace(/^https?:\/\/[^/?]*/, '') || '/'
  const questionMark = target.indexOf('?')
  const body = await readIncoming(incoming)
  return {
    method: incoming.method ?? 'GET',
    rawPath: questionMark < 0 ? target : target.slice(0, questionMark),
    query: new URLSearchParams(questionMark < 0 ? '' : target.slice(questionMark + 1)),
    headers: flattenHeaders(incoming),
    body,
    host: incoming.headers.host ?? '',
  }
}

async function readIncoming(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES)
      throw new Error(`a request body is over ${MAX_BODY_BYTES} bytes, which this server holds at most`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function flattenHeaders(incoming: IncomingMessage): Readonly<Record<string, string>> {
  const headers = Object.entries(incoming.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(',') : (value ?? ''),
  ])
  return Object.fromEntries(headers)
}

function logRequest(world: World, service: Service, request: EmulatorRequest, url: string): LoggedRequest {
  const logged: LoggedRequest = {
    number: world.log.length + 1,
    at: world.clock.now(),
    service: service.name,
    operation: '',
    method: request.method,
    url,
    headers: request.headers,
    body: request.body,
  }
  world.log.push(logged)
  return logged
}
