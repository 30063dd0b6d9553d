// Creates every AWS client of this action: endpoints, retries, proxies, user agent.

import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { IAMClient } from '@aws-sdk/client-iam'
import { KMSClient } from '@aws-sdk/client-kms'
import { S3Client } from '@aws-sdk/client-s3'
import { S3ControlClient, type S3ControlClientConfig } from '@aws-sdk/client-s3-control'
import { STSClient } from '@aws-sdk/client-sts'
import type { ClientOptions } from './client-options.ts'
import type { Session } from './session.ts'
import { Sha256 } from './sha256.ts'
import { type Client, watch } from './watch-calls.ts'

const CONNECTION_TIMEOUT_MS = 10_000
/** Time to the first byte of a response. */
const REQUEST_TIMEOUT_MS = 60_000
/** The only retry policy: the SDK's standard mode, exponential backoff with jitter. */
const MAX_ATTEMPTS = 6

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
