// Checks the KMS key of a plan: before anything is written, in every mode that makes a plan.

import type { BucketPlan } from '../decide/bucket-plan.ts'
import { findKey, refusePlace, refuseState } from '../decide/target-key.ts'
import { createKmsClient } from '../external/aws.ts'
import { clientOptions, type Deps } from '../external/deps.ts'
import { describeKey } from '../external/kms.ts'
import type { Identity } from '../external/session.ts'
import { asActionError } from '../words/errors.ts'

/** Returns the plan, refused if its objects could not get their key. Calls KMS once, and only if there is work. */
export async function refuseUnusableKey(
  plan: BucketPlan,
  region: string,
  { identity, deps }: { readonly identity: Identity; readonly deps: Deps },
): Promise<BucketPlan> {
  const kmsKeyArn = findKey([...plan.jobs, ...plan.directCopies])
  if (plan.refusal !== undefined || kmsKeyArn === undefined) return plan
  const refusal = refusePlace(kmsKeyArn, { ...identity, region })
  if (refusal !== undefined) return { ...plan, refusal: { ...refusal, isOfKey: true } }
  const client = createKmsClient(clientOptions(region, deps), identity.session)
  try {
    const refused = refuseState(kmsKeyArn, await describeKey(client, kmsKeyArn))
    return { ...plan, refusal: refused && { ...refused, isOfKey: true } }
  } catch (error) {
    if (deps.signal.aborted) throw error
    const { message, hint = '' } = asActionError(error, 'INTERNAL_ERROR')
    return { ...plan, refusal: { message, hint, isOfKey: true } }
  }
}
