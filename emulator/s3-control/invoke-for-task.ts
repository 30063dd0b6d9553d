// Runs the task of a LambdaInvoke job: the event that S3 Batch Operations sends to the function, and what it makes of the
// answer (S3 User Guide, "Invoke AWS Lambda function").

import { createHash } from 'node:crypto'
import { ServiceError } from '../http.ts'
import { invokeFunction } from '../lambda/invoke.ts'
import type { SandboxResult } from '../lambda/sandbox.ts'
import { bucketArn } from '../partition.ts'
import { answerTo } from '../unsettled.ts'
import type { Principal, World } from '../world.ts'
import type { Job, Task, TaskResult } from './job.ts'
import type { JobOperation } from './job-operation.ts'

type LambdaInvoke = Extract<JobOperation, { name: 'LambdaInvoke' }>

type Answered =
  | { readonly code: 'Succeeded' | 'PermanentFailure' | 'TemporaryFailure'; readonly text: string }
  | { readonly code: 'refused'; readonly error: ServiceError }

/** "Will be redriven before the job completes": how often is UNCONFIRMED. */
const RUNS_AT_MOST = 3

/** Invokes the function for one task, again if it failed for the time being. Never throws. */
export async function invokeForTask(
  world: World,
  job: Job,
  principal: Principal,
  task: Task,
  operation: LambdaInvoke,
): Promise<TaskResult> {
  const runs = answerTo(world, 'function-redrives') === 'several' ? RUNS_AT_MOST : 1
  let answered: Answered = { code: 'TemporaryFailure', text: '' }
  for (let run = 1; run <= runs && isPassing(answered); run += 1) {
    answered = await invokeOnce(world, job, principal, task, operation, run)
  }
  return describeResult(world, answered)
}

/** A function that is invoked too often is invoked again. */
const isPassing = (answered: Answered): boolean =>
  answered.code === 'TemporaryFailure' || (answered.code === 'refused' && answered.error.status === 429)

async function invokeOnce(
  world: World,
  job: Job,
  principal: Principal,
  task: Task,
  operation: LambdaInvoke,
  run: number,
): Promise<Answered> {
  const name = createHash('sha256')
    .update(`${job.id} ${task.writtenKey} ${task.versionId ?? ''}`)
    .digest('base64')
  const event = buildEvent(world, job, task, operation, { taskId: name, invocationId: `${name}${run}` })
  try {
    refuseOtherRegion(world, operation)
    return readAnswer(world, await invokeFunction(world, principal, operation.functionArn, event), event)
  } catch (error) {
    if (error instanceof ServiceError) return { code: 'refused', error }
    throw error
  }
}

type EventTask = {
  readonly taskId: string
  readonly s3Key: string
  readonly s3VersionId: string | null
  readonly s3BucketArn?: string
  readonly s3Bucket?: string
}

type Event = {
  readonly invocationSchemaVersion: string
  readonly invocationId: string
  readonly job: { readonly id: string; readonly userArguments?: Readonly<Record<string, string>> }
  readonly tasks: readonly [EventTask]
}

/**
 * One task per invocation, as in the guide's samples. The key is as in the job manifest, so URL-encoded; without a version
 * id, null. Version 2.0 has the bucket's name in place of its ARN, and the user arguments (SDK, "LambdaInvokeOperation");
 * the member names of 2.0 are UNCONFIRMED.
 */
function buildEvent(
  world: World,
  job: Job,
  task: Task,
  { version, userArguments }: LambdaInvoke,
  ids: { readonly taskId: string; readonly invocationId: string },
): Event {
  const isByName = version === '2.0' && answerTo(world, 'function-bucket') === 'name'
  const bucket = isByName ? { s3Bucket: task.bucket } : { s3BucketArn: bucketArn(world, task.bucket) }
  return {
    invocationSchemaVersion: version,
    invocationId: ids.invocationId,
    job: { id: job.id, ...(version === '2.0' && { userArguments: Object.fromEntries(userArguments) }) },
    tasks: [{ taskId: ids.taskId, s3Key: task.writtenKey, s3VersionId: task.versionId ?? null, ...bucket }],
  }
}

/** Where it is not refused when the job is created: UNCONFIRMED either way. */
function refuseOtherRegion(world: World, { functionArn }: LambdaInvoke): void {
  if (functionArn.split(':')[3] === world.region) return
  throw new ServiceError(400, 'InvalidRequest', 'The function is in another Region than the job')
}

/** S3 User Guide, "Invoke AWS Lambda function": a task without a result is treated as the function says. */
function readAnswer(world: World, result: SandboxResult, event: Event): Answered {
  if (result.kind === 'timeout') {
    const isFinal = answerTo(world, 'function-timeout') === 'permanent'
    return { code: isFinal ? 'PermanentFailure' : 'TemporaryFailure', text: functionError('Task timed out') }
  }
  // A public sample of a completion report has this text.
  if (result.kind === 'error') return { code: 'PermanentFailure', text: functionError(result.errorMessage) }
  const answer = (result.answer ?? {}) as Readonly<Record<string, unknown>>
  if (answer.invocationId !== event.invocationId || !Array.isArray(answer.results)) return MALFORMED
  const [{ taskId }] = event.tasks
  const results = answer.results as readonly Readonly<Record<string, unknown>>[]
  const own = results.find((one) => one.taskId === taskId)
  const code = own?.resultCode ?? answer.treatMissingKeysAs ?? 'TemporaryFailure'
  const { resultString = '' } = own ?? {}
  if (!isResultCode(code) || typeof resultString !== 'string') return MALFORMED
  return { code, text: resultString }
}

const functionError = (errorMessage: string): string =>
  `Lambda returned function error: ${JSON.stringify({ errorMessage })}`

/** UNCONFIRMED: the text. */
const MALFORMED: Answered = { code: 'PermanentFailure', text: 'Lambda returned an invalid response' }

const RESULT_CODES = ['Succeeded', 'PermanentFailure', 'TemporaryFailure'] as const
const isResultCode = (code: unknown): code is (typeof RESULT_CODES)[number] =>
  (RESULT_CODES as readonly unknown[]).includes(code)

/** Rows of samples have HTTP status 200 and the result code as error code. */
function describeResult(world: World, answered: Answered): TaskResult {
  if (answered.code === 'refused') {
    const { code: errorCode, message, status: httpStatus } = answered.error
    return { succeeded: false, httpStatus, errorCode, message }
  }
  const { code, text } = answered
  if (code === 'Succeeded') return { succeeded: true, httpStatus: 200, errorCode: '', message: text }
  // The guide says both that the report includes the message and that result strings of failed tasks are ignored.
  const isTold = answerTo(world, 'function-failures') === 'with-result-string' || text.startsWith('Lambda returned')
  return { succeeded: false, httpStatus: 200, errorCode: code, message: isTold ? text : '' }
}
