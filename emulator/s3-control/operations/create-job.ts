// CreateJob (S3 API Reference, "CreateJob"; S3 User Guide, "Granting permissions for Batch Operations").

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { authorize } from '../../iam/evaluate.ts'
import { namedPartitions, partitionOf } from '../../partition.ts'
import { answerTo } from '../../unsettled.ts'
import type { World } from '../../world.ts'
import { element, parseXml } from '../../xml.ts'
import { answerXml, type ControlCall } from '../call.ts'
import { badRequest } from '../fields.ts'
import { type JobRequest, parseJobRequest } from '../job-request.ts'
import { addJob, batchState } from '../state.ts'

const MINUTE_MS = 60_000

/** Creates a job, or returns the id of the job that the same request with the same token created before. */
export function createJob(call: ControlCall): EmulatorResponse {
  const { world, account } = call
  refuseForeignArns(call)
  const request = parseJobRequest(parseXml(call.request.body))
  authorizeCreation(call, request)
  refuseFunctionElsewhere(world, request)
  const { tokens } = batchState(world)
  const token = `${account} ${request.clientRequestToken}`
  // UNCONFIRMED, except that the model says that the token prevents duplicate submissions.
  const memoryMs = answerTo(world, 'token-memory') === 'kept' ? Number.POSITIVE_INFINITY : MINUTE_MS
  const found = tokens.get(token)
  const known = found !== undefined && world.clock.now() - found.at <= memoryMs ? found : undefined
  const isOther = known !== undefined && known.fingerprint !== request.fingerprint
  if (isOther && answerTo(world, 'token-conflict') === 'refused') {
    throw new ServiceError(400, 'IdempotencyException', 'The client request token was used for another request')
  }
  const jobId = known?.jobId ?? addJob(world, account, request).id
  if (known === undefined) tokens.set(token, { fingerprint: request.fingerprint, jobId, at: world.clock.now() })
  return answerXml('CreateJobResult', [element('JobId', jobId)])
}

/** UNCONFIRMED (Service Authorization Reference, "Amazon S3": the keys are those of PutJobTagging, for any caller). */
const hasJobKeys = (world: World) => answerTo(world, 'tagging-at-creation') === 'with-job-keys'

const existingKeys = ({ operation, priority }: JobRequest) => ({
  's3:existingjoboperation': operation.name,
  's3:existingjobpriority': String(priority),
})

/** UNCONFIRMED that S3 does so before the job runs, and in which words. */
function refuseFunctionElsewhere(world: World, { operation }: JobRequest): void {
  if (operation.name !== 'LambdaInvoke' || answerTo(world, 'function-region') === 'per-task') return
  const region = operation.functionArn.split(':')[3]
  if (region !== world.region) throw badRequest(`The function is in ${region}, the job in ${world.region}`)
}

/** A partition has no resources of another. S3's error message for this is UNCONFIRMED. */
function refuseForeignArns({ world, request }: ControlCall): void {
  const partition = partitionOf(world)
  const foreign = [...namedPartitions(new TextDecoder().decode(request.body))].filter((named) => named !== partition)
  if (foreign.length > 0) throw badRequest(`An ARN is of the partition ${foreign.join(', ')}, not ${partition}`)
}

/**
 * CreateJob does not support resources; PassRole is checked immediately, the role itself only when the job prepares.
 */
function authorizeCreation({ world, principal, account }: ControlCall, request: JobRequest): void {
  const tagKeys = [...request.tags.keys()]
  const context = {
    's3:requestjoboperation': request.operation.name,
    's3:requestjobpriority': String(request.priority),
    ...(tagKeys.length === 0 ? {} : { 'aws:tagkeys': tagKeys }),
    ...Object.fromEntries([...request.tags].map(([key, value]) => [`aws:requesttag/${key.toLowerCase()}`, value])),
  }
  authorize(world, principal, { action: 's3:CreateJob', resource: '*', context })
  if (request.tags.size > 0) {
    authorize(world, principal, {
      action: 's3:PutJobTagging',
      resource: `arn:${partitionOf(world)}:s3:${world.region}:${account}:job/*`,
      context: { ...context, ...(hasJobKeys(world) ? existingKeys(request) : {}) },
    })
  }
  if (request.roleArn.split(':')[4] !== principal.account) {
    throw new ServiceError(403, 'AccessDeniedException', 'Cross-account pass role is not allowed.')
  }
  authorize(world, principal, {
    action: 'iam:PassRole',
    resource: request.roleArn,
    context: { 'iam:passedtoservice': 'batchoperations.s3.amazonaws.com' },
  })
}
