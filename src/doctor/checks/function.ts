// Whether a job of the bucket can call the function: what its ARN says. Lambda itself is not asked.

import { functionOf } from '../../operations/asked-operation.ts'
import type { BucketFacts } from '../facts.ts'
import { fine, inWorkflow, type Line, wrong } from '../line.ts'

export function checkFunction(facts: BucketFacts): readonly Line[] {
  const { account, partition, source, target } = facts
  const arn = functionOf(target.asked)
  if (arn === undefined) return []
  const subject = { check: 'function', about: target.bucket } as const
  const [, ofPartition, , region, ofAccount] = arn.split(':')
  const wanted = { partition, Region: 'seen' in source ? source.seen.region : region, account }
  const own = { partition: ofPartition, Region: region, account: ofAccount }
  const kind = (['partition', 'Region', 'account'] as const).find((name) => own[name] !== wanted[name])
  if (kind === undefined)
    return [fine(subject, `${arn} is in the Region and the account of the bucket. ${tellRest(facts)}`)]
  const there = arn.replace(/^arn:[^:]+:lambda:[^:]+:\d{12}:/, `arn:${partition}:lambda:${wanted.Region}:${account}:`)
  return [
    wrong(
      subject,
      `${arn} is in another ${kind} (${own[kind]}) than the bucket (${wanted[kind]}): a job calls no such function.`,
      {
        say: `Deploy the function in ${wanted.Region}, account ${account}, and name it there.`,
        paste: inWorkflow(`lambda-arn: ${there}`),
      },
    ),
  ]
}

/** What nobody looked at is said, because a line that is fine could be taken for all of it. */
function tellRest({ batchRole }: BucketFacts): string {
  const role =
    batchRole === undefined
      ? 'Whether the batch role may call it was not looked at, because there is no batch-role-arn'
      : 'Whether the batch role may call it is in the line batch-role-permissions'
  return `${role}. Not looked at, because Lambda is not asked: whether the function, its version or alias exists, what it does, and its own role. A run calls it for five objects first.`
}
