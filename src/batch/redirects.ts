// Knows how findings with a website redirect are kept out of the jobs, whose copies would lose it: each is looked at.

import { join } from 'node:path'
import type { Tally } from '../encryption.ts'
import { ActionError } from '../errors.ts'
import type { EncodedKey } from '../inventory/object-key.ts'
import type { PlannedCopy } from '../plan.ts'
import { type LookDeps, lookAtEach, type ObjectGlance } from '../scan/look.ts'
import type { FindingSample, OperationGroup, ScanResult } from '../scan/result.ts'
import { MAX_HELD_BACK_SAMPLES, nameGroup } from '../scan/scan-tally.ts'
import { RowSpool, spoolPath } from '../scan/spool.ts'
import { readSpooledRows } from '../scan/spool-reader.ts'

export type RedirectTask = {
  readonly bucket: string
  /** The copies jobs would make; their rows were kept. */
  readonly copies: readonly PlannedCopy[]
  /** A folder of this alone: rows that stay are written there anew. */
  readonly folder: string
  readonly deps: LookDeps
  readonly signal: AbortSignal
}

type HeldBack = { readonly tally: Tally; readonly samples: readonly FindingSample[] }
type Sorted = { readonly group: OperationGroup; readonly held: HeldBack }

/**
 * The scan with its redirects held back. What was written since, or is gone, stays where it is: no job touches it.
 * @throws ActionError where one object could not be looked at: nothing may be copied then
 */
export async function holdBackRedirects(scan: ScanResult, task: RedirectTask): Promise<ScanResult> {
  const sorted = new Map<OperationGroup, Sorted>()
  const shown = new Map(scan.samples.map((sample) => [sample.key, sample]))
  const note = (key: EncodedKey) => {
    const sample = shown.get(key)
    if (sample !== undefined) shown.set(key, { ...sample, heldBack: 'website-redirect' })
  }
  for (const copy of task.copies) sorted.set(copy.group, await sortGroup(copy, task, note))
  const held = [...sorted.values()].map((one) => one.held)
  const objects = held.reduce((sum, { tally }) => sum + tally.objects, 0)
  if (objects === 0) return scan
  const bytes = held.reduce((sum, { tally }) => sum + tally.bytes, 0n)
  const samples = held.flatMap((one) => one.samples).slice(0, MAX_HELD_BACK_SAMPLES)
  return {
    ...scan,
    groups: scan.groups.map((group) => sorted.get(group)?.group ?? group).filter(({ tally }) => tally.objects > 0),
    samples: [...shown.values()],
    heldBack: new Map([...scan.heldBack, ['website-redirect', { tally: { objects, bytes }, samples }]]),
  }
}

/** `note` is told of every key that is held back. */
async function sortGroup(
  { group, unmodifiedSince }: PlannedCopy,
  task: RedirectTask,
  note: (key: EncodedKey) => void,
): Promise<Sorted> {
  const { bucket, deps, folder, signal } = task
  const { operation, storageClass, tally } = group
  const name = nameGroup(operation, storageClass)
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  const spool = new RowSpool({ folder: join(folder, 'without-redirects'), bucket, maxRows: tally.objects, written }, 0)
  const samples: FindingSample[] = []
  let [looked, objects, bytes] = [0, 0, 0n]
  try {
    for await (const { row, glance } of lookAtEach(readSpooledRows(bucket, group.parts), deps, { count: 0 }, signal)) {
      looked++
      if (!losesRedirect(glance, unmodifiedSince)) {
        spool.add(name, row.key)
        continue
      }
      objects++
      note(row.key)
      bytes += BigInt(glance.size)
      if (samples.length < MAX_HELD_BACK_SAMPLES) samples.push(describe(row.key, glance))
    }
  } finally {
    spool.close()
  }
  if (looked !== tally.objects) {
    throw new ActionError('INTERNAL_ERROR', `${looked} objects were looked at where ${tally.objects} had to be.`)
  }
  const held = { tally: { objects, bytes }, samples }
  if (objects === 0) return { group, held }
  const left = { objects: tally.objects - objects, bytes: tally.bytes > bytes ? tally.bytes - bytes : 0n }
  const parts = left.objects === 0 ? [] : [spoolPath(join(folder, 'without-redirects'), name, 0)]
  return { group: { ...group, tally: left, parts }, held }
}

/** Where a job would copy it: what was written after its guard is left alone by S3 (UnModifiedSinceConstraint). */
function losesRedirect(glance: ObjectGlance | undefined, unmodifiedSince: Date): glance is ObjectGlance {
  return glance?.websiteRedirect !== undefined && glance.lastModified <= unmodifiedSince.getTime()
}

const describe = (key: EncodedKey, { encryption, storageClass, size }: ObjectGlance): FindingSample => ({
  key,
  status: encryption,
  storageClass,
  size,
  heldBack: 'website-redirect',
})
