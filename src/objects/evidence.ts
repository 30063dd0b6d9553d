// Checks the KMS keys of accepted objects that the source of the scan does not show: one HeadObject request for each,
// within a budget. Objects with a wrong key are findings. If an object could not be checked, the bucket has no verdict.

import { RowAccumulator } from '../findings/accumulator.ts'
import { HELD_BACK_REASONS, type HeldBackReason, OPERATIONS, type Operation } from '../findings/choice.ts'
import { createPolicy } from '../findings/classify.ts'
import { FindingRows, type FindingRowsOptions } from '../findings/finding-rows.ts'
import type { KeyEvidence } from '../findings/findings.ts'
import { KeptRow } from '../findings/kept-row.ts'
import { KeyOwnerCounter, type KeyOwners } from '../findings/key-owners.ts'
import type { ScanTally } from '../findings/scan-tally.ts'
import type { ScanSpec } from '../findings/spec.ts'
import { RowSpool, type SpoolOptions } from '../findings/spool.ts'
import { readSpooledRows, type SpooledRow } from '../findings/spool-reader.ts'
import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import { ActionError, asActionError, INSUFFICIENT_DATA_REASONS } from '../words/errors.ts'
import { type Breach, findBreach } from '../words/key-rule.ts'
import { formatNoun } from '../words/numbers.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { type LookDeps, lookAtEach } from './look-each.ts'
import type { ObjectLook } from './object-look.ts'

export type EvidenceRequest = LookDeps & {
  /** Maximum number of objects to check; if there are more candidates, none is checked. */
  readonly maxRequests: number
}

type EvidenceTask = {
  readonly request: EvidenceRequest | undefined
  readonly bucket: string
  readonly spec: ScanSpec
  /** When the report was made, epoch milliseconds. */
  readonly reportTime: number
  readonly hasSize: boolean
  /** The number that the scan counted. */
  readonly candidates: number
  readonly judgedByColumn: number
  /** The rows of the candidates. */
  readonly parts: readonly string[]
  /**
   * Where to keep objects with a wrong key, and the index of the inventory file to use; undefined: rows are not kept.
   */
  readonly spool: SpoolOptions | undefined
  readonly findingRows?: FindingRowsOptions | undefined
  readonly fileIndex: number
  readonly signal: AbortSignal | undefined
}

export type Gathered = {
  readonly evidence: KeyEvidence
  readonly tally: ScanTally | undefined
  readonly keyOwners?: KeyOwners | undefined
}

const NO_BREACHES: Readonly<Record<Breach, number>> = { status: 0, key: 0, 'bucket-key': 0 }

/** Sends a HeadObject request for every candidate. @throws ActionError INTERRUPTED */
export async function gatherEvidence(task: EvidenceTask): Promise<Gathered> {
  const { candidates, judgedByColumn, request } = task
  const nothing: KeyEvidence = {
    judgedByColumn,
    candidates,
    requests: 0,
    gone: 0,
    changed: 0,
    breaches: NO_BREACHES,
    missing: undefined,
  }
  if (candidates === 0) return { evidence: nothing, tally: undefined }
  if (request === undefined || candidates > request.maxRequests) {
    return { evidence: { ...nothing, missing: tellBudget(candidates, request?.maxRequests ?? 0) }, tally: undefined }
  }
  return await lookAtAll(task, request, nothing)
}

async function lookAtAll(task: EvidenceTask, request: EvidenceRequest, nothing: KeyEvidence): Promise<Gathered> {
  const { bucket, spec, reportTime, hasSize, spool: spoolOptions, signal } = task
  const spool = spoolOptions && new RowSpool(spoolOptions, task.fileIndex)
  const findingRows = task.findingRows && new FindingRows(task.findingRows, task.fileIndex)
  const accumulator = new RowAccumulator(createPolicy(spec, reportTime, hasSize), { hasSize, spool, findingRows })
  const owners = new KeyOwnerCounter(spec.account ?? '')
  const requests = { count: 0 }
  const breaches = { ...NO_BREACHES }
  let [looked, gone, changed] = [0, 0, 0]
  let missing: KeyEvidence['missing']
  try {
    for await (const { row, seen } of lookAtEach(readSpooledRows(bucket, task.parts), request, requests, signal)) {
      looked++
      if (seen === undefined) {
        gone++
        owners.addGone()
        continue
      }
      if (seen.lastModified > reportTime) changed++
      refuseContradiction(row.key, seen)
      if (seen.kmsKeyArn === undefined) owners.addGone()
      else owners.add(seen.kmsKeyArn, seen.size)
      const breach = findBreach(seen, spec.accepted, spec.keyRule)
      if (breach === undefined) continue
      breaches[breach]++
      const { choice, exception } = readDecision(row, seen)
      accumulator.addBreach(toRow(row.key, seen, hasSize), choice, exception)
    }
    if (looked !== task.candidates) {
      throw new ActionError('INTERNAL_ERROR', `${looked} objects were checked where ${task.candidates} had to be.`)
    }
    if (gone === looked) missing = tellNobodyThere(gone)
  } catch (error) {
    if (signal?.aborted) throw error
    missing = tellFailure(error, looked, task.candidates)
  } finally {
    spool?.close()
    findingRows?.close()
  }
  const evidence = { ...nothing, requests: requests.count, gone, changed, breaches, missing }
  return { evidence, tally: accumulator.finish(), keyOwners: spec.account === undefined ? undefined : owners.finish() }
}

/** S3 encrypts every object written since 2023, and encryption cannot be removed: such a response is not understood. */
function refuseContradiction(key: EncodedKey, { encryption, kmsKeyArn }: ObjectLook): void {
  const isKms = encryption === 'SSE-KMS' || encryption === 'DSSE-KMS'
  if (encryption !== 'NOT-SSE' && (!isKms || /^arn:[^:]+:kms:[^:]+:\d{12}:key\/./.test(kmsKeyArn ?? ''))) return
  const found = isKms ? `${encryption} without the ARN of a key` : 'no encryption, where the scan found one'
  throw new ActionError('EVIDENCE_MISSING', `HeadObject of ${key} shows ${found}.`, {
    hint: 'Check the object, and report this to the maintainers of this action. Unknown values never count as compliant.',
  })
}

/** The decision of the scan, except that dual-layer encryption is never replaced by a single layer. */
function readDecision({ rest }: SpooledRow, { encryption }: ObjectLook) {
  const [choice = '', exception = ''] = rest
  const settled = [...OPERATIONS, ...HELD_BACK_REASONS].find(
    (word): word is Operation | HeldBackReason => word === choice,
  )
  if (settled === undefined || !/^\d*$/.test(exception)) {
    throw new ActionError('INTERNAL_ERROR', 'A candidate row cannot be read again.')
  }
  return {
    choice: encryption === 'DSSE-KMS' ? ('dsse-kms' as const) : settled,
    exception: exception === '' ? undefined : Number(exception),
  }
}

function tellBudget(candidates: number, maxRequests: number): KeyEvidence['missing'] {
  return {
    reason: 'EVIDENCE_MISSING',
    message: `The KMS keys of ${candidates} objects are not shown by the source of the scan, more than max-evidence-requests allows to check (${maxRequests}). None was checked.`,
    hint: `Set max-evidence-requests to at least ${candidates}, or narrow the run with include and exclude.`,
  }
}

/** A bucket that is gone, or a wrong endpoint, answers 404 for every key, too. */
function tellNobodyThere(gone: number): KeyEvidence['missing'] {
  return {
    reason: 'EVIDENCE_MISSING',
    message: `None of ${formatNoun(gone, 'object')} whose KMS key had to be looked at was there any more.`,
    hint: 'Check that the bucket exists and that requests reach S3 itself, and run it again.',
  }
}

function tellFailure(error: unknown, looked: number, candidates: number): KeyEvidence['missing'] {
  const { code, message, hint } = asActionError(error, 'INTERNAL_ERROR')
  const reason = INSUFFICIENT_DATA_REASONS.find((known) => known === code) ?? 'INTERNAL_ERROR'
  const how = `After ${looked} of ${candidates} objects whose KMS keys the source of the scan does not show`
  return { reason, message: `${how}: ${message}`, hint }
}

/** An object that was checked, as a row. */
function toRow(key: EncodedKey, { encryption, lastModified, size, storageClass }: ObjectLook, hasSize: boolean) {
  const status = ENCRYPTION_STATUSES.indexOf(encryption)
  return new KeptRow(key, { status, size: hasSize ? size : 0, storageClass, modified: lastModified })
}
