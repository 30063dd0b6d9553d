// Defines the input and output of every engine, whatever the source of its rows. An engine produces findings and their
// proof; only decide/verdict.ts says what they mean.

import type { FindingFormat } from '../findings/finding-rows.ts'
import type { Findings } from '../findings/findings.ts'
import type { ScanSpec } from '../findings/spec.ts'
import type { EvidenceRequest } from '../objects/evidence.ts'

export type Question = {
  readonly spec: ScanSpec
  /** Whether to write findings that can be remediated to disk, and how many of them at most. */
  readonly keepRows: 'no' | { readonly maxRows: number }
  /**
   * Form in which every finding is kept on disk, with `FindingRows`; an engine that cannot keep them leaves
   * `Findings.keptFindings` undefined.
   */
  readonly findingRows?: FindingFormat | undefined
  /** Up to this many findings are compared by key, so that each counts once; default: MAX_COMPARED. */
  readonly maxCompared?: number | undefined
  /** How keys that the source does not show are checked; required if the policy has requirements for keys. */
  readonly evidence?: EvidenceRequest | undefined
  /** A folder for this question only; kept rows are left there for the caller. */
  readonly spoolFolder: string
  readonly signal?: AbortSignal | undefined
}

/**
 * @throws ActionError with the reason why the result is incomplete; findings never have less support than their proof
 */
export type Engine = (question: Question) => Promise<Findings>

/** Number of findings compared by key by default: 80 MB of hashes on disk. */
export const MAX_COMPARED = 10_000_000
