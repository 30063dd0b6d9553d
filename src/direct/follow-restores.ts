// Follows archived objects until they can be read: which need a restore, and when S3 has restored the others.

import { readJobManifestKeys } from '../batch/job-manifest.ts'
import type { OperationGroup } from '../findings/findings.ts'
import { KeySet } from '../objects/key-set.ts'
import type { ObjectLook } from '../objects/object-look.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import type { Sleep } from '../time/retry.ts'
import { messageOf } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { createOutcomeCounter, type OneByOneEnd, type OneByOneResult } from './one-by-one.ts'

const LOOKS_AT_ONCE = 16
/** Objects looked at in each round until all of them can be read; then all others are. S3 restores in no known order. */
const SAMPLE = 10

type RestoreDeps = {
  /** HeadObject; undefined if there is no such object. */
  readonly headObject: (key: EncodedKey, signal?: AbortSignal) => Promise<ObjectLook | undefined>
  readonly sleep: Sleep
  readonly now: () => number
  /** Told before each pause: how many objects cannot be read yet. */
  readonly onWait: (left: number) => void
}

type State = 'readable' | 'restoring' | 'archived' | 'gone' | 'not-known'

/** Each object once: what a report does not show. */
export type Archived = {
  /** No restore is to be requested for these. */
  readonly leaveAlone: KeySet
  readonly states: Map<EncodedKey, State>
  readonly reasons: Map<EncodedKey, string>
}

/** An object that could not be looked at is not restored: that would cost money, too. */
export async function lookAtArchived(
  bucket: string,
  groups: readonly OperationGroup[],
  { headObject }: Pick<RestoreDeps, 'headObject'>,
  signal: AbortSignal,
): Promise<Archived> {
  const archived: Archived = { leaveAlone: new KeySet(), states: new Map(), reasons: new Map() }
  for (const { parts } of groups) {
    for await (const key of readJobManifestKeys({ bucket, parts })) archived.states.set(key, 'not-known')
  }
  await lookAgain([...archived.states.keys()], archived, headObject, signal)
  for (const [key, state] of archived.states) if (state !== 'archived') archived.leaveAlone.add(key)
  return archived
}

async function lookAgain(
  keys: readonly EncodedKey[],
  { states, reasons }: Archived,
  headObject: RestoreDeps['headObject'],
  signal: AbortSignal,
): Promise<void> {
  await forEachAtOnce(
    keys,
    LOOKS_AT_ONCE,
    async (key) => {
      try {
        states.set(key, stateOf(await headObject(key, signal)))
        reasons.delete(key)
      } catch (error) {
        states.set(key, 'not-known')
        reasons.set(key, messageOf(error))
      }
    },
    signal,
  )
}

function stateOf(look: ObjectLook | undefined): State {
  if (look === undefined) return 'gone'
  if (!look.archived) return 'readable'
  return look.restoring ? 'restoring' : 'archived'
}

type WaitForRestores = {
  /** Whether to wait at all. */
  readonly wait: boolean
  /** Epoch milliseconds. */
  readonly deadline: number
  readonly pauseMs: number
  readonly signal: AbortSignal
}

/**
 * Waits until the last object can be read, or until the deadline. `wasAsked`: a job has requested restores, so every
 * object that was archived is looked at again; `isOpen`: it has not ended.
 */
export async function followRestores(
  before: Archived,
  { wasAsked, isOpen }: { readonly wasAsked: boolean; readonly isOpen: boolean },
  { wait, deadline, pauseMs, signal }: WaitForRestores,
  deps: RestoreDeps,
): Promise<OneByOneResult> {
  const { states } = before
  const readable = new Set(keysIn(states, 'readable'))
  const look = (keys: readonly EncodedKey[]) => lookAgain(keys, before, deps.headObject, signal)
  if (wasAsked) await look(keysIn(states, 'archived'))
  for (let open = keysIn(states, 'restoring'); wait && open.length > 0; open = keysIn(states, 'restoring')) {
    if (signal.aborted || deps.now() >= deadline) break
    deps.onWait(open.length)
    await deps.sleep(Math.min(pauseMs, Math.max(0, deadline - deps.now())), signal)
    const sample = spread(open)
    await look(sample)
    const others = open.filter((key) => !sample.includes(key))
    if (sample.every((key) => states.get(key) !== 'restoring')) await look(others)
  }
  return sumUp(before, readable, isOpen, signal.aborted)
}

const keysIn = (states: Archived['states'], wanted: State) =>
  [...states].filter(([, state]) => state === wanted).map(([key]) => key)

/** The last ones among them: an object that was requested later is ready later. */
function spread(keys: readonly EncodedKey[]): EncodedKey[] {
  const step = Math.max(1, Math.floor(keys.length / SAMPLE))
  return keys.filter((_, index) => (keys.length - 1 - index) % step === 0).slice(-SAMPLE)
}

function sumUp(
  { states, reasons }: Archived,
  readable: ReadonlySet<EncodedKey>,
  isOpen: boolean,
  interrupted: boolean,
): OneByOneResult {
  const counter = createOutcomeCounter()
  for (const [key, state] of states) {
    const end = endOf(state, readable.has(key), reasons.get(key))
    counter.add(key, isOpen && state === 'archived' ? { outcome: 'waiting' } : end)
  }
  return { outcomes: counter.outcomes(), interrupted }
}

function endOf(state: State, wasReadable: boolean, reason: string | undefined): OneByOneEnd {
  switch (state) {
    case 'readable':
      return { outcome: wasReadable ? 'already' : 'done' }
    case 'restoring':
      return { outcome: 'waiting' }
    case 'archived':
      return { outcome: 'failed', reason: 'it is still archived, and no restore is under way' }
    case 'gone':
      return { outcome: 'gone' }
    case 'not-known':
      return { outcome: 'failed', reason: reason ?? 'it could not be looked at' }
  }
}
