// Knows the input and output of every engine, whatever the source of its rows. An engine produces findings and their
// proof; only decide/verdict.ts says what they mean.

import type { Findings } from '../findings/findings.ts'
import type { ScanSpec } from '../findings/spec.ts'
import type { EvidenceRequest } from '../objects/evidence.ts'

export type Question = {
  readonly spec: ScanSpec
  /** Whether to write findings that something can be done about to disk, and for how many of them at most. */
  readonly keepRows: 'no' | { readonly maxRows: number }
  /** Findings up to this many are compared by key, so that each counts once; MAX_COMPARED where it is left out. */
  readonly maxCompared?: number | undefined
  /** How keys that the source does not tell are checked; needed where the policy asks for keys. */
  readonly evidence?: EvidenceRequest | undefined
  /** A folder of this question alone; kept rows are left there for the caller. */
  readonly spoolFolder: string
  readonly signal?: AbortSignal | undefined
}

/** @throws ActionError with the reason why the answer is not whole; never findings that rest on less than their proof says */
export type Engine = (question: Question) => Promise<Findings>

/** Findings compared by key at least: 80 MB of hashes on disk. */
export const MAX_COMPARED = 10_000_000
