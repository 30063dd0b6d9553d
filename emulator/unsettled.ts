// Knows the questions that only a real AWS account can settle (docs/unconfirmed.md), and the answers this emulator can
// give to each. A world gives the first answer unless somebody settles the question otherwise.

import { type AnnotationSettings, annotationSettings } from './s3/annotations.ts'
import { batchState } from './s3-control/state.ts'
import { serviceState, type World } from './world.ts'

export const ANSWERS = {
  /** Whether a copy task refuses what was written after UnModifiedSinceConstraint. */
  'copy-time-limit': ['honoured', 'ignored'],
  /** What NewObjectMetadata with only an algorithm does to user metadata. */
  'new-object-metadata': ['drops-metadata', 'keeps-metadata'],
  /** How a bare `+` of a job manifest is read. */
  'job-manifest-plus': ['space', 'plus'],
  /** How keys stand in a completion report: as the job manifest has them, or decoded. */
  'report-keys': ['as-written', 'decoded'],
  /** How long S3 knows a ClientRequestToken: as long as the job, or only while an unanswered call is repeated. */
  'token-memory': ['kept', 'a-minute'],
  /** What a known ClientRequestToken with another request is answered. */
  'token-conflict': ['refused', 'first-job'],
  /** EncryptionStatus of a delete marker's row. */
  'delete-marker-status': ['empty', 'not-sse'],
  /** An inventory report without rows. */
  'empty-report': ['no-files', 'one-empty-file'],
  /** Whether S3 names the report's encryption when it delivers to a bucket whose policy may ask for it. */
  'delivery-encryption': ['named', 'not-named'],
  /** When the completion report can be read after the job's end. */
  'report-arrival': ['at-once', 'late'],
  /** Whether a job of which no task succeeded has a completion report. */
  'report-of-failures': ['written', 'none'],
  /** Whether ProgressSummary counts as the completion report does. */
  'progress-summary': ['right', 'wrong'],
  /** Whether S3 runs a task again that it has run. */
  'task-runs': ['once', 'twice'],
  /** Whether DescribeJob spells out what the request left at its default. */
  'job-defaults': ['left-out', 'spelled-out'],
  /** Whether a write with If-Match also needs s3:GetObject. */
  'if-match-reads': ['asked', 'not-asked'],
  /** Whether a copy task needs the ACL permissions of the guide's sample role. */
  'copy-task-acl': ['asked', 'not-asked'],
  /** Whether s3:PutJobTagging, asked at CreateJob, comes with the keys of an existing job. */
  'tagging-at-creation': ['without-job-keys', 'with-job-keys'],
  /** The service principal of S3 Batch Operations in China. */
  'batch-principal-in-china': ['as-elsewhere', 'its-own'],
  /** Of which key S3UpdateObjectEncryption asks which permission. */
  'update-encryption-keys': ['each-its-own', 'all-of-both'],
  /** Whether S3 sends aws:SourceAccount when it assumes the batch role. */
  'source-account': ['sent', 'not-sent'],
  /** Where a job's manifest and report may lie, beside the Region of its objects. */
  'job-regions': ['only-its-own', 'any'],
  /** What GetBucketEncryption answers for a bucket whose default nobody ever set. */
  'untouched-default': ['told', 'not-found'],
  /** What a Region answers about annotations, which some do not have. */
  'region-without-annotations': ['has-them', 'not-implemented', 'ignored'],
  /** A copy task whose role lacks the permissions for annotations. */
  'forbidden-annotations': ['refused', 'lost'],
  /** Whether a copy task asks for the version forms of these permissions. */
  'annotation-version-forms': ['not-asked', 'asked'],
  /** The ETag of a multipart object under SSE-KMS. */
  'kms-multipart-etag': ['md5-of-parts', 'its-own'],
  /** How an inventory report names the columns of event holds. */
  'event-hold-columns': ['as-seen', 'snake-case'],
  /** What GetObjectRetention answers for a version without any. */
  'no-retention': ['not-found', 'bad-request'],
  /** A change of the key of an object under an event hold. */
  'held-key-change': ['refused', 'made'],
  /** The status of a HEAD whose session has expired. */
  'expired-head': ['400', '403'],
  /** How HeadObject names the KMS key. */
  'head-key': ['arn', 'key-id'],
  /** Whether the error of a copy that a KMS key refuses names KMS. */
  'kms-refusal': ['names-kms', 'does-not'],
  /** Whether claims of GitHub's tokens beside aud and sub are condition keys. */
  'github-claims': ['condition-keys', 'not-known'],
  /** Of which statements a simulation names the condition keys it was not given. */
  'simulated-keys': ['matching-statements', 'all-statements'],
} as const satisfies Readonly<Record<string, readonly [string, string, ...string[]]>>

export type Question = keyof typeof ANSWERS
export type AnswerTo<Q extends Question> = (typeof ANSWERS)[Q][number]

export const QUESTIONS = Object.keys(ANSWERS) as readonly Question[]

type Settled = { [Q in Question]?: AnswerTo<Q> }

const settledIn = (world: World): Settled => serviceState(world, 'unsettled', (): Settled => ({}))

/** What this world answers. */
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
