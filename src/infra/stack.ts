// Lists what an account needs, independent of the tool that creates it: the roles with their trust and permissions, and the
// policies of the two buckets. Texts hold variables such as `<Account>`, which each template replaces in its own way.

import { type Condition, GRANTS, type Grant, type Sid } from '../external/permissions.ts'
import { PLACES } from '../external/places.ts'
import { POLICIES, type PolicyFile } from '../external/policy-files.ts'
import {
  ENVIRONMENT,
  type Option,
  ROLES,
  type RoleKind,
  type RoleOutline,
  type RolePolicy,
  SHARED,
  shortNameOf,
} from './roles.ts'
import type { InfraWish } from './wish.ts'

/** A statement in which texts may hold variables. */
type Statement = {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: unknown
  readonly Action: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly Condition?: Condition
}
export type Policy = { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] }

export type RoleSpec = Omit<RoleOutline, 'policies'> & {
  readonly trust: Policy
  readonly policies: readonly (RolePolicy & { readonly policy: Policy })[]
}

export type SharedSpec = {
  /** As in docs/iam/. */
  readonly name: string
  readonly when: Option
  readonly roles: readonly Pick<RoleOutline, 'id' | 'name' | 'when'>[]
  readonly policy: Policy
}

const HOST = 'token.actions.githubusercontent.com'

/** The roles, in the order in which they are needed. */
export const listRoles = (wish: InfraWish): readonly RoleSpec[] =>
  (Object.keys(ROLES) as RoleKind[]).map((kind) => {
    const outline: RoleOutline = ROLES[kind]
    return { ...outline, trust: trustOf(kind, wish), policies: listPolicies(outline, wish) }
  })

/** Without statements that the role has in any case: IAM limits the policies of a role to 10,240 characters. */
function listPolicies({ name, policies }: RoleOutline, wish: InfraWish): RoleSpec['policies'] {
  const granted = new Set<string | undefined>()
  return policies.flatMap(({ file, when }) => {
    const all = resolvePolicy(file, name, wish)
    const policy = policyOf(all.Statement.filter(({ Sid }) => !granted.has(Sid)))
    if (when === 'always') for (const { Sid } of all.Statement) granted.add(Sid)
    return policy.Statement.length === 0 ? [] : [{ file, when, policy }]
  })
}

/** The policies that are attached to several roles, without statements that all of them have in any case. */
export const listShared = (wish: InfraWish): readonly SharedSpec[] =>
  SHARED.map(({ file, when, roles }) => {
    const always = roles.map((kind) => new Set(listAlways(ROLES[kind])))
    const all = resolvePolicy(file, '', wish)
    const policy = policyOf(all.Statement.filter(({ Sid }) => !always.every((sids) => sids.has(Sid))))
    return { name: shortNameOf(file), when, roles: roles.map((kind) => ROLES[kind]), policy }
  })

const listAlways = ({ policies }: RoleOutline): readonly (string | undefined)[] =>
  policies.filter(({ when }) => when === 'always').flatMap(({ file }): readonly Sid[] => POLICIES[file])

function trustOf(kind: RoleKind, { repository }: InfraWish): Policy {
  if (kind === 'batch') return TRUST_BATCH
  const { branch, id } = repository
  const subjects = SUBJECTS[kind](branch).flatMap((ending) =>
    [repository.name, repository.immutableName]
      .filter((name) => name !== undefined)
      .map((name) => `repo:${name}:${ending}`),
  )
  const audience = { [`${HOST}:aud`]: '<Audience>' }
  const claims =
    kind === 'remediation'
      ? { [`${HOST}:ref`]: `refs/heads/${branch}`, ...(id && { [`${HOST}:repository_id`]: id }) }
      : {}
  const Condition: Condition =
    kind === 'pull-request'
      ? { StringEquals: audience, StringLike: { [`${HOST}:sub`]: subjects } }
      : { StringEquals: { ...audience, [`${HOST}:sub`]: subjects, ...claims } }
  const Principal = { Federated: `arn:<Partition>:iam::<Account>:oidc-provider/${HOST}` }
  return policyOf([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRoleWithWebIdentity', Condition }])
}

/** How the subject of a job's token ends. */
const SUBJECTS: Readonly<Record<Exclude<RoleKind, 'batch'>, (branch: string) => readonly string[]>> = {
  scan: (branch) => [`ref:refs/heads/${branch}`],
  'pull-request': (branch) => ['pull_request', `ref:refs/heads/gh-readonly-queue/${branch}/*`],
  plan: (branch) => [`ref:refs/heads/${branch}`],
  setup: (branch) => [`ref:refs/heads/${branch}`],
  remediation: () => [`environment:${ENVIRONMENT}`],
}

const policyOf = (Statement: readonly Statement[]): Policy => ({ Version: '2012-10-17', Statement })

/** The confused deputy is kept out by the account, which S3 may not send: docs/unconfirmed.md. */
const TRUST_BATCH = policyOf([
  {
    Effect: 'Allow',
    Principal: { Service: 'batchoperations.s3.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEqualsIfExists: { 'aws:SourceAccount': '<Account>' } },
  },
])

/** A file of docs/iam/ for the names of the wish, without keys that only the owner of the objects knows. */
function resolvePolicy(file: PolicyFile, roleName: string, wish: InfraWish): Policy {
  const sids: readonly Sid[] = POLICIES[file]
  const known = sids.filter((sid) => GRANTS[sid].on !== 'oldKey')
  return policyOf(
    known.map((sid) => {
      const { actions, on, condition }: Grant = GRANTS[sid]
      const resources = fill(on === 'ownRole' ? ROLE_ARN + roleName : PLACES[on], wish)
      return {
        Sid: sid,
        Effect: 'Allow',
        Action: actions,
        Resource: oneOrAll(resources),
        ...(condition && { Condition: fillCondition(condition, wish) }),
      }
    }),
  )
}

const ROLE_ARN = 'arn:aws:iam::111122223333:role/'
const oneOrAll = (texts: readonly string[]): string | readonly string[] =>
  texts.length === 1 && texts[0] !== undefined ? texts[0] : texts

const fillCondition = (condition: Condition, wish: InfraWish): Condition =>
  Object.fromEntries(
    Object.entries(condition).map(([operator, values]) => [
      operator,
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          key,
          typeof value === 'string' ? oneOrAll(fill(value, wish)) : value.flatMap((text) => fill(text, wish)),
        ]),
      ),
    ]),
  )

/** Variables in place of sample names; a text about the source bucket becomes one for each bucket. */
function fill(text: string, { sourceBuckets }: InfraWish): readonly string[] {
  const named = VARIABLES.reduce((filled, [sample, variable]) => filled.replaceAll(sample, variable), text)
  if (!named.includes('SOURCE-BUCKET')) return [named]
  return sourceBuckets.map((bucket) =>
    named.replaceAll(NAMESPACE, `b_${bucket.replaceAll('.', '_')}`).replaceAll('SOURCE-BUCKET', bucket),
  )
}

/** S3 User Guide, "S3 Metadata tables": dots in the name of a bucket are underscores in that of its namespace. */
const NAMESPACE = 'b_SOURCE-BUCKET'

/** The most specific first. */
const VARIABLES: readonly (readonly [sample: string, variable: string])[] = [
  [PLACES.targetKey, '<TargetKeyArn>'],
  [PLACES.reportKey, '<ReportKeyArn>'],
  [PLACES.lambdaFunction, '<LambdaArn>'],
  ['s3.eu-west-1.amazonaws.com', 's3.<Region>.<UrlSuffix>'],
  ['arn:aws:', 'arn:<Partition>:'],
  ['workgroup/primary', 'workgroup/<AthenaWorkgroup>'],
  [':eu-west-1:', ':<Region>:'],
  ['DATABASE', '<AthenaDatabase>'],
  ['111122223333', '<Account>'],
  ['DESTINATION-BUCKET', '<DestinationBucketName>'],
  ['WORK-BUCKET', '<WorkBucketName>'],
  ['BASELINE-BUCKET', '<BaselineBucketName>'],
]

/** S3 delivers reports only where this allows it; nobody reads or writes over plain HTTP. */
export const policyOfDestination = (wish: InfraWish): Policy =>
  policyOf([
    {
      Sid: 'LetS3DeliverReports',
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: 'arn:<Partition>:s3:::<DestinationBucketName>/*',
      Condition: {
        ArnLike: { 'aws:SourceArn': oneOrAll(fill('arn:aws:s3:::SOURCE-BUCKET', wish)) },
        StringEquals: { 'aws:SourceAccount': '<Account>', 's3:x-amz-acl': 'bucket-owner-full-control' },
      },
    },
    denyPlainHttp('DestinationBucketName'),
  ])

export const policyOfWork = (): Policy => policyOf([denyPlainHttp('WorkBucketName')])

const denyPlainHttp = (bucket: 'DestinationBucketName' | 'WorkBucketName'): Statement => ({
  Sid: 'DenyPlainHttp',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:<Partition>:s3:::<${bucket}>`, `arn:<Partition>:s3:::<${bucket}>/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
})
