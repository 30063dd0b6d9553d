// Sends one request to AWS, so that a denial names the permission, and absence is a result.

import { errorNameOf, explainAwsError } from './aws-errors.ts'
import type { Attempt } from './permissions.ts'

export async function asking<T>(attempt: Attempt, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw explainAwsError(error, attempt)
  }
}

export async function absentAs<T>(code: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (errorNameOf(error) === code) return undefined
    throw error
  }
}
