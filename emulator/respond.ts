// Sends a response: its headers, its bytes in chunks, and intentional connection faults.

import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { EmulatorResponse } from './http.ts'
import type { Fault, LoggedRequest } from './traffic.ts'
import type { World } from './world.ts'

/** Time for the bytes before a fault to arrive, so that the client receives exactly those. */
const FLUSH_MS = 20

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>

type Sending = { readonly world: World; readonly logged: LoggedRequest }

/** Ends a connection without a response: by a reset, by silence, or by closing it. */
export function breakConnection(outgoing: ServerResponse, kind: 'reset' | 'hang' | 'short'): void {
  if (kind === 'reset') outgoing.socket?.resetAndDestroy()
  if (kind === 'short') outgoing.socket?.end()
}

/** Sends a response with the world's date and, for AWS's services, request ids. Faults of phase `body` occur in it. */
export async function writeResponse(
  outgoing: ServerResponse,
  sending: Sending,
  answer: EmulatorResponse,
  fault?: Fault,
): Promise<void> {
  const { logged, world } = sending
  const { length, chunks } = toChunks(answer.body)
  const hasBody = logged.method !== 'HEAD' && answer.status !== 204 && answer.status !== 304
  logged.status = answer.status
  logged.bytesSent = 0
  outgoing.sendDate = false
  outgoing.writeHead(answer.status, {
    date: new Date(world.clock.now()).toUTCString(),
    ...renderRequestIds(logged),
    ...(hasBody ? { 'content-length': String(length) } : {}),
    ...answer.headers,
  })
  if (!hasBody) {
    outgoing.end()
    return
  }
  // Even for a fault at byte 0, the headers must be sent.
  if (fault !== undefined) outgoing.flushHeaders()
  const body = countBytes(
    fault === undefined ? chunks : breakBody(outgoing, chunks, fault, placeIn(length, fault)),
    logged,
  )
  await pipeline(Readable.from(body, { objectMode: true }), outgoing)
}

function renderRequestIds(logged: LoggedRequest): Record<string, string> {
  if (logged.service === 'github' || logged.service === 'oidc' || logged.service === 'admin') return {}
  const id = logged.number.toString(16).toUpperCase().padStart(16, '0')
  return { 'x-amz-request-id': id, 'x-amz-id-2': Buffer.from(`emulator request ${id}`).toString('base64') }
}

function toChunks(body: EmulatorResponse['body']): { length: number; chunks: Chunks } {
  if (body === undefined) return { length: 0, chunks: [] }
  if (typeof body === 'object' && 'chunks' in body) return body
  const bytes = Buffer.from(body)
  return { length: bytes.length, chunks: bytes.length === 0 ? [] : [bytes] }
}

async function* countBytes(chunks: Chunks, logged: LoggedRequest): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk
    logged.bytesSent = (logged.bytesSent ?? 0) + chunk.length
  }
}

function placeIn(length: number, { bytes = 0 }: Fault): number {
  if (bytes === 'half') return Math.floor(length / 2)
  return bytes === 'all-but-one' ? Math.max(0, length - 1) : bytes
}

/** The body up to `until` bytes; then the fault occurs and, if possible, the rest follows. */
async function* breakBody(
  outgoing: ServerResponse,
  chunks: Chunks,
  fault: Fault,
  until: number,
): AsyncIterable<Uint8Array> {
  let sent = 0
  let struck = false
  for await (const chunk of chunks) {
    if (struck || sent + chunk.length <= until) {
      yield chunk
    } else {
      struck = true
      const head = chunk.subarray(0, until - sent)
      if (head.length > 0) yield head
      const tail = await strike(outgoing, fault, chunk.subarray(until - sent))
      if (tail.length > 0) yield tail
    }
    sent += chunk.length
  }
  if (!struck) await strike(outgoing, fault, new Uint8Array())
}

/** The rest of the chunk in which the fault occurred. Never returns if the connection is closed or hangs. */
async function strike(outgoing: ServerResponse, fault: Fault, rest: Uint8Array): Promise<Uint8Array> {
  const { effect } = fault
  if (effect.kind === 'call') await effect.run()
  if (effect.kind === 'corrupt') return rest.map((byte, at) => (at === 0 ? byte ^ 0xff : byte))
  if (effect.kind !== 'reset' && effect.kind !== 'short' && effect.kind !== 'hang') return rest
  await delay(FLUSH_MS)
  breakConnection(outgoing, effect.kind)
  return new Promise((_, reject) => {
    outgoing.once('close', () => reject(new Error(`the fault "${effect.kind}" ended the connection`)))
  })
}
