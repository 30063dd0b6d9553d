// Says in one sentence what a comparison with a baseline came to, the same wherever it is told.

import { formatCount, formatDay, formatNoun } from '../words/numbers.ts'
import type { ComparedBaseline, RefusedBaseline } from './baseline.ts'

/** What counts on an event that asks to merge: `2 new findings since the baseline of 29 Nov 2026; …`; otherwise all three. */
export function sayChanges({ asOf, changes, isGate }: Pick<ComparedBaseline, 'asOf' | 'changes' | 'isGate'>): string {
  const { new: added, resolved, unchanged } = changes
  const head = `${added === 0 ? 'no new finding' : formatNoun(added, 'new finding')} since the baseline of ${formatDay(asOf)}`
  if (!isGate) return `${head}, ${formatCount(unchanged)} unchanged, ${formatCount(resolved)} resolved`
  if (unchanged === 0) return head
  return `${head}; ${formatNoun(unchanged, 'known one')} ${unchanged === 1 ? 'is' : 'are'} not counted here`
}

/** Why nothing was compared. */
export const sayRefused = ({ from, refused }: Pick<RefusedBaseline, 'from' | 'refused'>): string =>
  `The baseline ${JSON.stringify(from)} was not used: ${refused.message.replace(/\.$/, '')}.`
