// Requests to IAM and S3 about a role and the policies of buckets: GetRole, SimulatePrincipalPolicy, GetBucketPolicy
// (IAM API Reference; S3 API Reference).

import {
  type EvaluationResult,
  GetRoleCommand,
  type IAMClient,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam'
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3'
import type { Simulated } from '../preflight/permission.ts'
import { needing } from './attempt.ts'
import { errorNameOf, explainAwsError } from './aws-errors.ts'
import { type BucketHandle, type BucketUse, bucketArn } from './bucket-handle.ts'
import type { ActionOf, Sid } from './permissions.ts'

/** A role as IAM returns it: if the ARN differs from the requested one, its path differs. */
export type FoundRole = { readonly arn: string; readonly trust: string }

/** Undefined for a role that does not exist. @throws ActionError if it cannot be requested */
export async function findRole(client: IAMClient, roleArn: string): Promise<FoundRole | undefined> {
  try {
    const { Role: role } = await client.send(
      new GetRoleCommand({ RoleName: roleArn.slice(roleArn.lastIndexOf('/') + 1) }),
    )
    // IAM API Reference, "Role": the policy is URL-encoded (RFC 3986).
    return { arn: role?.Arn ?? '', trust: decodeURIComponent(role?.AssumeRolePolicyDocument ?? '') }
  } catch (error) {
    if (errorNameOf(error).startsWith('NoSuchEntity')) return undefined
    throw explainAwsError(error, needing('SeeWhatTheBatchRoleMayDo', 'iam:GetRole', roleArn))
  }
}

type SimulationRequest = {
  readonly principalArn: string
  /** The statement that allows the request. */
  readonly sid: 'SeeWhatTheBatchRoleMayDo' | 'SeeWhetherTheBatchRoleMayBePassed'
  readonly actions: readonly string[]
  /** Only one, so that each action has one result. */
  readonly resource: string
  /** Condition keys of the request, with their values. */
  readonly context: ReadonlyMap<string, readonly string[]>
}

/** The result of the principal's own policies for each action. @throws ActionError if it cannot be requested */
export async function simulate(client: IAMClient, request: SimulationRequest): Promise<ReadonlyMap<string, Simulated>> {
  const { principalArn, sid, actions, resource, context } = request
  const input = {
    PolicySourceArn: principalArn,
    ActionNames: [...actions],
    ResourceArns: [resource],
    ContextEntries: [...context].map(([ContextKeyName, values]) => ({
      ContextKeyName,
      ContextKeyValues: [...values],
      ContextKeyType: values.length === 1 ? ('string' as const) : ('stringList' as const),
    })),
  }
  const found = new Map<string, Simulated>()
  try {
    let marker: string | undefined
    do {
      const page = await client.send(new SimulatePrincipalPolicyCommand({ ...input, Marker: marker }))
      for (const result of page.EvaluationResults ?? []) found.set(result.EvalActionName ?? '', toSimulated(result))
      marker = page.IsTruncated === true ? page.Marker : undefined
    } while (marker !== undefined)
    return found
  } catch (error) {
    throw explainAwsError(error, needing(sid, 'iam:SimulatePrincipalPolicy', principalArn))
  }
}

/**
 * If the request has resources, the missing keys are listed with the resource (IAM API Reference, "EvaluationResult").
 */
function toSimulated(result: EvaluationResult): Simulated {
  const ofResources = result.ResourceSpecificResults ?? []
  const decisions = [result.EvalDecision, ...ofResources.map(({ EvalResourceDecision }) => EvalResourceDecision)]
  const missing = [result, ...ofResources].flatMap(({ MissingContextValues: keys }) => keys ?? [])
  const isLimited = ({
    PermissionsBoundaryDecisionDetail: limit,
  }: Pick<EvaluationResult, 'PermissionsBoundaryDecisionDetail'>) => limit?.AllowedByPermissionsBoundary === false
  return {
    decision: DECISIONS.find((decision) => decisions.includes(decision)) ?? 'implicitDeny',
    missingKeys: [...new Set(missing)].sort(),
    byOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations !== false,
    byBoundary: ![result, ...ofResources].some(isLimited),
  }
}

/** In order of precedence. */
const DECISIONS = ['explicitDeny', 'implicitDeny', 'allowed'] as const

/** The text of a bucket's policy; an empty policy if there is none. @throws ActionError if it cannot be read */
export async function readBucketPolicy(handle: BucketHandle): Promise<string> {
  const sid = STATEMENTS[handle.use]
  const permission: ActionOf<typeof sid> = 's3:GetBucketPolicy'
  try {
    const command = new GetBucketPolicyCommand({ Bucket: handle.bucket, ExpectedBucketOwner: handle.owner })
    return (await handle.client.send(command)).Policy ?? NO_POLICY
  } catch (error) {
    if (errorNameOf(error) === 'NoSuchBucketPolicy') return NO_POLICY
    throw explainAwsError(error, needing(sid, permission, bucketArn(handle)))
  }
}

/** The statements that allow reading the policy of a bucket. */
const STATEMENTS = {
  source: 'ReadPolicyOfSourceBucket',
  destination: 'SeeWhetherReportsAreDelivered',
  work: 'ReadPolicyOfWorkBucket',
  queries: 'ReadPolicyOfWorkBucket',
  // Nobody asks for it.
  baseline: 'ReadPolicyOfWorkBucket',
} as const satisfies Readonly<Record<BucketUse, Sid>>

const NO_POLICY = '{"Statement":[]}'
