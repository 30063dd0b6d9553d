// Decides whether S3 Batch Operations may assume a role, from its trust policy (S3 User Guide, "Granting permissions
// for Batch Operations"). Pure.

import { all, any } from '../policies/answer.ts'
import { askPolicy, parsePolicy } from '../policies/policy.ts'
import { type Check, ok, unknown, wrong } from './check.ts'

const SERVICE = 'batchoperations.s3.amazonaws.com'
/**
 * It is not confirmed whether the service has a different name in China (docs/unconfirmed.md): there, this one is
 * accepted, too.
 */
const SERVICE_IN_CHINA = `${SERVICE}.cn`
const HINT = `Give the role the trust policy of docs/iam/batch-role-trust-policy.json: it lets ${SERVICE} assume it.`

/** `trust`: the text of the policy; `account`: that of the jobs. */
export function checkTrust(roleArn: string, trust: string, account: string): Check {
  const policy = parsePolicy(trust)
  if (policy === undefined) return unknown('batch-role-trust', `The trust policy of ${roleArn} cannot be read.`, HINT)
  const known = new Map([['aws:sourceaccount', account]])
  const services = roleArn.startsWith('arn:aws-cn:') ? [SERVICE, SERVICE_IN_CHINA] : [SERVICE]
  const answers = services.map((service) =>
    askPolicy(policy, { caller: { service }, action: 'sts:AssumeRole', resource: undefined, known }),
  )
  const allows = any(answers.map((answer) => answer.allows))
  const denies = all(answers.map((answer) => answer.denies))
  if (denies === 'yes' || allows === 'no') {
    const found = `The trust policy of ${roleArn} does not let ${SERVICE} assume it${denies === 'yes' ? ': a statement denies it' : ''}.`
    return wrong('batch-role-trust', found, HINT)
  }
  if (denies === 'maybe' || allows === 'maybe') {
    const found = `Whether ${SERVICE} may assume ${roleArn} depends on conditions of its trust policy that are only known when it does.`
    return unknown('batch-role-trust', found, HINT)
  }
  return ok('batch-role-trust', `${SERVICE} may assume ${roleArn}.`)
}
