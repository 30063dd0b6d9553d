// Decides which credentials are used for which bucket: one session per role, one S3 client per session and Region.

import type { S3Client } from '@aws-sdk/client-s3'
import { createS3Client } from '../external/aws.ts'
import { signIn } from '../external/credentials.ts'
import { clientOptions, type Deps } from '../external/deps.ts'
import { withinTime } from '../external/limit.ts'
import { maskSecret, requestIdToken } from '../external/runner.ts'
import type { Identity } from '../external/session.ts'
import { listSessionPolicies } from '../external/session-policy.ts'
import type { BucketTarget, CredentialInputs } from '../settings/settings-of-a-run.ts'
import { type ActionError, asActionError } from '../words/errors.ts'

export type Access = {
  readonly identity: Identity
  /** The client for a Region, created when it is first needed. */
  readonly s3ForRegion: (region: string) => S3Client
}

/** The access of each target's role, or why there is none. */
export type AccessOf = (target: BucketTarget) => Access | ActionError

/**
 * Signs in once per distinct role. If a role cannot be assumed, only its own buckets have no verdict.
 * @throws ActionError NO_CREDENTIALS if it is the only role
 */
export async function openAccess(targets: readonly BucketTarget[], deps: Deps): Promise<AccessOf> {
  const byRole = new Map<string, Access | ActionError>()
  const roles = Map.groupBy(targets, (target) => keyOf(target.credentials))
  for (const [key, served] of roles) {
    const [{ credentials, region }] = served as [BucketTarget, ...BucketTarget[]]
    try {
      byRole.set(key, createAccess(await assumeIdentity(credentials, region, served, deps), deps))
    } catch (error) {
      if (roles.size === 1) throw error
      const refusal = asActionError(error, 'NO_CREDENTIALS')
      deps.log.warning(`${nameOf(credentials)}: ${refusal.message}`)
      byRole.set(key, refusal)
    }
  }
  return ({ credentials }) =>
    byRole.get(keyOf(credentials)) ?? asActionError(new Error('nobody signed in for this bucket'), 'INTERNAL_ERROR')
}

/** GitHub's token service responds within a second; its client would wait three minutes for it. */
const ID_TOKEN_TIMEOUT_MS = 30_000

/** All other credential inputs are the same for all targets. */
const keyOf = ({ roleToAssume = '', audience }: CredentialInputs) => `${audience} ${roleToAssume}`
const nameOf = ({ roleToAssume }: CredentialInputs) => roleToAssume ?? 'the credentials from the environment'

/** `targets`: the buckets that the session is for. */
async function assumeIdentity(
  credentials: CredentialInputs,
  region: string,
  targets: readonly BucketTarget[],
  deps: Deps,
): Promise<Identity> {
  const identity = await signIn(credentials, {
    client: clientOptions(region, deps),
    env: deps.env,
    getIdToken: (audience) => withinTime(ID_TOKEN_TIMEOUT_MS, () => requestIdToken(audience), deps),
    mask: maskSecret,
    now: deps.now,
    sleep: deps.sleep,
    info: deps.log.info,
    narrowing: credentials.narrowSession ? listSessionPolicies(targets, ownerOf(credentials)) : undefined,
  })
  deps.log.info(`Signed in to account ${identity.account} as ${nameOf(credentials)}`)
  return identity
}

function ownerOf({ roleToAssume = '' }: CredentialInputs) {
  const [, partition = 'aws', , , account = ''] = roleToAssume.split(':')
  return { partition, account }
}

function createAccess(identity: Identity, deps: Deps): Access {
  const clients = new Map<string, S3Client>()
  return {
    identity,
    s3ForRegion: (region) => {
      const client = clients.get(region) ?? createS3Client(clientOptions(region, deps), identity.session)
      clients.set(region, client)
      return client
    },
  }
}
