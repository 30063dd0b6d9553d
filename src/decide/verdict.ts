// Decides when a bucket may be called compliant. The only producer of COMPLIANT; pure and total.

import type { Findings } from '../findings/findings.ts'
import { type Coverage, coversAll, describeScope } from '../inventory/coverage.ts'
import type { InsufficientDataReason } from '../words/errors.ts'
import { formatCount, formatNoun } from '../words/numbers.ts'
import { say } from '../words/outside-text.ts'

export type Verdict = 'COMPLIANT' | 'NON_COMPLIANT' | 'INSUFFICIENT_DATA'

export type Judgement =
  | { readonly verdict: 'COMPLIANT' | 'NON_COMPLIANT'; readonly reason?: undefined; readonly message: string }
  | {
      readonly verdict: 'INSUFFICIENT_DATA'
      readonly reason: InsufficientDataReason
      readonly message: string
      readonly hint?: string | undefined
    }

/** The rules findings are judged by. */
export type VerdictRules = {
  /** Number of findings that are still acceptable (input max-findings). */
  readonly maxFindings: number
  /**
   * If no row was found: whether a listing shows objects older than the report. If it does, an empty report proves
   * nothing.
   */
  readonly emptyReportContradicted: boolean
  /** Key globs the bucket is judged by. Empty for all keys. */
  readonly include: readonly string[]
  /** Whether a report that does not list all objects, or whose coverage is unknown, is accepted. */
  readonly allowsPartialInventory: boolean
}

/**
 * Judges one bucket. COMPLIANT and NON_COMPLIANT require that every row of a proven source was read and understood. An
 * engine either throws or states in `findings.proof` what it read; whether that is sufficient is decided here.
 */
export function judgeBucket(findings: Findings, rules: VerdictRules): Judgement {
  return findGap(findings, rules) ?? count(findings, rules)
}

/** Why the findings do not allow a verdict; undefined if they do. */
function findGap(found: Findings, rules: VerdictRules): Judgement | undefined {
  const { proof } = found
  if (proof.ageMs > proof.maxAgeMs) return insufficient('STALE', 'The report is older than max-inventory-age allows.')
  const read = proof.files.length
  if (read !== proof.filesDeclared) {
    return insufficient('INCOMPLETE_DELIVERY', `Only ${read} of ${proof.filesDeclared} inventory files were read.`)
  }
  if (found.unknownStatus.rows > 0) {
    const values = found.unknownStatus.values.map((value) => say`"${value}"`).join(', ')
    return insufficient(
      'UNKNOWN_STATUS',
      `The EncryptionStatus of ${formatNoun(found.unknownStatus.rows, 'row')} is not understood: ${values}.`,
      'Update the action; if the newest version does not know the value either, report it. Unknown never counts as encrypted.',
    )
  }
  if (found.rows === 0 && rules.emptyReportContradicted) {
    return insufficient(
      'INCOMPLETE_DELIVERY',
      'The report has no row, but the bucket holds objects older than the report.',
      'Wait for the next report; if it is empty again, check the filter of the inventory configuration.',
    )
  }
  if (!rules.allowsPartialInventory && !coversAll(proof.coverage, rules.include)) return tellPartial(proof.coverage)
  if (found.excluded.objects > 0 && countJudged(found) === 0) {
    return insufficient(
      'NOTHING_SELECTED',
      `The report lists ${formatNoun(found.excluded.objects, 'current object')}, and include and exclude select none of them.`,
      'Correct include and exclude: keys have no leading slash, each pattern is on its own line, and only `**` crosses folders.',
    )
  }
  const missing = found.evidence?.missing
  return missing && insufficient(missing.reason, missing.message, missing.hint)
}

function count(
  { findings: { objects }, duplicates, proof: { coverage } }: Findings,
  { maxFindings }: VerdictRules,
): Judgement {
  const counted =
    duplicates === undefined ? `${formatNoun(objects, 'row')} with a finding` : formatNoun(objects, 'finding')
  if (objects > maxFindings) {
    return {
      verdict: 'NON_COMPLIANT',
      message: `${counted}, ${formatCount(maxFindings)} allowed. ${describeScope(coverage)}`,
    }
  }
  return {
    verdict: 'COMPLIANT',
    message: `${objects === 0 ? 'No finding.' : `${counted}, within the ${formatCount(maxFindings)} allowed.`} ${describeScope(coverage)}`,
  }
}

/** Current objects that are judged, after include and exclude. */
const countJudged = ({ current }: Findings) => Object.values(current).reduce((sum, { objects }) => sum + objects, 0)

function tellPartial(coverage: Coverage): Judgement {
  const allow = 'or set allow-partial-inventory: true; the verdict then states what it covers'
  if (coverage.kind === 'unknown') {
    return insufficient(
      'PARTIAL_INVENTORY',
      `Whether the report lists the whole bucket is not known: ${coverage.why}.`,
      `${coverage.remedy}, ${allow}.`,
    )
  }
  return insufficient(
    'PARTIAL_INVENTORY',
    'The inventory configuration is limited to a prefix, so the report does not cover other objects.',
    `Read a configuration of the whole bucket, narrow include to keys under that prefix, ${allow}.`,
  )
}

function insufficient(reason: InsufficientDataReason, message: string, hint?: string): Judgement {
  return { verdict: 'INSUFFICIENT_DATA', reason, message, hint }
}
