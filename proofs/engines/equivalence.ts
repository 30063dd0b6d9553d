// Asks every engine about one generated report, and compares what they answer with the streamed scan.

import { ask, ENGINES } from './ask.ts'
import { compareAnswers } from './compare.ts'
import { DAMAGES, type Damage } from './damage.ts'
import { makeWorld } from './worlds.ts'

/** How it ended. `stricter`: the other engine refuses a report that the streamed scan reads, which is no wrong answer. */
export type Outcome = {
  readonly kind: 'equal' | 'both refuse' | 'stricter' | 'differs' | 'laxer' | 'believed'
  readonly says: string
}

/** A report as it is delivered: every engine must answer, and equally. */
export async function compareWorld(seed: string, number: number): Promise<Outcome> {
  return await compareEngines(seed, number)
}

/** A damaged or forged report: no engine may answer where the streamed scan refuses. */
export async function compareDamaged(seed: string, number: number, damage?: Damage): Promise<Outcome> {
  return await compareEngines(seed, number, damage ?? DAMAGES[number % DAMAGES.length])
}

async function compareEngines(seed: string, number: number, damage?: Damage): Promise<Outcome> {
  // Each engine gets a world of its own: what one leaves behind must not help another.
  const make = () => makeWorld(seed, number, damage?.change)
  const first = await make()
  const name = `${seed}/${number}: ${first.says}${damage === undefined ? '' : `, ${damage.name}`}`
  // Only a scan that keeps rows looks for keys that are listed twice.
  const hasDoubles = new Set(first.rows.map(({ key }) => key)).size < first.rows.length
  const keepsRows = damage === undefined || hasDoubles
  const reference = await ask('stream', first, { keepsRows })
  if (damage?.mustRefuse === true && !('refused' in reference)) return { kind: 'believed', says: `${name}: stream` }
  for (const engine of ENGINES.filter((one) => one !== 'stream')) {
    const difference = compareAnswers(reference, await ask(engine, await make(), { keepsRows }))
    if (difference !== undefined) return { kind: difference.kind, says: `${name}: ${engine}: ${difference.says}` }
  }
  return { kind: 'refused' in reference ? 'both refuse' : 'equal', says: name }
}
