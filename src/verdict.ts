// Knows when a bucket may be called compliant. The only producer of COMPLIANT; pure and total.

import type { InsufficientDataReason } from './errors.ts'
import type { InventoryReport } from './inventory/report.ts'
import { say } from './report/display.ts'
import { formatCount, formatNoun } from './report/format.ts'
import type { ScanResult } from './scan/result.ts'

export type Verdict = 'COMPLIANT' | 'NON_COMPLIANT' | 'INSUFFICIENT_DATA'

export type Judgement =
  | { readonly verdict: 'COMPLIANT' | 'NON_COMPLIANT'; readonly reason?: undefined; readonly message: string }
  | {
      readonly verdict: 'INSUFFICIENT_DATA'
      readonly reason: InsufficientDataReason
      readonly message: string
      readonly hint?: string | undefined
    }

/** Everything COMPLIANT rests on. */
export type Proof = {
  readonly report: InventoryReport
  readonly scan: ScanResult
  /** Findings that are still acceptable (input max-findings). */
  readonly maxFindings: number
  /**
   * For a report without any row: whether a listing shows objects older than the report. An empty report of a bucket
   * that has such objects proves nothing.
   */
  readonly emptyReportContradicted: boolean
}

/**
 * Judges one bucket. COMPLIANT and NON_COMPLIANT need every row of a proven report read and understood; the types of
 * `Proof` carry that the report was complete, fresh and right, so what is left here is what the rows said.
 */
export function judgeBucket(proof: Proof): Judgement {
  const { scan, report } = proof
  if (report.ageMs > report.maxAgeMs) return insufficient('STALE', 'The report is older than max-inventory-age allows.')
  const declared = report.manifest.files.length
  if (scan.files.length !== declared) {
    return insufficient('INCOMPLETE_DELIVERY', `Only ${scan.files.length} of ${declared} inventory files were read.`)
  }
  if (scan.unknownStatus.rows > 0) {
    const values = scan.unknownStatus.values.map((value) => say`"${value}"`).join(', ')
    return insufficient(
      'UNKNOWN_STATUS',
      `The EncryptionStatus of ${formatNoun(scan.unknownStatus.rows, 'row')} is not understood: ${values}.`,
      'Update the action; if the newest version does not know the value either, report it. Unknown never counts as encrypted.',
    )
  }
  if (scan.rows === 0 && proof.emptyReportContradicted) {
    return insufficient(
      'INCOMPLETE_DELIVERY',
      'The report has no row, but the bucket holds objects older than the report.',
      'Wait for the next report; if it is empty again, check the filter of the inventory configuration.',
    )
  }
  const missing = scan.evidence?.missing
  if (missing !== undefined) return insufficient(missing.reason, missing.message, missing.hint)
  const { objects } = scan.findings
  const counted =
    scan.duplicates === undefined ? `${formatNoun(objects, 'row')} with a finding` : formatNoun(objects, 'finding')
  if (objects > proof.maxFindings) {
    return {
      verdict: 'NON_COMPLIANT',
      message: `${counted}, ${formatCount(proof.maxFindings)} allowed.`,
    }
  }
  return {
    verdict: 'COMPLIANT',
    message: objects === 0 ? 'No finding.' : `${counted}, within the ${formatCount(proof.maxFindings)} allowed.`,
  }
}

function insufficient(reason: InsufficientDataReason, message: string, hint?: string): Judgement {
  return { verdict: 'INSUFFICIENT_DATA', reason, message, hint }
}
