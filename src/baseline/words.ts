// Says in one sentence what a comparison with a baseline came to, the same wherever it is told.

import type { Signal } from '../settings/settings-of-a-run.ts'
import { formatCount, formatDay, formatNoun } from '../words/numbers.ts'
import { say } from '../words/outside-text.ts'
import type { ComparedBaseline, RefusedBaseline } from './baseline.ts'
import type { BucketSignal } from './signals.ts'

/** What counts on an event that asks to merge: `2 new findings since the baseline of 29 Nov 2026; …`; otherwise all three. */
export function sayChanges({ asOf, changes, isGate }: Pick<ComparedBaseline, 'asOf' | 'changes' | 'isGate'>): string {
  const { new: added, resolved, unchanged } = changes
  const head = `${added === 0 ? 'no new finding' : formatNoun(added, 'new finding')} since the baseline of ${formatDay(asOf)}`
  if (!isGate) return `${head}, ${formatCount(unchanged)} unchanged, ${formatCount(resolved)} resolved`
  if (unchanged === 0) return head
  return `${head}; ${formatNoun(unchanged, 'known one')} ${unchanged === 1 ? 'is' : 'are'} not counted here`
}

const SIGNAL_WORDS: Readonly<Record<Signal, string>> = {
  'sse-c': 'under keys that come with each request (SSE-C)',
  'foreign-key': 'under KMS keys of other accounts',
}

/** `acme-data: 12 objects under KMS keys of other accounts, 0 in the baseline`. */
export function saySignal({ bucket, signal, before, now }: BucketSignal): string {
  const known = before === undefined ? 'not known in the baseline' : `${formatCount(before)} in the baseline`
  if (now === undefined)
    return (
      say`${bucket}` +
      `: objects ${SIGNAL_WORDS[signal]} are unknown, because the source does not show their keys; ${known}`
    )
  return `${say`${bucket}`}: ${formatNoun(now, 'object')} ${SIGNAL_WORDS[signal]}, ${known}`
}

/** What to do about a jump. */
export const SIGNAL_ADVICE =
  'This is how ransomware shows in a bucket. Find out who wrote these objects (data events in CloudTrail), revoke those credentials, and keep noncurrent versions and backups. This action changes nothing about it.'

/** Why nothing was compared. */
export const sayRefused = ({ from, refused }: Pick<RefusedBaseline, 'from' | 'refused'>): string =>
  `The baseline ${JSON.stringify(from)} was not used: ${refused.message.replace(/\.$/, '')}.`
