// Knows an AWS session: its credentials, and whose they are.

export type SessionCredentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

export type Session = {
  /** Undefined: the SDK's own chain (environment, container, instance) is used. */
  readonly provider: (() => Promise<SessionCredentials & { readonly expiration: Date }>) | undefined
  /** Makes the next call ask for a fresh session. Undefined for ambient credentials, which are not ours to renew. */
  readonly expire: (() => void) | undefined
}

export type Identity = {
  readonly session: Session
  readonly account: string
  readonly partition: string
  /** ARN of the role or user whose policies speak for the session; undefined for one that has none (the root user). */
  readonly principalArn: string | undefined
}
