// Counts the objects under KMS keys of other accounts, where a source shows the keys.

import type { ObjectCount } from '../words/encryption.ts'
import { Counter } from './tally.ts'

export type KeyOwners = {
  /** Objects under KMS keys whose key was seen, or that are gone. */
  readonly seen: number
  /** Those among them whose key is of another account than the bucket. */
  readonly foreign: ObjectCount
}

/** The account in the ARN of a key (KMS Developer Guide, "Key identifiers"). */
const KEY_ARN = /^arn:[^:]+:kms:[^:]+:(\d{12}):key\/./

export class KeyOwnerCounter {
  readonly #account: string
  readonly #foreign = new Counter()
  #seen = 0

  /** `account`: 12 digits, the owner of the bucket. */
  constructor(account: string) {
    this.#account = account
  }

  /** An object under a KMS key. Without the ARN of a key it counts as not seen. */
  add(kmsKeyArn: string | undefined, bytes: number): void {
    const [, account] = KEY_ARN.exec(kmsKeyArn ?? '') ?? []
    if (account === undefined) return
    this.#seen++
    if (account !== this.#account) this.#foreign.add(bytes)
  }

  /** An object that was under a KMS key, and is no longer. */
  addGone(): void {
    this.#seen++
  }

  finish(): KeyOwners {
    return { seen: this.#seen, foreign: this.#foreign.count() }
  }
}
