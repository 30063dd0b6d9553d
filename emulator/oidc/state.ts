// The workflow job for which GitHub's token service issues tokens, and the signing key.

import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { serviceState, type World } from '../world.ts'

export type OidcState = {
  /** GitHub Docs, "OpenID Connect reference": other values on GitHub Enterprise Server and ghe.com. */
  issuer: string
  owner: string
  ownerId: number
  /** Without the owner. */
  repository: string
  repositoryId: number
  visibility: 'public' | 'private' | 'internal'
  /** `refs/heads/main`, `refs/tags/v1`, `refs/pull/7/merge`. */
  ref: string
  /** Path of the workflow file in the repository. */
  workflowFile: string
  event: string
  environment: string | undefined
  /** `immutable` (`repo:O@ID/R@ID:…`) applies to repositories created, renamed or moved after 2026-07-15. */
  subjectFormat: 'classic' | 'immutable'
  /** What the job gets as ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
  requestToken: string
  /** GitHub refuses requests once the job has ended. */
  jobInProgress: boolean
  /** GitHub's tokens are valid for five minutes. */
  lifetimeSeconds: number
  /** Created on first use and never printed. */
  keys: { readonly keyId: string; readonly publicKey: KeyObject; readonly privateKey: KeyObject } | undefined
  tokensIssued: number
}

/** The state of the token service in this world. */
export function oidcState(world: World): OidcState {
  return serviceState(world, 'oidc', () => ({
    issuer: 'https://token.actions.githubusercontent.com',
    owner: 'octo-org',
    ownerId: 65_123_456,
    repository: 'octo-repo',
    repositoryId: 456_789_012,
    visibility: 'private',
    ref: 'refs/heads/main',
    workflowFile: '.github/workflows/encryption.yml',
    event: 'schedule',
    environment: undefined,
    subjectFormat: 'classic',
    requestToken: 'emulator-oidc-request-token',
    jobInProgress: true,
    lifetimeSeconds: 300,
    keys: undefined,
    tokensIssued: 0,
  }))
}

/** Changes the workflow job for which tokens are issued. */
export function configureOidc(world: World, settings: Partial<Omit<OidcState, 'keys' | 'tokensIssued'>>): void {
  Object.assign(oidcState(world), settings)
}

let madeKeys: OidcState['keys']

/** The signing key, created once per process when a token is first requested, because that is slow. */
export function signingKeys(world: World): NonNullable<OidcState['keys']> {
  const state = oidcState(world)
  madeKeys ??= { keyId: 'emulator-key-1', ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }
  state.keys ??= madeKeys
  return state.keys
}
