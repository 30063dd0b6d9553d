// IAM roles: their creation, their sessions, and GitHub's trust policy.

import { createHash, randomBytes } from 'node:crypto'
import type { IamPolicy, IamRole } from '../iam/types.ts'
import { type Partition, partitionOf } from '../partition.ts'
import type { Credential, World } from '../world.ts'

export type RoleSettings = {
  readonly name: string
  readonly trustPolicy: IamPolicy
  readonly policies: readonly IamPolicy[]
  /** Seconds, 3600 to 43200; by default 3600. */
  readonly maxSessionDuration?: number | undefined
  /** Default: the world's account. */
  readonly account?: string | undefined
}

/** Adds a role to the world under its ARN; replaces one of the same name. */
export function createRole(world: World, settings: RoleSettings): IamRole {
  const account = settings.account ?? world.account
  const role: IamRole = {
    arn: `arn:${partitionOf(world)}:iam::${account}:role/${settings.name}`,
    name: settings.name,
    account,
    trustPolicy: settings.trustPolicy,
    policies: settings.policies,
    maxSessionDuration: settings.maxSessionDuration ?? 3600,
  }
  world.roles.set(role.arn, role)
  return role
}

/** Allows the given subjects (with * and ?) of GitHub Actions to assume a role of this account. */
export function githubTrustPolicy(
  account: string,
  subjects: string | readonly string[],
  audience = 'sts.amazonaws.com',
  partition: Partition = 'aws',
): IamPolicy {
  const provider = 'token.actions.githubusercontent.com'
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${provider}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${provider}:aud`]: audience },
          StringLike: { [`${provider}:sub`]: subjects },
        },
      },
    ],
  }
}

/** Allows an AWS service (`batchoperations.s3.amazonaws.com`) to assume a role. */
export function serviceTrustPolicy(service: string): IamPolicy {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  }
}

/** Stable id of a role: AROA and 17 letters or digits. */
export function roleId(role: IamRole): string {
  return `AROA${createHash('sha256').update(role.arn).digest('hex').toUpperCase().slice(0, 17)}`
}

/** The role's session as a caller. Its policies are read on use, because IAM uses the role's current policies. */
export function sessionPrincipal(
  role: IamRole,
  sessionName: string,
  sessionPolicy?: IamPolicy,
): Credential['principal'] {
  return {
    arn: `arn:${role.arn.split(':')[1]}:sts::${role.account}:assumed-role/${role.name}/${sessionName}`,
    account: role.account,
    sessionPolicy,
    get policies() {
      return role.policies
    },
  }
}

/**
 * Temporary credentials of a role session, known to the world from now on. They are random and contain the word
 * `EMULATOR`, so that a test can search a program's output for them.
 */
export function issueSession(
  world: World,
  role: IamRole,
  { sessionName, seconds, policy }: { sessionName: string; seconds: number; policy: IamPolicy | undefined },
): Credential {
  const credential: Credential = {
    accessKeyId: `ASIAEMULATOR${randomBytes(4).toString('hex').toUpperCase()}`,
    secretAccessKey: `EMULATORsecret${randomBytes(13).toString('hex')}`,
    sessionToken: `EMULATORsession${randomBytes(96).toString('base64')}`,
    expiration: (Math.floor(world.clock.now() / 1000) + seconds) * 1000,
    principal: sessionPrincipal(role, sessionName, policy),
  }
  world.credentials.set(credential.accessKeyId, credential)
  return credential
}
