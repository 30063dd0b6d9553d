// Lists the statements of docs/iam/ that a run of a target needs.

import { listOwnGrants } from '../operations/registry.ts'
import { isPlanned, listPlaces, type RemediationInputs } from '../settings/remediation-settings.ts'
import { type BucketTarget, mayQueryTable, type QueryInputs } from '../settings/settings-of-a-run.ts'
import { GRANTS, type Sid } from './permissions.ts'
import { POLICIES, REMEDIATION } from './policy-files.ts'

/** The statements of every call of a doctor: what a plan would call, and what shows why something fails. No writes. */
export function listLooks(target: BucketTarget): readonly Sid[] {
  const { remediation } = target
  const plan = isPlanned(remediation)
    ? { ...remediation, mode: 'plan' as const, places: listPlaces(remediation) }
    : remediation
  const jobs: readonly Sid[] = remediation.mode === 'none' || remediation.mode === 'plan' ? [] : ['FindJobs']
  const work: readonly Sid[] = listPlaces(remediation).work === undefined ? [] : POLICIES['doctor-work-policy.json']
  const scan = listSteps({
    ...target,
    scanEngine: 'stream',
    remediation: plan.mode === 'cancel' ? { mode: 'none' } : plan,
  })
  const usesAthena = mayAskTable(target) || (target.scanEngine !== 'stream' && target.athena !== undefined)
  const athena: readonly Sid[] = usesAthena ? POLICIES['doctor-athena-policy.json'] : []
  return [
    ...scan.filter((sid) => !OF_QUERIES.has(sid)),
    ...POLICIES['doctor-policy.json'],
    ...POLICIES['doctor-kms-policy.json'],
    ...work,
    ...jobs,
    ...athena,
  ]
}

/** With `source: auto` a table is asked if there is no report. */
const mayAskTable = ({ source, ...target }: Pick<BucketTarget, 'asked' | 'queries' | 'source'>): boolean =>
  source === 'metadata' || (source === 'auto' && mayQueryTable(target))

/** A doctor starts no query: what queries need it only asks about. */
const OF_QUERIES: ReadonlySet<Sid> = new Set([
  ...POLICIES['metadata-role-policy.json'].filter((sid) => sid !== 'FindMetadataTable'),
  'DecryptMetadataTables',
])

/** The statements of every call that a run on this target can make. */
export const listSteps = (target: BucketTarget): readonly Sid[] => [
  ...listChoosing(target),
  ...listActing(target),
  ...listShown(target),
]

/** Of an operation for selected objects, the posture is not shown. */
const listShown = ({ asked }: BucketTarget): readonly Sid[] =>
  asked === undefined ? POLICIES['posture-policy.json'] : []

/** What finds the buckets that lines take. */
function listChoosing({ takenBy }: BucketTarget): readonly Sid[] {
  if (takenBy === undefined) return []
  const tags: readonly Sid[] = takenBy.some(({ by }) => by === 'tag') ? POLICIES['bucket-tags-policy.json'] : []
  return [...POLICIES['account-policy.json'], ...tags]
}

function listActing({
  asked,
  baseline,
  keyRule,
  remediation,
  scanEngine,
  athena,
  queries,
  source,
}: BucketTarget): readonly Sid[] {
  const asksTable = mayAskTable({ asked, queries, source })
  // Of a table also for versions whose order is not certain.
  const looks: readonly Sid[] =
    asksTable || keyRule.kmsKeyArn !== undefined || keyRule.bucketKey ? ['LookAtObjects'] : []
  const usesAthena = scanEngine !== 'stream' && scanEngine !== 's3-select' && athena !== undefined
  const reads: readonly Sid[] = [
    ...POLICIES['scan-role-policy.json'],
    'DecryptReports',
    ...(usesAthena ? listQuerySteps('athena-policy.json', queries) : []),
  ]
  const table = listQuerySteps('metadata-role-policy.json', queries)
  const scan: readonly Sid[] = [
    ...(source === 'list' || source === 'metadata' ? [] : reads),
    ...(source === 'list' ? [] : looks),
    // Which key, if any, the tables are under is not shown.
    ...(asksTable ? [...table, 'DecryptMetadataTables' as const] : []),
    ...(source === 'list' || source === 'auto' ? POLICIES['list-role-policy.json'] : []),
    ...(baseline === undefined ? [] : POLICIES['baseline-policy.json']),
  ]
  if (remediation.mode === 'cancel') return [...scan, 'FindJobs', 'FollowJobs', 'ConfirmAndCancelOwnJobs']
  if (!isPlanned(remediation)) return scan
  const isKms = remediation.target.status === 'SSE-KMS'
  const plan: readonly Sid[] = [
    ...scan,
    'ReadBucketSettings',
    'LookAtObjects',
    'SeeLocks',
    ...(isKms ? POLICIES['kms-target-policy.json'] : []),
    ...listPreflight(remediation),
  ]
  if (remediation.mode === 'plan') return plan
  const jobs: readonly Sid[] = [...plan, ...REMEDIATION, ...POLICIES['object-lock-policy.json']]
  if (remediation.mode === 'confirm') return jobs
  if (asked !== undefined) return [...jobs, ...listOwnGrants(asked), 'UseKeyOfWorkBucket']
  // Even if S3 Batch Operations does everything: copies that an earlier run left unfinished are completed.
  return [
    ...jobs,
    ...POLICIES['direct-copy-policy.json'],
    'ReadObjectsUnderOldKey',
    'UseKeyOfWorkBucket',
    ...(isKms ? POLICIES['direct-copy-kms-policy.json'] : []),
  ]
}

/** Without a place for results nothing is written: the workgroup must then keep them itself. */
const listQuerySteps = (
  file: 'athena-policy.json' | 'metadata-role-policy.json',
  { output }: QueryInputs,
): readonly Sid[] => POLICIES[file].filter((sid) => output !== undefined || GRANTS[sid].on !== 'queryObjects')

/** The requests before anything is created, if the places are named (preflight/). */
function listPreflight(remediation: RemediationInputs): readonly Sid[] {
  if (!isPlanned(remediation)) return []
  const { batchRoleArn, work } = listPlaces(remediation)
  const isKms = remediation.target.status === 'SSE-KMS'
  return [
    ...(work === undefined ? [] : (['FindWorkLocation', 'ReadPolicyOfWorkBucket'] as const)),
    ...(batchRoleArn === undefined ? [] : (['SeeWhatTheBatchRoleMayDo', 'ReadPolicyOfSourceBucket'] as const)),
    ...(batchRoleArn === undefined || !isKms ? [] : (['ReadPolicyOfTargetKey'] as const)),
    ...(remediation.mode === 'plan' ? [] : (['SeeWhetherTheBatchRoleMayBePassed'] as const)),
  ]
}
