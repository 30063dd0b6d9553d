// An AWS session: its credentials and its owner.

export type SessionCredentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

export type Session = {
  /** Undefined: the SDK's own chain (environment, container, instance) is used. */
  readonly provider: (() => Promise<SessionCredentials & { readonly expiration: Date }>) | undefined
  /** Makes the next call request a new session. Undefined for ambient credentials, which this action cannot renew. */
  readonly expire: (() => void) | undefined
}

export type Identity = {
  readonly session: Session
  readonly account: string
  readonly partition: string
  /** ARN of the role or user whose policies apply to the session; undefined if there is none (the root user). */
  readonly principalArn: string | undefined
  /** True for the root user of the account, whom no policy of an identity limits. */
  readonly isRoot?: boolean
}
