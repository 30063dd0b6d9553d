// Decides what in the proof of findings does not allow a verdict, for each source by what proves it. Pure and total.

import type { Findings } from '../findings/findings.ts'
import type { ListingProof, MetadataProof, Proof, ReportProof, SourceKind } from '../findings/proof.ts'
import { coversAll, describeScope, type UnitedCoverage } from '../inventory/coverage.ts'
import type { InsufficientDataReason } from '../words/errors.ts'
import { formatNoun } from '../words/numbers.ts'

/** Why there is no verdict. */
export type Gap = {
  readonly reason: InsufficientDataReason
  readonly message: string
  readonly hint?: string | undefined
}

/** What is missing in the source itself: age, files, the end of a listing, objects that were not looked at. */
export function findGapOfSource(proof: Proof): Gap | undefined {
  switch (proof.source) {
    case 'inventory':
      return findGapOfReport(proof)
    case 'metadata':
      return findGapOfTable(proof)
    case 'list':
      return findGapOfListing(proof)
    case 'manifest-generator':
      return undefined
  }
}

function findGapOfReport({ ageMs, maxAgeMs, files, filesDeclared }: ReportProof): Gap | undefined {
  if (ageMs > maxAgeMs) return { reason: 'STALE', message: 'The report is older than max-inventory-age allows.' }
  const read = files.length
  if (read === filesDeclared) return undefined
  return { reason: 'INCOMPLETE_DELIVERY', message: `Only ${read} of ${filesDeclared} inventory files were read.` }
}

function findGapOfTable({ ageMs, maxAgeMs }: MetadataProof): Gap | undefined {
  if (ageMs <= maxAgeMs) return undefined
  return { reason: 'STALE', message: 'The inventory table is older than max-inventory-age allows.' }
}

/** S3 User Guide, "Amazon S3 data consistency model": a listing that ended shows every key that was there throughout. */
function findGapOfListing(proof: ListingProof): Gap | undefined {
  const { ended, listed, leftOut, looked, gone, notUnderstood } = proof
  if (notUnderstood.objects > 0) {
    return {
      reason: 'EVIDENCE_MISSING',
      message: `The encryption of ${formatNoun(notUnderstood.objects, 'object')} is not known. The first: ${notUnderstood.first ?? 'not recorded'}`,
      hint: 'Check the objects, or leave them out with exclude. Unknown never counts as encrypted.',
    }
  }
  // A bucket that is gone, or a wrong endpoint, answers 404 for every key, too.
  if (looked === 0 && gone > 0) {
    return {
      reason: 'EVIDENCE_MISSING',
      message: `None of ${formatNoun(gone, 'listed object')} was there any more when HeadObject asked for it.`,
      hint: 'Check that the bucket exists and that requests reach S3 itself, and run it again.',
    }
  }
  if (ended && looked + gone + leftOut === listed) return undefined
  return {
    reason: 'EVIDENCE_MISSING',
    message: `The listing is not complete: ${looked + gone} of ${formatNoun(listed - leftOut, 'selected key')} were looked at${ended ? '' : ', and it did not come to its end'}.`,
    hint: 'Run it again; if the error persists, report it to the maintainers of this action.',
  }
}

type Coverages = {
  readonly include: readonly string[]
  readonly emptyReportContradicted: boolean
  readonly allowsPartialInventory: boolean
}

/** What the source may not have listed. A listing by this action lists what was asked for. */
export function findGapOfCoverage({ rows, proof }: Findings, rules: Coverages): Gap | undefined {
  if (proof.source === 'metadata' && rows === 0 && rules.emptyReportContradicted) return EMPTY_TABLE
  if (proof.source !== 'inventory') return undefined
  if (rows === 0 && rules.emptyReportContradicted) {
    return {
      reason: 'INCOMPLETE_DELIVERY',
      message: 'The report has no row, but the bucket holds objects older than the report.',
      hint: 'Wait for the next report; if it is empty again, check the filter of the inventory configuration.',
    }
  }
  if (rules.allowsPartialInventory || coversAll(proof.coverage, rules.include)) return undefined
  return tellPartial(proof.coverage)
}

const EMPTY_TABLE: Gap = {
  reason: 'INCOMPLETE_DELIVERY',
  message: 'The inventory table has no row, but the bucket holds objects that are older than what it shows.',
  hint: 'Run it again in an hour. If the table is empty again, check its state, and set source to inventory or list.',
}

function tellPartial(coverage: UnitedCoverage): Gap {
  const allow = 'or set allow-partial-inventory: true; the verdict then states what it covers'
  if (coverage.kind === 'unknown') {
    return {
      reason: 'PARTIAL_INVENTORY',
      message: `Whether the report lists the whole bucket is not known: ${coverage.why}.`,
      hint: `${coverage.remedy}, ${allow}.`,
    }
  }
  return {
    reason: 'PARTIAL_INVENTORY',
    message: 'The inventory configuration is limited to a prefix, so the report does not cover other objects.',
    hint: `Read a configuration of the whole bucket, narrow include to keys under that prefix, ${allow}.`,
  }
}

const LISTS: Readonly<Record<SourceKind, string>> = {
  inventory: 'The report lists',
  metadata: 'The inventory table lists',
  list: 'The bucket has',
  'manifest-generator': 'The bucket has',
}

/** Include and exclude that leave nothing to judge, where there is something, are a typo more often than a policy. */
export function findGapOfSelection({ current, excluded, proof }: Findings): Gap | undefined {
  const holdsOthers = proof.source === 'list' && proof.holdsOtherKeys
  const judged = Object.values(current).reduce((sum, { objects }) => sum + objects, 0)
  if (judged > 0 || (excluded.objects === 0 && !holdsOthers)) return undefined
  const lists = LISTS[proof.source]
  const what = excluded.objects === 0 ? 'objects' : formatNoun(excluded.objects, 'current object')
  return {
    reason: 'NOTHING_SELECTED',
    message: `${lists} ${what}, and include and exclude select none of them.`,
    hint: 'Correct include and exclude: keys have no leading slash, each pattern is on its own line, and only `**` crosses folders.',
  }
}

/** A list by the manifest generator shows findings; that it shows none, or few, proves nothing. */
export function findGapOfAbsence(
  { findings: { objects }, proof }: Findings,
  { maxFindings, selects = false }: { readonly maxFindings: number; readonly selects?: boolean },
): Gap | undefined {
  if (proof.source !== 'manifest-generator' || objects > (selects ? 0 : maxFindings)) return undefined
  if (selects) return NOTHING_LISTED
  const found = objects === 0 ? 'no finding' : `${formatNoun(objects, 'finding')}, within those allowed`
  return {
    reason: 'EVIDENCE_MISSING',
    message: `S3's manifest generator listed ${found}. That is no proof that there are no others: it does not say which objects it looked at.`,
    hint: 'To prove that the bucket is compliant, let S3 Inventory list it (source: inventory).',
  }
}

const NOTHING_LISTED: Gap = {
  reason: 'NOTHING_SELECTED',
  message: "S3's manifest generator listed no object that is selected. That is no proof that there is none.",
  hint: 'Correct include, exclude and the filter, or let S3 Inventory list the bucket (source: inventory).',
}

/** What the verdict covers, in a sentence that names no key. */
export function describeScopeOf(proof: Proof): string {
  if (proof.source === 'inventory') return describeScope(proof.coverage)
  if (proof.source === 'metadata') return `Scope: the whole bucket, as of ${proof.asOf.toISOString()}.`
  if (proof.source === 'manifest-generator') return 'Scope: at least these; the manifest generator proves no absence.'
  const what = proof.prefixes.includes('') ? 'the whole bucket' : 'only the prefixes that include can match'
  return `Scope: ${what}, as listed from ${proof.asOf.toISOString()}.`
}
