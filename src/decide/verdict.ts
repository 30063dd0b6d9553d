// Decides when a bucket may be called compliant. The only producer of COMPLIANT; pure and total.

import type { Findings } from '../findings/findings.ts'
import { formatCount, formatNoun } from '../words/numbers.ts'
import { say } from '../words/outside-text.ts'
import {
  describeScopeOf,
  findGapOfAbsence,
  findGapOfCoverage,
  findGapOfSelection,
  findGapOfSource,
  type Gap,
} from './gaps.ts'

export type Verdict = 'COMPLIANT' | 'NON_COMPLIANT' | 'INSUFFICIENT_DATA'

export type Judgement =
  | { readonly verdict: 'COMPLIANT' | 'NON_COMPLIANT'; readonly reason?: undefined; readonly message: string }
  | ({ readonly verdict: 'INSUFFICIENT_DATA' } & Gap)

/** The rules findings are judged by. */
export type VerdictRules = {
  /** Number of findings that are still acceptable (input max-findings). */
  readonly maxFindings: number
  /** Whether the findings are objects selected for an operation. */
  readonly selects?: boolean
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
  const gap = findGap(findings, rules)
  return gap === undefined ? count(findings, rules) : { verdict: 'INSUFFICIENT_DATA', ...gap }
}

/** Why the findings do not allow a verdict; undefined if they do. */
function findGap(found: Findings, rules: VerdictRules): Gap | undefined {
  return (
    findGapOfSource(found.proof) ??
    findGapOfStatus(found) ??
    findGapOfCoverage(found, rules) ??
    findGapOfSelection(found) ??
    found.evidence?.missing ??
    findGapOfAbsence(found, rules)
  )
}

function findGapOfStatus({ unknownStatus: { rows, values } }: Findings): Gap | undefined {
  if (rows === 0) return undefined
  return {
    reason: 'UNKNOWN_STATUS',
    message: `The EncryptionStatus of ${formatNoun(rows, 'row')} is not understood: ${values.map((value) => say`"${value}"`).join(', ')}.`,
    hint: 'Update the action; if the newest version does not know the value either, report it. Unknown never counts as encrypted.',
  }
}

function count({ findings: { objects }, duplicates, proof }: Findings, { maxFindings }: VerdictRules): Judgement {
  const counted =
    duplicates === undefined ? `${formatNoun(objects, 'row')} with a finding` : formatNoun(objects, 'finding')
  if (objects > maxFindings) {
    return {
      verdict: 'NON_COMPLIANT',
      message: `${counted}${maxFindings === 0 ? '' : `, ${formatCount(maxFindings)} allowed`}. ${describeScopeOf(proof)}`,
    }
  }
  return {
    verdict: 'COMPLIANT',
    message: `${objects === 0 ? 'No finding.' : `${counted}, within the ${formatCount(maxFindings)} allowed.`} ${describeScopeOf(proof)}`,
  }
}
