// Creates every AWS client of this action: endpoints, retries, proxies, owner of the session, user agent.

import { Agent as HttpAgent, IncomingMessage } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { IAMClient } from '@aws-sdk/client-iam'
import { KMSClient } from '@aws-sdk/client-kms'
import { S3Client } from '@aws-sdk/client-s3'
import { S3ControlClient, type S3ControlClientConfig } from '@aws-sdk/client-s3-control'
import { STSClient } from '@aws-sdk/client-sts'
import type { ClientOptions } from './client-options.ts'
import { untilAborted } from './limit.ts'
import type { Session } from './session.ts'
import { Sha256 } from './sha256.ts'

const CONNECTION_TIMEOUT_MS = 10_000
/** Time to the first byte of a response. */
const REQUEST_TIMEOUT_MS = 60_000
/**
 * If the body of a response makes no progress for this long, the call is aborted and repeated: the SDK would wait
 * forever.
 */
const BODY_IDLE_TIMEOUT_MS = 30_000
/** While S3 copies, its response has already started but makes no progress (S3 API Reference, "CopyObject"). */
const COPY_IDLE_TIMEOUT_MS = 15 * 60_000
const COPIES = new Set(['CopyObjectCommand', 'UploadPartCopyCommand', 'CompleteMultipartUploadCommand'])
/** The only retry policy: the SDK's standard mode, exponential backoff with jitter. */
const MAX_ATTEMPTS = 6
/** Codes that S3, S3 Control and STS use for an expired session. */
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'])

export function createS3Client(options: ClientOptions, session: Session): S3Client {
  const endpoint = customEndpoint(options.env, 'S3')
  const client = new S3Client({
    ...common(options),
    ...credentialsOf(session),
    // Other S3-compatible endpoints and plain hosts do not have the bucket in their host name.
    ...(endpoint === undefined ? {} : { forcePathStyle: true }),
    // The inventory's own MD5 verifies the bytes; a second checksum on every read costs a core and proves less.
    responseChecksumValidation: 'WHEN_REQUIRED',
    sha256: Sha256,
  })
  watch(client, options, session)
  return client
}

export function createS3ControlClient(options: ClientOptions, session: Session): S3ControlClient {
  const endpoint = customEndpoint(options.env, 'S3_CONTROL')
  const config: S3ControlClientConfig = { ...common(options), ...credentialsOf(session) }
  if (endpoint !== undefined) config.endpointProvider = () => plainEndpoint(endpoint, options.region)
  const client = new S3ControlClient(config)
  watch(client, options, session)
  return client
}

/** Unsigned unless a session is given: AssumeRoleWithWebIdentity carries its own proof. */
export function createStsClient(options: ClientOptions, session?: Session): STSClient {
  const client = new STSClient({ ...common(options), ...(session === undefined ? {} : credentialsOf(session)) })
  watch(client, options, session)
  return client
}

export function createKmsClient(options: ClientOptions, session: Session): KMSClient {
  const client = new KMSClient({ ...common(options), ...credentialsOf(session) })
  watch(client, options, session)
  return client
}

/** IAM has one endpoint for all Regions, which an egress filter may block: the run does not wait for it long. */
const IAM_ATTEMPTS = 2

export function createIamClient(options: ClientOptions, session: Session): IAMClient {
  const client = new IAMClient({ ...common(options), ...credentialsOf(session), maxAttempts: IAM_ATTEMPTS })
  watch(client, options, session)
  return client
}

/** The endpoint of a service in the environment (AWS SDKs reference guide, "Service-specific endpoints"). */
function customEndpoint(env: ClientOptions['env'], service: 'S3' | 'S3_CONTROL'): string | undefined {
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined
  return env[`AWS_ENDPOINT_URL_${service}`] || env.AWS_ENDPOINT_URL || undefined
}

/**
 * S3 Control prepends the account id to the host name, which turns a plain address into `111122223333.127.0.0.1`.
 * Therefore a custom endpoint is used exactly as given; the account is still sent in x-amz-account-id.
 */
function plainEndpoint(endpoint: string, region: string) {
  const scheme = {
    name: 'sigv4' as const,
    signingName: 's3',
    signingRegion: region,
    disableDoubleEncoding: true,
    properties: {},
  }
  return { url: new URL(endpoint), headers: {}, properties: { authSchemes: [scheme] } }
}

function common(options: ClientOptions) {
  // The SDK ignores proxy variables; Node's own agents use HTTP_PROXY, HTTPS_PROXY and NO_PROXY if they are passed in.
  const agent = { keepAlive: true, maxSockets: 64, proxyEnv: { ...options.env } }
  return {
    region: options.region,
    maxAttempts: MAX_ATTEMPTS,
    retryMode: 'standard',
    customUserAgent: [['s3-encryption-compliance', options.version]] as [string, string][],
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
    },
  }
}

const credentialsOf = (session: Session): { readonly credentials?: NonNullable<Session['provider']> } =>
  session.provider === undefined ? {} : { credentials: session.provider }

/** What all clients have in common. */
type Client = { readonly config: { readonly requestHandler: unknown }; readonly middlewareStack: unknown }

/** A client of a service that is loaded only when it is used, with the same endpoints, retries and signal as all others. */
export function createLateClient<C extends Client>(
  make: (config: ReturnType<typeof common> & ReturnType<typeof credentialsOf>) => C,
  options: ClientOptions,
  session: Session,
): C {
  const client = make({ ...common(options), ...credentialsOf(session) })
  watch(client, options, session)
  return client
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

/** Logs each response, and repeats a call once with a new session if its session had expired. */
function watch(client: Client, options: ClientOptions, session?: Session): void {
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

type Failure = {
  readonly name?: string
  readonly $metadata?: Metadata
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> }
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

/**
 * The service's clock when it sent this response, in epoch milliseconds; the runner's own clock is not trusted for
 * ages.
 */
export function serverDateOf(output: { readonly $metadata: object }): number | undefined {
  return (output.$metadata as { serverDate?: number }).serverDate
}

type Metadata = { readonly httpStatusCode?: number; readonly requestId?: string; readonly attempts?: number }
