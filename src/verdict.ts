// Knows when a bucket may be called compliant. The only producer of COMPLIANT; pure and total.

import type { InsufficientDataReason } from './errors.ts'
import type { InventoryReport } from './inventory/report.ts'
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
