// Whether S3 can deliver reports: the destination bucket, its policy, the key of the reports, and the last delivery.

import { refuseState } from '../../decide/target-key.ts'
import { addStatement, bucketPolicyCommand } from '../../policies/merge-policy.ts'
import { parsePolicy } from '../../policies/policy.ts'
import { formatDuration } from '../../words/numbers.ts'
import { createBucketCommand, enableKeyCommand, keepKeyCommand, keyPolicyCommand, sseS3Command } from '../commands.ts'
import {
  allowDelivery,
  allowReportKey,
  askAboutDelivery,
  askAboutReportKey,
  type DeliveryQuestion,
} from '../delivery.ts'
import type { BucketFacts, DeliveryFacts } from '../facts.ts'
import { type Fix, fine, inShell, type Line, unknown, wrong } from '../line.ts'
import { judgeUnseen } from '../look.ts'

/** No line if it is not known where reports are delivered. */
export function checkDelivery(facts: BucketFacts): readonly Line[] {
  const { delivery } = facts
  if (delivery === undefined) return []
  const destination = checkDestination(facts, delivery)
  if (destination.status !== 'fine') return [destination]
  return [destination, checkPolicy(facts, delivery), ...checkKey(facts, delivery), checkLast(facts, delivery)]
}

/** The delivery that is judged. */
export const questionOf = (
  { account, partition, target }: BucketFacts,
  { configuration, location }: DeliveryFacts,
): DeliveryQuestion => ({
  partition,
  account,
  sourceBucket: target.bucket,
  location,
  reportKey: configuration?.reportKey,
})

/** S3 User Guide, "Configuring Amazon S3 Inventory": the destination bucket is in the Region of the source bucket. */
function checkDestination({ source, target }: BucketFacts, { destination, location, owner }: DeliveryFacts): Line {
  const subject = { check: 'destination-bucket', about: target.bucket } as const
  const { destinationBucket: name } = location
  const region = 'seen' in source ? source.seen.region : target.region
  if ('unseen' in destination) {
    const isMissing = destination.unseen.code === 'BUCKET_NOT_FOUND'
    return judgeUnseen(subject, destination.unseen, isMissing ? inShell(createBucketCommand(name, region)) : undefined)
  }
  if (destination.seen.region === region)
    return fine(subject, `Reports go to ${name}, in ${region}, of account ${owner}.`)
  return wrong(
    subject,
    `Reports go to ${name}, which is in ${destination.seen.region}; S3 delivers only to a bucket in ${region}, the Region of the source bucket.`,
    {
      say: 'Let the configuration deliver to a bucket in that Region.',
    },
  )
}

function checkPolicy(facts: BucketFacts, delivery: DeliveryFacts): Line {
  const subject = { check: 'delivery-policy', about: facts.target.bucket } as const
  const question = questionOf(facts, delivery)
  const { destinationBucket: name } = delivery.location
  if ('unseen' in delivery.policy) return judgeUnseen(subject, delivery.policy.unseen)
  const { seen: text } = delivery.policy
  const policy = parsePolicy(text)
  if (policy === undefined) {
    return unknown(subject, `The policy of ${name} could not be read.`, { say: 'Look at it in the S3 console.' })
  }
  const { allows, denies } = askAboutDelivery(policy, question)
  if (denies === 'yes') {
    const say = `Change the statement of the policy of ${name} that denies s3:PutObject to everyone, so that it leaves out s3.amazonaws.com (Bool aws:PrincipalIsAWSService).`
    return wrong(subject, `The policy of ${name} denies S3 the delivery, whatever else it allows.`, { say })
  }
  const merged = addStatement(text, allowDelivery(question))
  const fix: Fix = {
    say: `Add the statement LetS3DeliverReports to the policy of ${name} (docs/iam/destination-bucket-policy.json); this is the whole policy with it.`,
    paste: inShell(bucketPolicyCommand(name, merged)),
  }
  if (allows === 'no')
    return wrong(
      subject,
      `The policy of ${name} does not let s3.amazonaws.com put reports of this bucket there: S3 delivers nothing, and reports no error.`,
      fix,
    )
  if (allows === 'maybe' || denies === 'maybe') {
    return unknown(
      subject,
      `Whether the policy of ${name} lets S3 deliver depends on conditions that are only known when it does.`,
      fix,
    )
  }
  return fine(subject, `The policy of ${name} lets S3 deliver the reports.`)
}

/** The key that the configuration names or, if it names none, the default of the destination bucket. */
function checkKey(facts: BucketFacts, delivery: DeliveryFacts): readonly Line[] {
  const subject = { check: 'report-key', about: facts.target.bucket } as const
  const { encryption, configuration, reportKey, location } = delivery
  if (reportKey !== undefined) return [checkReportKey(facts, delivery, reportKey)]
  if (configuration?.isInSseS3 === true) return [fine(subject, 'Reports are encrypted with SSE-S3.')]
  if ('unseen' in encryption) return [judgeUnseen(subject, encryption.unseen)]
  if (encryption.seen.algorithm === 'AES256') return [fine(subject, 'Reports are encrypted with SSE-S3.')]
  return [
    wrong(
      subject,
      `The default encryption of ${location.destinationBucket} is the AWS managed key, which S3 Inventory does not support.`,
      {
        say: 'Use SSE-S3 for the destination bucket, or name a customer managed key in the inventory configuration.',
        paste: inShell(sseS3Command(location.destinationBucket)),
      },
    ),
  ]
}

function checkReportKey(
  facts: BucketFacts,
  delivery: DeliveryFacts,
  { arn, state, policy }: NonNullable<DeliveryFacts['reportKey']>,
): Line {
  const subject = { check: 'report-key', about: facts.target.bucket } as const
  if ('unseen' in state) return judgeUnseen(subject, state.unseen)
  const refused = refuseState(arn, state.seen)
  if (refused !== undefined) {
    const found = `Reports are encrypted with ${arn}, which cannot be used: KMS says KeyState ${state.seen.state ?? 'nothing'}.`
    return wrong(subject, found, { say: refused.hint, paste: reviveKey(arn, state.seen.state) })
  }
  if ('unseen' in policy) return judgeUnseen(subject, policy.unseen)
  const parsed = parsePolicy(policy.seen)
  const question = { ...questionOf(facts, delivery), keyArn: arn }
  const answer = parsed && askAboutReportKey(parsed, question)
  if (answer?.denies === 'no' && answer.allows === 'yes')
    return fine(subject, `The policy of ${arn} lets S3 encrypt reports with it.`)
  const fix: Fix = {
    say: 'Add the statement LetS3EncryptReports to the key policy (docs/iam/report-key-policy.json); this is the whole policy with it.',
    paste: inShell(keyPolicyCommand(arn, addStatement(policy.seen, allowReportKey(question)))),
  }
  if (answer === undefined || answer.denies === 'maybe' || answer.allows === 'maybe') {
    return unknown(subject, `Whether the policy of ${arn} lets S3 encrypt reports is not known.`, fix)
  }
  if (answer.denies === 'yes')
    return wrong(subject, `The policy of ${arn} denies S3 its use.`, {
      say: 'Change the statement of the key policy that denies it.',
    })
  return wrong(subject, `The policy of ${arn} does not let s3.amazonaws.com encrypt reports with it.`, fix)
}

/** KMS API Reference, "EnableKey", "CancelKeyDeletion": a key whose deletion was cancelled is disabled. */
function reviveKey(arn: string, state: string | undefined): Fix['paste'] {
  if (state === 'Disabled') return inShell(enableKeyCommand(arn))
  return state === 'PendingDeletion' ? inShell(keepKeyCommand(arn)) : undefined
}

function checkLast({ target }: BucketFacts, { report }: DeliveryFacts): Line {
  const subject = { check: 'last-delivery', about: target.bucket } as const
  if ('unseen' in report) return judgeUnseen(subject, report.unseen)
  const { ageMs, folder, maxAgeMs, manifest } = report.seen
  if (!manifest.columns.includes('encryptionstatus')) {
    const say = 'Wait for the next report: the inventory configuration now decides its fields.'
    return wrong(subject, `The newest report (${folder}) has no EncryptionStatus.`, { say })
  }
  return fine(
    subject,
    `The newest complete report (${folder}) is ${formatDuration(ageMs)} old; ${formatDuration(maxAgeMs)} are allowed.`,
  )
}
