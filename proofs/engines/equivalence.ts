// Asks every engine about one generated report, and compares what they answer with the streamed scan.

import { ask, type EngineName, otherEngines } from './ask.ts'
import { compareAnswers } from './compare.ts'
import { DAMAGES, type Damage } from './damage.ts'
import { canBeListed, compareListing } from './listing.ts'
import { isReadOtherwise } from './read-otherwise.ts'
import { compareTable, makeTableWorld } from './table.ts'
import { makeWorld } from './worlds.ts'

/**
 * How it ended. `stricter`: another engine refuses a report that the streamed scan reads, which is no wrong answer.
 * `read otherwise`: only the streamed scan refuses, for one of the reasons in read-otherwise.ts.
 */
export type Outcome = {
  readonly kind: 'equal' | 'both refuse' | 'stricter' | 'read otherwise' | 'differs' | 'laxer' | 'believed'
  readonly says: string
  /** What answered beside the streamed scan. */
  readonly asked: readonly (EngineName | 'list' | 'metadata')[]
}

/** A report of which objects are selected for an operation: every engine must select the same. */
export const compareSelection = (seed: string, number: number): Promise<Outcome> =>
  compareEngines(seed, number, undefined, true)

/** A report as it is delivered: every engine must answer, and equally; and so must a listing of the bucket. */
export async function compareWorld(seed: string, number: number): Promise<Outcome> {
  const outcome = await compareEngines(seed, number)
  const one = await makeWorld(seed, number)
  if (outcome.kind !== 'equal' || !canBeListed(one)) return outcome
  const difference = await compareListing(one)
  const asked = [...outcome.asked, 'list'] as const
  if (difference === undefined) return { ...outcome, asked }
  return { kind: 'differs', says: `${outcome.says}: list: ${difference}`, asked }
}

/** A bucket that stands still: queries of its table of S3 Metadata must find what the scan of its report does. */
export async function compareWithTable(seed: string, number: number): Promise<Outcome> {
  const made = await makeTableWorld(seed, number)
  const difference = await compareTable(made)
  const says = `${seed}/${number}: ${made.says}`
  const asked = ['metadata'] as const
  if (difference === undefined) return { kind: 'equal', says, asked }
  return { kind: 'differs', says: `${says}: metadata: ${difference}`, asked }
}

/** A damaged or forged report: no engine may answer where the streamed scan refuses. */
export async function compareDamaged(seed: string, number: number, damage?: Damage): Promise<Outcome> {
  return await compareEngines(seed, number, damage ?? DAMAGES[number % DAMAGES.length])
}

async function compareEngines(seed: string, number: number, damage?: Damage, selects = false): Promise<Outcome> {
  // Each engine gets a world of its own: what one leaves behind must not help another.
  const make = () => makeWorld(seed, number, damage?.change, selects)
  const first = await make()
  const says = `${seed}/${number}: ${first.says}${damage === undefined ? '' : `, ${damage.name}`}`
  const asked = otherEngines(first.format)
  // Half of the worlds, and each half has worlds whose rows Athena writes as files.
  const keepsFindings = damage === undefined && number % 4 < 2
  const options = { keepsRows: damage === undefined, inThreads: damage === undefined, keepsFindings }
  const reference = await ask('stream', first, options)
  if (damage?.mustRefuse === true && !('refused' in reference))
    return { kind: 'believed', says: `${says}: stream`, asked }
  let stricter: string | undefined
  for (const engine of asked) {
    const answer = await ask(engine, await make(), options)
    const difference = compareAnswers(reference, answer)
    if (difference === undefined) continue
    const told = `${says}: ${engine}: ${difference.says}`
    if (damage !== undefined && isReadOtherwise(engine, reference, answer, first))
      return { kind: 'read otherwise', says: told, asked }
    if (difference.kind !== 'stricter') return { kind: difference.kind, says: told, asked }
    stricter ??= told
  }
  if (stricter !== undefined) return { kind: 'stricter', says: stricter, asked }
  return { kind: 'refused' in reference ? 'both refuse' : 'equal', says, asked }
}
