// Lists the statements of docs/iam/ that a run on a bucket needs, each with the names of this run. Pure.

import type { StatementFacts } from '../../doctor/facts.ts'
import { policyOf } from '../../external/attempt.ts'
import { GRANTS, type Grant, type Sid } from '../../external/permissions.ts'
import { PLACES, type Place } from '../../external/places.ts'
import { POLICIES } from '../../external/policy-files.ts'
import { listOwnGrants } from '../../operations/registry.ts'
import { isPlanned, listPlaces } from '../../settings/remediation-settings.ts'
import type { BucketTarget } from '../../settings/settings-of-a-run.ts'

/** Names that take the places of those in docs/iam/; undefined for what this run does not have. */
export type RunNames = {
  readonly partition: string
  readonly account: string
  readonly region: string
  readonly destinationBucket: string | undefined
  readonly reportKey: string | undefined
  readonly targetKey: string | undefined
  readonly hasObjectLock: boolean
  /** Whether a table of S3 Metadata is asked: with `source: auto`, because there is no report. */
  readonly asksTable: boolean
}

export type NeededStatement = Pick<StatementFacts, 'sid' | 'file' | 'statement'> & {
  readonly sid: Sid
  readonly actions: readonly string[]
  readonly on: Place
  /** The condition keys of the statement, with their values in this run. */
  readonly conditionKeys: ReadonlyMap<string, readonly string[]>
}

/** In the order of docs/iam/. Permissions of the optional preflight are not among them: a run does without. */
export function listNeededStatements(target: BucketTarget, names: RunNames): readonly NeededStatement[] {
  return [...new Set(listSids(target, names))].map((sid) => {
    const grant: Grant = GRANTS[sid]
    const statement = renderStatement(sid, grant, target, names)
    return {
      sid,
      file: policyOf(sid),
      statement,
      actions: grant.actions,
      on: grant.on,
      conditionKeys: listConditionKeys(statement.Condition),
    }
  })
}

/** Of the run, and of what `require-posture` names. */
const listSids = (target: BucketTarget, names: RunNames): readonly Sid[] => [
  ...listSidsOfRun(target, names),
  ...(target.requiredPosture.length === 0 ? [] : POLICIES['posture-policy.json']),
]

function listSidsOfRun(
  { asked, keyRule, queries, remediation, source }: BucketTarget,
  names: RunNames,
): readonly Sid[] {
  const looks: readonly Sid[] = keyRule.kmsKeyArn !== undefined || keyRule.bucketKey ? ['LookAtObjects'] : []
  const reports: readonly Sid[] = names.reportKey === undefined ? [] : ['DecryptReports']
  const table: readonly Sid[] = [...listTableGrants(queries), 'LookAtObjects']
  const scan: readonly Sid[] =
    source === 'list'
      ? POLICIES['list-role-policy.json']
      : source === 'metadata'
        ? table
        : [...POLICIES['scan-role-policy.json'], ...reports, ...(names.asksTable ? table : looks)]
  if (remediation.mode === 'cancel') return [...scan, 'FindJobs', 'FollowJobs', 'ConfirmAndCancelOwnJobs']
  if (!isPlanned(remediation)) return scan
  const key: readonly Sid[] = names.targetKey === undefined ? [] : POLICIES['kms-target-policy.json']
  const locks: readonly Sid[] = names.hasObjectLock ? POLICIES['object-lock-policy.json'] : []
  const work: readonly Sid[] = listPlaces(remediation).work === undefined ? [] : ['FindWorkLocation']
  const plan: readonly Sid[] = [...scan, 'ReadBucketSettings', ...key, ...locks, ...work]
  if (remediation.mode === 'plan') return plan
  // Whether the role may be passed is a line of its own.
  const jobs = POLICIES['remediation-role-policy.json'].filter(
    (sid) => sid !== 'PassTheBatchRole' && !(POLICIES['scan-role-policy.json'] as readonly Sid[]).includes(sid),
  )
  if (asked !== undefined) return [...plan, ...jobs, ...listOwnGrants(asked)]
  const copies: readonly Sid[] = remediation.engine === 'direct' ? POLICIES['direct-copy-policy.json'] : []
  return [...plan, ...jobs, ...copies]
}

/** A workgroup that keeps results itself needs no place for them. */
const listTableGrants = ({ output }: BucketTarget['queries']): readonly Sid[] =>
  POLICIES['metadata-role-policy.json'].filter((sid) => output !== undefined || !/^query/.test(GRANTS[sid].on))

type Statement = { readonly Condition?: Grant['condition'] }

/** As docs/iam/ names it; the place of results is another one if `athena-output` says so. */
function placeOf(place: Place, { queries: { output } }: BucketTarget): string {
  if (output !== undefined && place === 'queryBucket') return `arn:aws:s3:::${output.bucket}`
  if (output !== undefined && place === 'queryObjects') return `arn:aws:s3:::${output.bucket}/${output.prefix}*`
  return PLACES[place]
}

/** The statement as docs/iam/ has it, with the names of this run. */
function renderStatement(sid: Sid, grant: Grant, target: BucketTarget, names: RunNames): Statement {
  const { work } = listPlaces(target.remediation)
  const text = JSON.stringify({
    Sid: sid,
    Effect: 'Allow',
    Action: grant.actions,
    Resource: placeOf(grant.on, target),
    ...(grant.condition && { Condition: grant.condition }),
  })
  const suffix = names.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  const replaced = text
    .replaceAll(PLACES.reportKey, names.reportKey ?? '*')
    .replaceAll(PLACES.targetKey, names.targetKey ?? '*')
    .replaceAll('s3.eu-west-1.amazonaws.com', `s3.${names.region}.${suffix}`)
    .replaceAll('workgroup/primary', `workgroup/${target.queries.workgroup}`)
    .replaceAll(/:(athena|glue|s3tables):eu-west-1:/g, `:$1:${names.region}:`)
    .replaceAll('b_SOURCE-BUCKET', `b_${target.bucket.replaceAll('.', '_')}`)
    .replaceAll('WORK-BUCKET/s3-encryption/', `${work?.bucket}/${work?.prefix}`)
    .replaceAll('WORK-BUCKET', work?.bucket ?? '')
    .replaceAll('SOURCE-BUCKET', target.bucket)
    .replaceAll('DESTINATION-BUCKET', names.destinationBucket ?? '*')
    .replaceAll('arn:aws:', `arn:${names.partition}:`)
    .replaceAll('111122223333', names.account)
  return JSON.parse(replaced) as Statement
}

const listConditionKeys = (condition: Grant['condition'] = {}) =>
  new Map(
    Object.values(condition).flatMap((keys) =>
      Object.entries(keys).map(([key, values]) => [key, [values].flat()] as const),
    ),
  )
