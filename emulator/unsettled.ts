// The questions that only a real AWS account can answer (docs/unconfirmed.md), and the possible answers of this
// emulator. A world uses the first answer unless the question is settled otherwise.

import { type AnnotationSettings, annotationSettings } from './s3/annotations.ts'
import { batchState } from './s3-control/state.ts'
import { serviceState, type World } from './world.ts'

export const ANSWERS = {
  /** Whether a copy task refuses objects written after UnModifiedSinceConstraint. */
  'copy-time-limit': ['honoured', 'ignored'],
  /** The effect of a NewObjectMetadata with only an algorithm on user metadata. */
  'new-object-metadata': ['drops-metadata', 'keeps-metadata'],
  /** The meaning of an unencoded `+` in a job manifest. */
  'job-manifest-plus': ['space', 'plus'],
  /** The form of keys in a completion report: as in the job manifest, or decoded. */
  'report-keys': ['as-written', 'decoded'],
  /**
   * How long S3 remembers a ClientRequestToken: as long as the job, or only while a call without a response is
   * repeated.
   */
  'token-memory': ['kept', 'a-minute'],
  /** The response to a known ClientRequestToken with a different request. */
  'token-conflict': ['refused', 'first-job'],
  /** EncryptionStatus of a delete marker's row. */
  'delete-marker-status': ['empty', 'not-sse'],
  /** The form of an inventory report without rows. */
  'empty-report': ['no-files', 'one-empty-file'],
  /** Whether S3 sends the report's encryption when it delivers to a bucket whose policy may require it. */
  'delivery-encryption': ['named', 'not-named'],
  /** When the completion report can be read after the job's end. */
  'report-arrival': ['at-once', 'late'],
  /** Whether a job without a succeeded task has a completion report. */
  'report-of-failures': ['written', 'none'],
  /** Whether ProgressSummary has the same counts as the completion report. */
  'progress-summary': ['right', 'wrong'],
  /** Whether S3 may run a task a second time. */
  'task-runs': ['once', 'twice'],
  /** Whether DescribeJob includes defaults that the request omitted. */
  'job-defaults': ['left-out', 'spelled-out'],
  /** Whether a write with If-Match also needs s3:GetObject. */
  'if-match-reads': ['asked', 'not-asked'],
  /** Whether a copy task needs the ACL permissions of the guide's sample role. */
  'copy-task-acl': ['asked', 'not-asked'],
  /** Whether the check of s3:PutJobTagging by CreateJob includes the condition keys of an existing job. */
  'tagging-at-creation': ['without-job-keys', 'with-job-keys'],
  /** The service principal of S3 Batch Operations in China. */
  'batch-principal-in-china': ['as-elsewhere', 'its-own'],
  /** Which permissions S3UpdateObjectEncryption needs for which key. */
  'update-encryption-keys': ['each-its-own', 'all-of-both'],
  /** Whether S3 sends aws:SourceAccount when it assumes the batch role. */
  'source-account': ['sent', 'not-sent'],
  /** Where a job's manifest and report may be, apart from the Region of its objects. */
  'job-regions': ['only-its-own', 'any'],
  /** The response of GetBucketEncryption for a bucket whose default was never set. */
  'untouched-default': ['told', 'not-found'],
  /** The response of a Region about annotations, which some do not support. */
  'region-without-annotations': ['has-them', 'not-implemented', 'ignored'],
  /** The result of a copy task whose role lacks the permissions for annotations. */
  'forbidden-annotations': ['refused', 'lost'],
  /** Whether a copy task needs the version forms of these permissions. */
  'annotation-version-forms': ['not-asked', 'asked'],
  /** The ETag of a multipart object under SSE-KMS. */
  'kms-multipart-etag': ['md5-of-parts', 'its-own'],
  /** The names of the columns for event holds in an inventory report. */
  'event-hold-columns': ['as-seen', 'snake-case'],
  /** The response of GetObjectRetention for a version without retention. */
  'no-retention': ['not-found', 'bad-request'],
  /** Whether the key of an object under an event hold can be changed. */
  'held-key-change': ['refused', 'made'],
  /** The status of a HEAD with an expired session. */
  'expired-head': ['400', '403'],
  /** The form of the KMS key in HeadObject. */
  'head-key': ['arn', 'key-id'],
  /** What a generated job manifest lists: current objects, or all versions by their ids. */
  'generated-versions': ['current-only', 'with-version-ids'],
  /** The state of the bucket that a generated job manifest shows. */
  'generated-listing': ['live', 'a-day-old'],
  /** The form of keys in a generated job manifest. */
  'generated-keys': ['url-encoded', 'as-they-are'],
  /** When a function of another Region is refused: CreateJob is, or each task fails. */
  'function-region': ['at-creation', 'per-task'],
  /** How often a task is run again whose function answered TemporaryFailure, or was throttled. */
  'function-redrives': ['several', 'none'],
  /** What a function that runs into its timeout counts as. */
  'function-timeout': ['permanent', 'temporary'],
  /** Whether the completion report has the result strings of failed tasks. */
  'function-failures': ['with-result-string', 'without'],
  /** What names the bucket in the payload of version 2.0. */
  'function-bucket': ['name', 'arn'],
  /** The code of the 404 for a bucket without S3 Metadata. */
  'no-metadata': ['MetadataConfigurationNotFound', 'NoSuchMetadataConfiguration'],
  /** The unit of the journal's oldest-uncoalesced-record-timestamp. */
  'oldest-record-time': ['seconds', 'milliseconds'],
  /** That timestamp in a bucket without new records: goes on with the time, stays at the last record, or is not there. */
  'quiet-journal': ['moves-on', 'stays', 'leaves-it-out'],
  /** Whether a change of a version's metadata gives its row in the inventory table a new sequence number. */
  'metadata-sequence': ['kept', 'renewed'],
  /** What Athena answers where the analytics integration of S3 Tables is not set up. */
  'missing-integration': ['catalog-not-found', 'access-denied'],
  /** Which permissions a query of a metadata table needs: those of the table, too, or only those of its catalog. */
  'metadata-rights': ['of-both', 'of-the-catalog'],
  /** Whether the error of a copy that was refused by a KMS key names KMS. */
  'kms-refusal': ['names-kms', 'does-not'],
  /** Whether claims of GitHub's tokens other than aud and sub are condition keys. */
  'github-claims': ['condition-keys', 'not-known'],
  /** What GitHub checks first in a request that is not valid and not allowed. */
  'github-order': ['permissions-first', 'validation-first'],
  /** For which statements a simulation lists missing condition keys. */
  'simulated-keys': ['matching-statements', 'all-statements'],
} as const satisfies Readonly<Record<string, readonly [string, string, ...string[]]>>

export type Question = keyof typeof ANSWERS
export type AnswerTo<Q extends Question> = (typeof ANSWERS)[Q][number]

export const QUESTIONS = Object.keys(ANSWERS) as readonly Question[]

type Settled = { [Q in Question]?: AnswerTo<Q> }

const settledIn = (world: World): Settled => serviceState(world, 'unsettled', (): Settled => ({}))

/** The answer in this world. */
export function answerTo<Q extends Question>(world: World, question: Q): AnswerTo<Q> {
  return (settledIn(world)[question] ?? ANSWERS[question][0]) as AnswerTo<Q>
}

/** Settles a question in this world, before anything happens in it. */
export function settle(world: World, question: Question, answer: string): void {
  if (!(ANSWERS[question] as readonly string[]).includes(answer)) throw new Error(`${question}: no answer "${answer}"`)
  Object.assign(settledIn(world), { [question]: answer })
  const { settings } = batchState(world)
  if (question === 'progress-summary') settings.progressError = answer === 'wrong' ? WRONG : RIGHT
  if (question === 'region-without-annotations') annotationSettings(world).absentAs = ABSENT_AS[answer]
  if (question === 'report-arrival') settings.report.delivery = answer === 'late' ? { lateReads: 3 } : 'normal'
}

const ABSENT_AS: Readonly<Record<string, AnnotationSettings['absentAs']>> = {
  'not-implemented': { status: 501, code: 'NotImplemented' },
  ignored: 'ignored',
}
const RIGHT = { succeeded: 0, failed: 0 }
const WRONG = { succeeded: 1, failed: 1 }
