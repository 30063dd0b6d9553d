// Finds out whether the role has the permissions of a run: by simulation where that is allowed, by what the doctor's own
// calls were answered, and by the policies of buckets and keys.

import type { IAMClient } from '@aws-sdk/client-iam'
import { jobManifestKey } from '../../batch/job-manifest.ts'
import type { BucketFacts, StatementFacts, UseFacts } from '../../doctor/facts.ts'
import type { Place } from '../../external/places.ts'
import { simulate } from '../../external/preflight-edge.ts'
import type { Identity } from '../../external/session.ts'
import { askPolicy, parsePolicy } from '../../policies/policy.ts'
import type { Simulated } from '../../preflight/permission.ts'
import { listPlaces } from '../../settings/remediation-settings.ts'
import type { BucketTarget } from '../../settings/settings-of-a-run.ts'
import { ActionError } from '../../words/errors.ts'
import type { Look } from '../../words/look.ts'
import { OWN_CONDITIONS } from '../check-batch-role.ts'
import { listKnownKeys } from '../preflight.ts'
import { NO_JOB } from '../preflight-needs.ts'
import type { CallsMade } from './calls-made.ts'
import { seenIn } from './look.ts'
import type { NeededStatement, RunNames } from './needed-statements.ts'

/** The texts of the policies of buckets and keys, by what they are needed for; undefined for what does not exist. */
export type PolicyTexts = Readonly<
  Record<'source' | 'destination' | 'work' | 'targetKey' | 'reportKey', Look<string> | undefined>
>

type PermissionScene = {
  readonly client: IAMClient
  readonly identity: Identity
  readonly target: BucketTarget
  readonly names: RunNames
  readonly needed: readonly NeededStatement[]
  readonly policies: PolicyTexts
  readonly calls: CallsMade
  /** The key of an object of the source bucket, or `*`. */
  readonly sampleKey: string
}

/** Simulates one resource after the other, until a simulation is refused: the others would be, too. */
export async function lookAtPermissions(
  scene: PermissionScene,
): Promise<Pick<BucketFacts, 'statements' | 'notSimulated'>> {
  const statements: StatementFacts[] = []
  let notSimulated: string | undefined
  for (const needed of scene.needed) {
    const resource = resourceOf(needed.on, scene)
    if (resource === undefined) continue
    const simulated = notSimulated === undefined ? await simulateOne(needed, resource, scene) : NOTHING
    if (typeof simulated === 'string') notSimulated = simulated
    statements.push(describe(needed, resource, typeof simulated === 'string' ? NOTHING : simulated, scene))
  }
  return { statements, notSimulated }
}

type Simulations = ReadonlyMap<string, Simulated>
const NOTHING: Simulations = new Map()
/** The root user of an account has every permission in it. */
const EVERYTHING: Simulated = { decision: 'allowed', missingKeys: [], byOrganization: true, byBoundary: true }

/** What to do, as text, if it may not be simulated. */
async function simulateOne(
  { actions, conditionKeys }: NeededStatement,
  resource: string,
  { client, identity, names }: PermissionScene,
): Promise<Simulations | string> {
  if (identity.isRoot === true) return new Map(actions.map((action) => [action, EVERYTHING]))
  const { principalArn } = identity
  if (principalArn === undefined) return 'Use a role: what other credentials may do cannot be simulated.'
  const known = [...listKnownKeys(principalArn, names.region, identity)].map(([key, value]) => [key, [value]] as const)
  const context = new Map([...OWN_CONDITIONS, ...known, ...conditionKeys])
  try {
    return await simulate(client, {
      principalArn,
      sid: 'SeeWhetherTheBatchRoleMayBePassed',
      actions,
      resource,
      context,
    })
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    return `${error.message.split(' AWS said ')[0]} ${HOW_TO_SEE}`
  }
}

const HOW_TO_SEE =
  'Allow iam:SimulatePrincipalPolicy on the role itself: docs/iam/doctor-policy.json (statement SeeWhetherTheBatchRoleMayBePassed).'

function describe(
  { actions, file, on, sid, statement }: NeededStatement,
  resource: string,
  simulated: Simulations,
  scene: PermissionScene,
): StatementFacts {
  const of = KINDS[on] ?? 'nothing'
  const text = of === 'nothing' ? undefined : scene.policies[of]
  const { refused, used } = scene.calls.of(sid)
  return {
    sid,
    file,
    statement,
    refusal: refused,
    howToRead: text !== undefined && 'unseen' in text ? text.unseen.hint : undefined,
    uses: actions.map(
      (action): UseFacts => ({
        action,
        resource,
        simulated: simulated.get(action),
        policy: askFor(on, action, resource, scene),
        of: of === 'targetKey' || of === 'reportKey' ? 'key' : of === 'nothing' ? 'nothing' : 'bucket',
        wasUsed: used.has(action),
      }),
    ),
  }
}

/** Whose policy decides about a place, beside the role's own. */
const KINDS: Partial<Record<Place, keyof PolicyTexts>> = {
  sourceBucket: 'source',
  sourceObjects: 'source',
  destinationBucket: 'destination',
  destinationObjects: 'destination',
  workBucket: 'work',
  workObjects: 'work',
  targetKey: 'targetKey',
  reportKey: 'reportKey',
}

function askFor(place: Place, action: string, resource: string, { identity, names, policies }: PermissionScene) {
  const kind = KINDS[place]
  const policy = parsePolicy(seenIn(kind && policies[kind]) ?? '')
  const { principalArn: role = `arn:${identity.partition}:iam::${identity.account}:root` } = identity
  const known = new Map(
    [...listKnownKeys(role, names.region, identity)].map(([key, value]) => [key.toLowerCase(), value]),
  )
  return policy && askPolicy(policy, { caller: { role }, action, resource, known })
}

/** What a query of a table of S3 Metadata is about. The ids of tables are not known before: any of the table bucket. */
function listQueryResources({ bucket, queries }: BucketTarget, names: RunNames): Partial<Record<Place, string>> {
  const { account, partition, region } = names
  const arn = (service: string, path: string) => `arn:${partition}:${service}:${region}:${account}:${path}`
  const path = `s3tablescatalog/aws-s3/b_${bucket.replaceAll('.', '_')}`
  const { output, workgroup } = queries
  const place = output && `arn:${partition}:s3:::${output.bucket}`
  return {
    workgroup: arn('athena', `workgroup/${workgroup}`),
    defaultDatabase: arn('glue', 'database/default'),
    tableCatalogs: arn('glue', 'catalog/s3tablescatalog/aws-s3'),
    metadataNamespace: arn('glue', `database/${path}`),
    metadataTables: arn('glue', `table/${path}/inventory`),
    managedTables: arn('s3tables', 'bucket/aws-s3/table/00000000-0000-0000-0000-000000000000'),
    ...(place !== undefined && { queryBucket: place, queryObjects: `${place}/${output?.prefix ?? ''}results` }),
  }
}

/** A resource of the place as a run would name it; undefined if this run has none. */
function resourceOf(place: Place, { names, sampleKey, target }: PermissionScene): string | undefined {
  const { batchRoleArn, work } = listPlaces(target.remediation)
  const { account, destinationBucket, partition, region, reportKey, targetKey } = names
  const ofS3 = (path: string | undefined) => (path === undefined ? undefined : `arn:${partition}:s3:::${path}`)
  const resources: Partial<Record<Place, string | undefined>> = {
    sourceBucket: ofS3(target.bucket),
    sourceObjects: ofS3(`${target.bucket}/${sampleKey}`),
    destinationBucket: ofS3(destinationBucket),
    destinationObjects: ofS3(destinationBucket && `${destinationBucket}/*`),
    workBucket: ofS3(work?.bucket),
    workObjects: ofS3(work && `${work.bucket}/${jobManifestKey(work.prefix, target.bucket, '0'.repeat(64))}`),
    everything: '*',
    jobs: `arn:${partition}:s3:${region}:${account}:job/${NO_JOB}`,
    ...listQueryResources(target, names),
    batchRole: batchRoleArn,
    targetKey,
    reportKey,
  }
  return resources[place]
}
