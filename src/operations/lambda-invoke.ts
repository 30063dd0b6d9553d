// Defines the job that calls a function of AWS Lambda for each object.

import type { Choice } from '../findings/choice.ts'
import type { Standing } from '../findings/standing.ts'
import type { Charge, ChargeMaker } from '../price/charges.ts'
import { getsFrom } from '../price/rates.ts'
import type { LambdaCall } from './asked-operation.ts'
import { CANARY_OBJECTS } from './canary-rule.ts'
import { countChecked, priceJob, tellEvents } from './charges.ts'
import type { FailureCause } from './failure-causes.ts'
import type { BatchOperation, FailedTask, Work, WorkToPrice } from './operation.ts'
import { proveShipped } from './shipped-functions.ts'

export type PlannedInvocation = Work<'LambdaInvoke'> & {
  readonly call: LambdaCall
  /** As for copies (put-object-copy.ts). */
  readonly canaryObjects: number
  readonly isCanary?: true
}

/** What a function does with an object is not known here: it is called whatever class and lock the object has. */
export const INVOKE_CHOICES: Readonly<Record<Standing, Choice>> = {
  readable: 'selected',
  archived: 'selected',
  'archived-tier': 'selected',
  'tier-unknown': 'selected',
  'archived-oddly': 'selected',
}

export const INVOKE_GRANTS = {
  /** S3 User Guide, "Granting permissions for Batch Operations": "Invoke AWS Lambda function". */
  InvokeTheFunction: { actions: ['lambda:InvokeFunction'], on: 'lambdaFunction' },
} as const

/** HeadObject before and after. */
const LOOKS_PER_CANARY = 2

/** What an estimate assumes of each invocation, and says. */
const ASSUMED = { megabytes: 256, seconds: 1 } as const

export const LAMBDA_INVOKE: BatchOperation<PlannedInvocation> = {
  name: 'LambdaInvoke',
  words: 'a call of a function',
  label: 'LAMBDA_',
  hasCanaries: true,
  byFunction: true,
  batchRole: { policy: 'batch-role-lambda-policy.json', withTargetKey: [] },
  isAskedFor: ({ asked }) => asked?.name === 'invoke-lambda',

  /** Nothing is known about a function, so it is tried wherever there are more objects than are tried. */
  plan(group, { asked }) {
    if (group.operation !== 'selected' || asked?.name !== 'invoke-lambda') return []
    const canaryObjects = group.tally.objects > CANARY_OBJECTS ? CANARY_OBJECTS : 0
    return [{ operation: 'LambdaInvoke', group, call: asked.call, canaryObjects }]
  },
  identify: ({ call: { arn, version, userArguments } }) => [
    '',
    '',
    [arn, version, userArguments.map(({ key, value }) => [key, value])],
  ],
  /** API reference, "CreateJob": a job is in the Region of its objects, and calls functions there. */
  refuse({ call: { arn } }, { region }) {
    const [, , , own] = arn.split(':')
    if (own === region) return undefined
    return {
      message: `The function ${arn} is in ${own}, the bucket in ${region}: a job calls only functions of its own Region.`,
      hint: `Deploy the function in ${region}, and set lambda-arn to its ARN there.`,
    }
  },
  settles: ({ operation }) => operation === 'selected',
  prove: ({ call }) => proveShipped(call),
  classify: classifyAnswer,

  price(work, context, make) {
    return [...priceJob(this.name, work, make), ...priceCalls(work, make), ...tellEvents(work, context, make)]
  },

  warnings: {
    way: (jobs) =>
      jobs.some(({ canaryObjects }) => canaryObjects > 0)
        ? 'The function is called for a few objects first: it is called for the others only if all of these tasks succeeded and the objects are still there.'
        : undefined,
    selected: (jobs) =>
      [
        'The function decides what happens to each object: the action sees only its answers. S3 may call it more than once for an object.',
        ...jobs.filter(({ call }) => isUnpinned(call.arn)).map(({ call }) => sayUnpinned(call.arn)),
      ].join(' '),
  },

  request: ({ call: { arn, version, userArguments } }) => ({
    LambdaInvoke: {
      FunctionArn: arn,
      InvocationSchemaVersion: version,
      ...(userArguments.length > 0 && {
        UserArguments: Object.fromEntries(userArguments.map(({ key, value }) => [key, value])),
      }),
    },
  }),
  // API reference, "LambdaInvokeOperation".
  defaults: { InvocationSchemaVersion: '1.0' },

  hints: {
    'access-denied':
      'The batch role is not allowed to call the function (lambda:InvokeFunction on exactly lambda-arn, version or alias included), or the function has no role that it can use. See docs/iam/batch-role-lambda-policy.json.',
    'invalid-request':
      'S3 or Lambda rejected the call. Check lambda-arn, the version of the payload and the error code.',
    'function-permanent':
      'The function answered PermanentFailure, failed, or gave no valid answer: its own words are above, and its log in CloudWatch has more.',
    'function-temporary':
      'The function answered TemporaryFailure, or was called too often, each time S3 tried: run again; only these objects are tried again.',
    other: 'Check the error code, lambda-arn, and the log of the function in CloudWatch.',
  },
}

/**
 * The result code of the function, as S3 reports it. Never that an object changed or is gone, whatever the status: only
 * S3 itself can say so, and a function that does not exist is answered with 404.
 */
function classifyAnswer({ errorCode, httpStatus }: FailedTask): FailureCause {
  if (errorCode === 'PermanentFailure') return 'function-permanent'
  if (errorCode === 'TemporaryFailure' || httpStatus === '429') return 'function-temporary'
  if (httpStatus === '403') return 'access-denied'
  if (httpStatus.startsWith('5')) return 'service-error'
  return httpStatus === '400' ? 'invalid-request' : 'other'
}

/** Without a qualifier, or `$LATEST`. */
const isUnpinned = (arn: string) => [undefined, '$LATEST'].includes(arn.split(':')[7])

const sayUnpinned = (arn: string) =>
  `lambda-arn names no version: whatever is deployed as ${arn} runs, also if it is changed after this plan or between the first objects and the others. Publish a version, and add it or an alias to lambda-arn.`

/** AWS Lambda pricing page: per request, and per GB-second. What the function does itself is not known. */
function priceCalls({ tally: { objects }, canaryObjects = 0 }: WorkToPrice, make: ChargeMaker): Charge[] {
  const { megabytes, seconds } = ASSUMED
  // Millionths of a GB-second are exact enough, and whole.
  const gbSeconds = Math.ceil((objects * megabytes * seconds) / 1024)
  const assumed = `Lambda duration, if each call takes ${seconds} s with ${megabytes} MB`
  return [
    make.count('lambda.million-requests', 'requests', objects, 'Lambda requests, one for each object'),
    make.count('lambda.million-gb-seconds', 'GB-seconds', gbSeconds, assumed),
    make.requests(getsFrom('STANDARD'), countChecked(objects), 'HeadObject or GetObjectTagging to check, at most'),
    ...(canaryObjects === 0
      ? []
      : [make.requests(getsFrom('STANDARD'), canaryObjects * LOOKS_PER_CANARY, 'HeadObject of the first objects')]),
    make.unpriced('What the function itself asks of S3 and others', objects, 'objects'),
  ]
}
