// Reads how a function is called: its ARN, the version of the payload, and the arguments.

import { type LambdaCall, PAYLOAD_VERSIONS, type Tag } from '../operations/asked-operation.ts'
import { accountOf, LAMBDA_ARN, partitionOf, ROLE_ARN } from './arns.ts'
import { type ReadText, readWord, splitLines } from './fields.ts'
import type { Problems } from './problems.ts'

const EXAMPLE_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:my-function:1'
const EXAMPLE_ARGUMENT = 'team=archive'

/** Botocore's model of S3 Control, "UserArguments": their number, and the characters of keys and values. */
const MAX_ARGUMENTS = 10
const MAX_KEY = 64
const MAX_VALUE = 1024
const FORM = `one key=value per line, at most ${MAX_ARGUMENTS}`

/** `isAsked`: whether the operation needs a function; what is set otherwise is refused elsewhere. */
export function readLambdaCall(text: ReadText, problems: Problems, isAsked: boolean): LambdaCall {
  const arn = text('lambda-arn')
  if (arn === '' ? isAsked : !LAMBDA_ARN.test(arn)) {
    const accepted =
      'the full ARN of a function, best with a version or alias (required with `operation: invoke-lambda`)'
    problems.add('lambda-arn', arn, accepted, EXAMPLE_ARN)
  } else if (arn !== '') refuseForeign(arn, text, problems)
  const version = readWord(PAYLOAD_VERSIONS, 'lambda-payload-version', text, problems)
  const userArguments = readArguments(text('lambda-user-arguments'), problems)
  if (userArguments.length > 0 && version === '1.0') {
    problems.add('lambda-payload-version', version, '2.0 with lambda-user-arguments: 1.0 has none', '2.0')
  }
  return { arn, version, userArguments }
}

/** A job calls functions of its own partition; across accounts the function would need a policy of its own. */
function refuseForeign(arn: string, text: ReadText, problems: Problems): void {
  const input = ['batch-role-arn', 'role-to-assume'].find((name) => ROLE_ARN.test(text(name)))
  const role = input && text(input)
  if (role === undefined) return
  if (partitionOf(arn) !== partitionOf(role)) {
    const accepted = `a function of the partition of ${input} (${partitionOf(role)})`
    problems.add('lambda-arn', arn, accepted, arn.replace(/^arn:[^:]+/, `arn:${partitionOf(role)}`))
  } else if (accountOf(arn) !== accountOf(role)) {
    const accepted = `a function of the account of ${input} (${accountOf(role)})`
    problems.add('lambda-arn', arn, accepted, arn.replace(/:\d{12}:/, `:${accountOf(role)}:`))
  }
}

function readArguments(value: string, problems: Problems): readonly Tag[] {
  const read: Tag[] = []
  for (const line of splitLines(value)) {
    const at = line.indexOf('=')
    const argument = { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }
    const wrong = at < 0 ? 'there is no = between key and value' : findWrong(argument)
    if (wrong !== undefined) problems.add('lambda-user-arguments', line, `${FORM} (${wrong})`, EXAMPLE_ARGUMENT)
    else if (read.some(({ key }) => key === argument.key)) {
      problems.add('lambda-user-arguments', line, 'each key once', EXAMPLE_ARGUMENT)
    } else read.push(argument)
  }
  if (read.length > MAX_ARGUMENTS) {
    problems.add('lambda-user-arguments', `${read.length} arguments`, `${FORM}: S3 accepts no more`, EXAMPLE_ARGUMENT)
  }
  return read
}

function findWrong({ key, value }: Tag): string | undefined {
  if (key.length < 1 || key.length > MAX_KEY) return `a key has 1 to ${MAX_KEY} characters`
  return value.length > MAX_VALUE ? `a value has at most ${MAX_VALUE} characters` : undefined
}
