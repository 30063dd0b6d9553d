// Explains a denial by a bucket of another account, for which S3 only says "Access Denied".

import { ActionError } from '../words/errors.ts'

/**
 * Adds to a refusal by a bucket of `owner` that it may be a Requester Pays bucket, which refuses requesters who do not
 * agree to pay (S3 User Guide, "Using Requester Pays general purpose buckets for storage transfers and usage"). This
 * action never agrees. Both are account ids, 12 digits.
 */
export async function explainForeignRefusal<T>(owner: string, account: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (owner === account || !(error instanceof ActionError) || error.code !== 'ACCESS_DENIED') throw error
    const hint =
      `${error.hint ?? ''} A Requester Pays bucket of another account is refused as well, because the action never agrees to pay for it: ` +
      `turn Requester Pays off, or have the reports delivered to a bucket of account ${account}.`
    throw new ActionError(error.code, error.message, { hint: hint.trim(), cause: error })
  }
}
