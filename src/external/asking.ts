// Sends one request to AWS, so that a denial names the permission, and absence is a result.

import type { Attempt } from './attempt.ts'
import { errorNameOf, explainAwsError } from './aws-errors.ts'

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
