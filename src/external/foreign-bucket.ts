// Knows what can cause a denial by a bucket of another account, which S3's "Access Denied" does not say.

import { ActionError } from '../words/errors.ts'

/**
 * Adds to a refusal by a bucket of `owner` that it may be a Requester Pays bucket, which refuses whoever does not agree to
 * pay (S3 User Guide, "Using Requester Pays general purpose buckets for storage transfers and usage"). The action never
 * does: nobody told it that it may. Both are accounts, 12 digits.
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
