// Knows how the template of infra/ becomes part of a world: its buckets, the identity provider, roles and bucket policies.

import {
  CreateBucketCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { IamPolicy } from '../../emulator/iam/types.ts'
import { oidcState } from '../../emulator/oidc/state.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { DESTINATION_BUCKET, WORK_BUCKET } from '../../emulator/stage.ts'
import { createRole } from '../../emulator/sts/roles.ts'
import { identityProvider } from '../../emulator/sts/web-identity.ts'
import type { World } from '../../emulator/world.ts'
import { renderCloudFormation } from '../../src/infra/cloudformation.ts'
import type { InfraWish } from '../../src/infra/wish.ts'
import { type Resource, resolveTemplate } from './cloudformation.ts'

type RoleProperties = {
  readonly RoleName: string
  readonly AssumeRolePolicyDocument: IamPolicy
  readonly Policies: readonly { readonly PolicyDocument: IamPolicy }[]
}
type ManagedPolicyProperties = { readonly Roles: readonly string[]; readonly PolicyDocument: IamPolicy }
type BucketPolicyProperties = { readonly Bucket: string; readonly PolicyDocument: IamPolicy }

/** The template for a world's own names. */
export function wishOf(world: World, sourceBuckets: readonly string[], name: string): InfraWish {
  const { ownerId, repositoryId } = oidcState(world)
  const immutableName = name.replace(/(.*)\/(.*)/, `$1@${ownerId}/$2@${repositoryId}`)
  const repository = { name, immutableName, id: String(repositoryId), branch: 'main' }
  return { sourceBuckets, destinationBucket: DESTINATION_BUCKET, workBucket: WORK_BUCKET, repository }
}

export const resolveIn = (world: World, wish: InfraWish, parameters: Readonly<Record<string, string>> = {}) =>
  resolveText(world, renderCloudFormation(wish), parameters)

/** A template as a file has it. */
export const resolveText = (world: World, text: string, parameters: Readonly<Record<string, string>> = {}) =>
  resolveTemplate(text, {
    'AWS::Partition': 'aws',
    'AWS::AccountId': world.account,
    'AWS::Region': world.region,
    'AWS::URLSuffix': 'amazonaws.com',
    ...parameters,
  })

/** Creates the roles of a stack, and replaces the policies of its buckets. */
export function applyResources(world: World, resources: ReadonlyMap<string, Resource>): void {
  for (const { Type, Properties } of resources.values()) {
    if (Type === 'AWS::IAM::Role') {
      const { RoleName, AssumeRolePolicyDocument, Policies } = Properties as RoleProperties
      const policies = Policies.map(({ PolicyDocument }) => PolicyDocument)
      createRole(world, { name: RoleName, trustPolicy: AssumeRolePolicyDocument, policies })
    }
    if (Type === 'AWS::IAM::ManagedPolicy') {
      const { Roles, PolicyDocument } = Properties as ManagedPolicyProperties
      for (const role of world.roles.values())
        if (Roles.some((name) => role.arn.endsWith(`/${name}`))) role.policies = [...role.policies, PolicyDocument]
    }
    if (Type === 'AWS::S3::BucketPolicy') {
      const { Bucket, PolicyDocument } = Properties as BucketPolicyProperties
      getBucket(world, Bucket).policy = PolicyDocument
    }
  }
}

type BucketProperties = {
  readonly BucketName: string
  readonly LifecycleConfiguration: { readonly Rules: readonly Readonly<Record<string, unknown>>[] }
}

/** Deploys a whole stack, as somebody with all permissions: buckets are created as CloudFormation creates them. */
export async function deployStack(world: World, client: S3Client, resources: ReadonlyMap<string, Resource>) {
  for (const { Type, Properties } of resources.values()) {
    if (Type === 'AWS::IAM::OIDCProvider') {
      const { ClientIdList } = Properties as { readonly ClientIdList: readonly string[] }
      Object.assign(identityProvider(world), { registered: true, audiences: ClientIdList })
    }
    if (Type !== 'AWS::S3::Bucket') continue
    const { BucketName, LifecycleConfiguration } = Properties as BucketProperties
    await client.send(new CreateBucketCommand({ Bucket: BucketName }))
    const Rules = LifecycleConfiguration.Rules.map(toApi)
    await client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket: BucketName, LifecycleConfiguration: { Rules } }),
    )
  }
  applyResources(world, resources)
}

/** CloudFormation Template Reference, "AWS::S3::Bucket Rule", and S3 API Reference, "LifecycleRule". */
function toApi(rule: Readonly<Record<string, unknown>>): LifecycleRule {
  const { AbortIncompleteMultipartUpload, ExpirationInDays, Id, Prefix = '', Status } = rule
  return {
    ID: Id as string,
    Status: Status as 'Enabled',
    Filter: { Prefix: Prefix as string },
    ...(ExpirationInDays !== undefined && { Expiration: { Days: ExpirationInDays as number } }),
    ...(AbortIncompleteMultipartUpload !== undefined && {
      AbortIncompleteMultipartUpload: AbortIncompleteMultipartUpload as { DaysAfterInitiation: number },
    }),
  }
}
