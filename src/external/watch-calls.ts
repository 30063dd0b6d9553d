// Watches the calls of every AWS client: each answer is told, none outlives the run, and an expired session is renewed once.

import { IncomingMessage } from 'node:http'
import type { S3Client } from '@aws-sdk/client-s3'
import type { ClientOptions } from './client-options.ts'
import { untilAborted } from './limit.ts'
import type { Session } from './session.ts'

/** Codes that S3, S3 Control and STS use for an expired session. */
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'])
/**
 * If the body of a response makes no progress for this long, the call is aborted and repeated: the SDK would wait
 * forever.
 */
const BODY_IDLE_TIMEOUT_MS = 30_000
/** While S3 copies, its response has already started but makes no progress (S3 API Reference, "CopyObject"). */
const COPY_IDLE_TIMEOUT_MS = 15 * 60_000
const COPIES = new Set(['CopyObjectCommand', 'UploadPartCopyCommand', 'CompleteMultipartUploadCommand'])

/** What all clients have in common. */
export type Client = { readonly config: { readonly requestHandler: unknown }; readonly middlewareStack: unknown }

/** Logs each response, and repeats a call once with a new session if its session had expired. */
export function watch(client: Client, options: ClientOptions, session?: Session): void {
  obeySignal(client, options.signal)
  // Whether a response without a body stayed the same after a renewal: it was about the object, as others may be.
  let isAboutObjects = false
  const stack = client.middlewareStack as S3Client['middlewareStack']
  // Without a logger it still filters input and output of each call, which is a part of the time that the call takes.
  stack.remove('loggerMiddleware')
  stack.add(
    (next, context) => async (args) => {
      const started = performance.now()
      const line = (metadata: Metadata | undefined, outcome: string) =>
        options.onAnswer(
          `${context.commandName ?? 'AWS call'} ${outcome} ${metadata?.httpStatusCode ?? '-'} ` +
            `request ${metadata?.requestId ?? '-'} attempts ${metadata?.attempts ?? '-'} ` +
            `${Math.round(performance.now() - started)} ms`,
        )
      const call = async () => {
        const result = await untilAborted(() => next(args), options.signal)
        line(result.output.$metadata, 'ok')
        return result
      }
      try {
        return await call()
      } catch (error) {
        const failure = error as Failure
        line(failure.$metadata, failure.name ?? 'failed')
        const expired = isExpired(failure, context.commandName)
        if (session?.expire === undefined || expired === 'no' || (expired === 'maybe' && isAboutObjects)) throw error
        isAboutObjects = false
        session.expire()
        return await call().catch((again: unknown) => {
          isAboutObjects = isExpired(again as Failure, context.commandName) === 'maybe'
          throw again
        })
      }
    },
    { step: 'initialize', name: 'watchAnswers', priority: 'high' },
  )
  stack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next(args)
        // The body of an object is monitored by its reader (resuming-read.ts).
        const idleMs = COPIES.has(commandName) ? COPY_IDLE_TIMEOUT_MS : BODY_IDLE_TIMEOUT_MS
        if (commandName !== 'GetObjectCommand') guardBody(result.response, idleMs, options)
        return result
      },
    { step: 'deserialize', name: 'guardBody', priority: 'low' },
  )
  stack.add(
    (next) => async (args) => {
      const result = await next(args)
      const date = Date.parse((result.response as { headers?: Record<string, string> }).headers?.date ?? '')
      if (!Number.isNaN(date)) Object.assign(result.output?.$metadata ?? {}, { serverDate: date })
      return result
    },
    { step: 'deserialize', name: 'keepServerDate', priority: 'high' },
  )
}

/**
 * No call continues after the run's signal aborts: neither while it waits for a response, nor while it waits to retry.
 */
function obeySignal(client: Client, signal: AbortSignal): void {
  const handler = client.config.requestHandler as S3Client['config']['requestHandler']
  const handle = handler.handle.bind(handler)
  // Thousands of calls share a signal: each signal made of two costs as much as a hash.
  const combined = new WeakMap<AbortSignal, AbortSignal>()
  const combine = (own: AbortSignal) => {
    const either = combined.get(own) ?? AbortSignal.any([own, signal])
    combined.set(own, either)
    return either
  }
  handler.handle = (request, given) => {
    const { abortSignal: own } = (given ?? {}) as { readonly abortSignal?: AbortSignal }
    return handle(request, { ...given, abortSignal: own === undefined ? signal : combine(own) })
  }
}

/**
 * Aborts the body of a response if no byte arrives for `idleMs`, like a connection reset: the SDK then repeats the
 * call.
 */
function guardBody(response: unknown, idleMs: number, { startTimer }: ClientOptions): void {
  const { body } = response as { readonly body?: unknown }
  if (!(body instanceof IncomingMessage)) return
  let seen = body.socket.bytesRead
  const look = () => {
    const { bytesRead } = body.socket
    if (bytesRead === seen)
      body.destroy(Object.assign(new Error(`no byte for ${idleMs / 1000} s`), { code: 'ETIMEDOUT' }))
    else stop = startTimer(idleMs, look)
    seen = bytesRead
  }
  let stop = startTimer(idleMs, look)
  body.once('close', () => stop())
}

/**
 * HEAD responses have no body and therefore no code: a 400 may be one, unless it only reports the bucket's actual
 * Region.
 */
function isExpired({ name = '', $metadata, $response }: Failure, command = ''): 'yes' | 'maybe' | 'no' {
  if (EXPIRED.has(name)) return 'yes'
  const isBare = command.startsWith('Head') && $metadata?.httpStatusCode === 400
  return isBare && $response?.headers?.['x-amz-bucket-region'] === undefined ? 'maybe' : 'no'
}

type Failure = {
  readonly name?: string
  readonly $metadata?: Metadata
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> }
}

type Metadata = { readonly httpStatusCode?: number; readonly requestId?: string; readonly attempts?: number }

/**
 * The service's clock when it sent this response, in epoch milliseconds; the runner's own clock is not trusted for
 * ages.
 */
export function serverDateOf(output: { readonly $metadata: object }): number | undefined {
  return (output.$metadata as { serverDate?: number }).serverDate
}
