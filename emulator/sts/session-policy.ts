// The session policy of an STS request (STS API Reference, "AssumeRoleWithWebIdentity"; IAM User Guide, "Session
// policies"; re:Post knowledge center, "How can I avoid getting a PackedPolicyTooLarge error").

import { ServiceError } from '../http.ts'
import type { IamPolicy, IamStatement } from '../iam/types.ts'
import { serviceState, type World } from '../world.ts'

export type SessionPolicy = {
  readonly policy: IamPolicy
  /** Percentage of the allowed size. */
  readonly packedSize: number
}

export type StsSettings = {
  /**
   * Percentage of the allowed size that a packed policy takes: UNCONFIRMED, AWS does not document the packing. By
   * default every policy within 2,048 characters fits.
   */
  packedSizeOf: (text: string) => number
}

/** Switches of STS in this world. */
export function stsSettings(world: World): StsSettings {
  return serviceState(world, 'sts-settings', () => ({ packedSizeOf: (text) => Math.ceil((text.length / 2048) * 100) }))
}

/** The policy, validated as by STS; undefined if none was given. */
export function readSessionPolicy(world: World, text: string | undefined): SessionPolicy | undefined {
  if (text === undefined) return undefined
  const policy = parsePolicy(text)
  const packedSize = stsSettings(world).packedSizeOf(text)
  if (packedSize > 100) {
    const message = `Packed policy consumes ${packedSize}% of allotted space, please use smaller policy.`
    throw new ServiceError(400, 'PackedPolicyTooLarge', message)
  }
  return { policy, packedSize }
}

function parsePolicy(text: string): IamPolicy {
  let policy: Partial<IamPolicy> | null
  try {
    policy = JSON.parse(text) as Partial<IamPolicy> | null
  } catch {
    throw malformed('The policy is not in the valid JSON format.')
  }
  if (policy?.Version !== '2012-10-17') throw malformed('The policy failed legacy parsing')
  if (!Array.isArray(policy.Statement) || !policy.Statement.every(isStatement))
    throw malformed('Syntax errors in policy.')
  return { Version: policy.Version, Statement: policy.Statement }
}

/**
 * IAM User Guide, "IAM JSON policy elements: Principal": identity-based policies, including session policies, do not
 * have it.
 */
function isStatement(value: unknown): value is IamStatement {
  const statement = (value ?? {}) as Partial<IamStatement>
  return (
    (statement.Effect === 'Allow' || statement.Effect === 'Deny') &&
    (statement.Action ?? statement.NotAction) !== undefined &&
    (statement.Resource ?? statement.NotResource) !== undefined &&
    statement.Principal === undefined
  )
}

const malformed = (message: string) => new ServiceError(400, 'MalformedPolicyDocument', message)
