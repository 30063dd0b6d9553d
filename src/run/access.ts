// Decides which credentials are used for which bucket: one session per role, one S3 client per session and Region.

import type { S3Client } from '@aws-sdk/client-s3'
import { createS3Client } from '../external/aws.ts'
import { lookAtIdToken, signIn } from '../external/credentials.ts'
import { clientOptions, type Deps } from '../external/deps.ts'
import { withinTime } from '../external/limit.ts'
import type { Identity } from '../external/session.ts'
import { listSessionPolicies, type SessionUse } from '../external/session-policy.ts'
import type { BucketTarget, CredentialInputs, RunMode } from '../settings/settings-of-a-run.ts'
import { ActionError, asActionError } from '../words/errors.ts'

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
  const signedIn = await signInEach(targets, 'audit', deps)
  const [only] = signedIn
  if (signedIn.length === 1 && only?.access instanceof ActionError) throw only.access
  for (const { access, credentials } of signedIn) {
    if (access instanceof ActionError) deps.log.warning(`${nameOf(credentials)}: ${access.message}`)
  }
  const byRole = new Map(signedIn.map(({ access, credentials }) => [keyOf(credentials), access]))
  return ({ credentials }) =>
    byRole.get(keyOf(credentials)) ?? asActionError(new Error('nobody signed in for this bucket'), 'INTERNAL_ERROR')
}

/** A role, the targets that it serves, and its access or why there is none. */
export type SignedIn = {
  readonly credentials: CredentialInputs
  readonly targets: readonly BucketTarget[]
  readonly access: Access | ActionError
}

/** Signs in once per distinct role, one after the other. The session is restricted to what the mode needs. */
export async function signInEach(
  targets: readonly BucketTarget[],
  mode: RunMode,
  deps: Deps,
): Promise<readonly SignedIn[]> {
  const all: SignedIn[] = []
  for (const served of Map.groupBy(targets, (target) => keyOf(target.credentials)).values()) {
    const [{ credentials, region }] = served as [BucketTarget, ...BucketTarget[]]
    try {
      const access = createAccess(await assumeIdentity(credentials, { region, targets: served, mode }, deps), deps)
      all.push({ credentials, targets: served, access })
    } catch (error) {
      all.push({ credentials, targets: served, access: asActionError(error, 'NO_CREDENTIALS') })
    }
  }
  return all
}

/** The claims of the token that a role is assumed with. @throws ActionError NO_CREDENTIALS */
export const lookAtToken = (credentials: CredentialInputs, region: string, deps: Deps) =>
  lookAtIdToken(credentials.audience, credentialDeps(credentials, { region, targets: [], mode: 'audit' }, deps))

/** GitHub's token service responds within a second; its client would wait three minutes for it. */
const ID_TOKEN_TIMEOUT_MS = 30_000

/** All other credential inputs are the same for all targets. */
export const keyOf = ({ roleToAssume = '', audience, ofAccount }: CredentialInputs): string =>
  `${audience} ${roleToAssume}${ofAccount === undefined ? '' : ' of an account'}`
const nameOf = ({ roleToAssume }: CredentialInputs) => roleToAssume ?? 'the credentials from the environment'

type SessionScene = {
  readonly region: string
  /** The buckets that the session is for. */
  readonly targets: readonly BucketTarget[]
  readonly mode: SessionUse
  /** The session that the role is assumed with; undefined: the workflow's token. */
  readonly first?: Identity | undefined
}

/** The access of one more role, which these targets are for. @throws ActionError NO_CREDENTIALS */
export const openRole = async (credentials: CredentialInputs, scene: SessionScene, deps: Deps): Promise<Access> =>
  createAccess(await assumeIdentity(credentials, scene, deps), deps)

async function assumeIdentity(credentials: CredentialInputs, scene: SessionScene, deps: Deps): Promise<Identity> {
  const identity = await signIn(credentials, credentialDeps(credentials, scene, deps))
  deps.log.info(`Signed in to account ${identity.account} as ${nameOf(credentials)}`)
  return identity
}

const credentialDeps = (credentials: CredentialInputs, { region, targets, mode, first }: SessionScene, deps: Deps) => ({
  client: clientOptions(region, deps),
  env: deps.env,
  getIdToken: limitTokens(deps),
  mask: deps.front.maskSecret,
  now: deps.now,
  sleep: deps.sleep,
  info: deps.log.info,
  first: first?.session,
  narrowing: credentials.narrowSession ? listSessionPolicies(targets, ownerOf(credentials), mode) : undefined,
})

function limitTokens(deps: Deps) {
  const { requestIdToken } = deps.front
  if (requestIdToken === undefined) return undefined
  return (audience: string) => withinTime(ID_TOKEN_TIMEOUT_MS, () => requestIdToken(audience), deps)
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
