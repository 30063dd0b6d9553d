// Limits what a run may do by the session policy of its role (STS API Reference, "AssumeRoleWithWebIdentity"; IAM User
// Guide, "Session policies"): always by action, and by resource if that fits into STS's limit.

import { sidecarOf } from '../settings/findings-file.ts'
import { isPlanned, listPlaces } from '../settings/remediation-settings.ts'
import type { BucketTarget, RunMode } from '../settings/settings-of-a-run.ts'
import { type Condition, GRANTS, type Grant, type Sid } from './permissions.ts'
import type { Place } from './places.ts'
import { POLICIES } from './policy-files.ts'
import { listLooks, listSteps } from './session-steps.ts'

export type SessionPolicy = {
  /** JSON, at most 2,048 characters. */
  readonly text: string
  /**
   * `reads-by-action`: only actions that change anything are limited to resources. `reads-by-service`: the same, and of the
   * services that are read, all can be read.
   */
  readonly form: (typeof FORMS)[number]
}

/** STS API Reference, "AssumeRoleWithWebIdentity": limit of the plain text of `Policy`. */
export const MAX_POLICY_CHARS = 2048

const FORMS = ['by-resource', 'reads-by-action', 'reads-by-service', 'by-action'] as const

/** The owner of the session. */
type Owner = { readonly partition: string; readonly account: string }
type Session = Owner & { readonly stepsOf: (target: BucketTarget) => readonly Sid[] }

/** The forms that fit, the most restrictive first, for a session that serves all these targets. */
export function listSessionPolicies(
  given: readonly BucketTarget[],
  owner: Owner,
  mode: SessionUse = 'audit',
): SessionPolicy[] {
  const targets = given.flatMap(splitByLocation)
  const stepsOf = STEPS[mode]
  return FORMS.map((form) => ({ form, text: renderPolicy(targets, { ...owner, stepsOf }, form) })).filter(
    ({ text }) => text.length <= MAX_POLICY_CHARS,
  )
}

/** What a session is for; `accounts`: only to find accounts and to assume their roles. */
export type SessionUse = RunMode | 'accounts'

/** `setup`: without `apply`, its session can write nothing either (`doctor`). */
const STEPS: Readonly<Record<SessionUse, (target: BucketTarget) => readonly Sid[]>> = {
  audit: (target) => listSteps(target),
  accounts: () => [...POLICIES['organization-policy.json'], ...POLICIES['chain-policy.json']],
  doctor: (target) => listLooks(target),
  setup: (target) => {
    const work: readonly Sid[] = listPlaces(target.remediation).work === undefined ? [] : ['EndUnfinishedUploads']
    return [...listLooks(target), ...POLICIES['setup-policy.json'], ...work]
  },
}

/** The same target for each of its locations: reports may be in several buckets. */
const splitByLocation = (target: BucketTarget): readonly BucketTarget[] => [
  target,
  ...(target.moreLocations ?? []).map((location) => ({ ...target, location })),
]

type Statement = {
  readonly actions: ReadonlySet<string>
  readonly resources: readonly string[]
  readonly condition: Condition | undefined
}

function renderPolicy(targets: readonly BucketTarget[], owner: Session, form: SessionPolicy['form']): string {
  const statements = mergeAlike(listStatements(targets, owner, form))
  const Statement = statements.flatMap((statement) => {
    const wider = statements.filter((other) => other !== statement && isWider(other, statement))
    const actions = [...statement.actions].filter((action) => !wider.some((other) => includes(other, action)))
    return actions.length === 0 ? [] : [renderStatement(actions, statement)]
  })
  return JSON.stringify({ Version: '2012-10-17', Statement })
}

/** By its name, or by the beginning of its name (`summarize`). */
const includes = ({ actions }: Statement, action: string) =>
  actions.has(action) || actions.has(action.replace(READ_NAME, '$1*'))

const renderStatement = (actions: readonly string[], { resources, condition }: Statement) => ({
  Effect: 'Allow',
  Action: oneOrAll(actions),
  Resource: oneOrAll(resources),
  ...(condition && { Condition: condition }),
})

const oneOrAll = (texts: readonly string[]) => (texts.length === 1 ? texts[0] : texts)

/**
 * Whether the other statement allows on every resource what this one allows on some, under the same condition or none.
 */
const isWider = (other: Statement, { condition }: Statement) =>
  other.resources.includes('*') &&
  (other.condition === undefined || JSON.stringify(other.condition) === JSON.stringify(condition))

function listStatements(targets: readonly BucketTarget[], owner: Session, form: SessionPolicy['form']): Statement[] {
  const sids = new Set(targets.flatMap(owner.stepsOf))
  return [...sids].map((sid) => {
    const { actions, on, condition }: Grant = GRANTS[sid]
    if (form === 'by-action') return { actions: new Set(actions), resources: ['*'], condition: undefined }
    const granted = { actions: new Set(actions), condition: condition && restate(on, condition) }
    if (form !== 'by-resource' && actions.every(isReading)) {
      const named = form === 'reads-by-service' ? actions.map(summarize) : actions
      return { ...granted, actions: new Set(named), resources: ['*'] }
    }
    const asking = targets.filter((target) => owner.stepsOf(target).includes(sid))
    const places = ABOUT_ROLES.has(sid) ? listRolePlaces(sids) : [on]
    const resources = new Set(asking.flatMap((target) => places.flatMap((place) => nameResource(place, target, owner))))
    return { ...granted, resources: resources.has('*') ? ['*'] : [...resources].sort() }
  })
}

/** One statement for both roles takes fewer characters than two; the only addition is that the own role can be read. */
const ABOUT_ROLES: ReadonlySet<Sid> = new Set(['SeeWhatTheBatchRoleMayDo', 'SeeWhetherTheBatchRoleMayBePassed'])
const listRolePlaces = (sids: ReadonlySet<Sid>): readonly Place[] =>
  sids.has('SeeWhetherTheBatchRoleMayBePassed') ? ['batchRole', 'ownRole'] : ['batchRole']

/** A condition, adapted to this run. Keys are used only through S3, whatever the Region of a bucket turns out to be. */
function restate(place: Place, condition: Condition): Condition | undefined {
  if (place === 'batchRole') return condition
  const isOfKey = Object.values(condition).some((values) => 'kms:ViaService' in values)
  // Other conditions use bucket names of docs/iam/; only the role's own policy tests them.
  return isOfKey ? { StringLike: { 'kms:ViaService': 's3.*' } } : undefined
}

/** `s3:GetBucketPolicy` and others. Decrypting with keys and what is asked of IAM stay by name. */
const READ_NAME = /^((?:s3|athena|glue|s3tables|lakeformation):(?:Get|List|Describe))[A-Za-z]+$/
const summarize = (action: string): string => action.replace(READ_NAME, '$1*')

const isReading = (action: string) =>
  /^((s3|athena|glue|s3tables|lakeformation):(Get|List|Describe)|kms:(Decrypt|Describe|GetKeyPolicy)|iam:(Get|Simulate))/.test(
    action,
  )

/** Merges statements for the same resources. */
function mergeAlike(statements: readonly Statement[]): Statement[] {
  const merged = new Map<string, Statement>()
  for (const { actions, resources, condition } of statements) {
    const alike = JSON.stringify([resources, condition])
    const known = merged.get(alike)?.actions ?? []
    merged.set(alike, { actions: new Set([...known, ...actions]), resources, condition })
  }
  return [...merged.values()]
}

/** The resource of a place for one target; `*` if its name is not known before S3 is asked, or if it limits nothing. */
function nameResource(place: Place, target: BucketTarget, owner: Owner): string | readonly string[] {
  const { baseline, bucket, location, remediation, athena, queries } = target
  const ofS3 = (path: string | undefined) => (path === undefined ? '*' : `arn:${owner.partition}:s3:::${path}`)
  const ofRegion = (service: string, path: string) => `arn:${owner.partition}:${service}:*:${owner.account}:${path}`
  const destination = location?.destinationBucket
  const { batchRoleArn, work } = listPlaces(remediation)
  switch (place) {
    case 'sourceBucket':
      return ofS3(bucket)
    case 'sourceObjects':
      return ofS3(`${bucket}/*`)
    case 'destinationBucket':
      return ofS3(destination)
    case 'destinationObjects':
      return ofS3(destination && `${destination}/*`)
    case 'workBucket':
      return ofS3(work?.bucket)
    case 'workObjects':
    case 'jobManifests':
    case 'completionReports':
      return ofS3(work && `${work.bucket}/${work.prefix}*`)
    case 'baselineBucket':
      return ofS3(baseline?.bucket)
    case 'baselineFiles':
      return baseline === undefined
        ? '*'
        : [baseline.key, sidecarOf(baseline.key)].map((key) => ofS3(`${baseline.bucket}/${key}`))
    case 'jobs':
      return `arn:${owner.partition}:s3:*:${owner.account}:job/*`
    case 'batchRole':
      return batchRoleArn ?? '*'
    case 'accountRoles':
    case 'ownRole':
      return target.credentials.roleToAssume ?? '*'
    case 'workgroup':
      return ofRegion('athena', `workgroup/${queries.workgroup}`)
    case 'dataCatalog':
      return ofRegion('athena', 'datacatalog/AwsDataCatalog')
    case 'glueCatalog':
      return ofRegion('glue', 'catalog')
    case 'glueDatabase':
      return ofRegion('glue', `database/${athena?.database}`)
    case 'defaultDatabase':
      return ofRegion('glue', 'database/default')
    case 'ownTables':
      return ofRegion('glue', `table/${athena?.database}/inv_*`)
    case 'tableCatalogs':
      return ofRegion('glue', 'catalog*')
    // The name of the namespace is only known after S3 is asked.
    case 'metadataNamespace':
      return ofRegion('glue', 'database/s3tablescatalog/aws-s3/b_*')
    case 'metadataTables':
      return ofRegion('glue', 'table/s3tablescatalog/aws-s3/b_*')
    case 'managedTables':
      return ofRegion('s3tables', 'bucket/aws-s3/table/*')
    case 'queryBucket':
      return ofS3(queries.output?.bucket)
    case 'queryObjects':
      return ofS3(queries.output && `${queries.output.bucket}/${queries.output.prefix}*`)
    case 'targetKey':
      return isPlanned(remediation) && remediation.target.status === 'SSE-KMS' ? remediation.target.kmsKeyArn : '*'
    default:
      return '*'
  }
}
