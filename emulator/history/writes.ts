// Follows every key from write to write: no write of a client lost, nothing copied or restored twice, no property lost.

import { isSessionOfFunction } from '../lambda/functions.ts'
import { bodySha256, readHistory } from '../s3/state.ts'
import { answerTo } from '../unsettled.ts'
import type { Body, ObjectVersion, World } from '../world.ts'
import { judgeFunctionsIn } from './functions.ts'
import { losesLock, unseenLockLosses } from './locks.ts'
import { judgeTaggingIn } from './tag-records.ts'
import { isCopier, isDataBucket, isJob } from './writers.ts'

const hasSameBytes = (one: Body, other: Body): boolean => one === other || bodySha256(one) === bodySha256(other)

/** `restoresAll`: restores were asked for, whatever the encryption. */
export type Expected = { readonly isCutShort: boolean; readonly restoresAll: boolean }

/** Follows every key of the data buckets from write to write. */
export function checkWrites(world: World, { isCutShort, restoresAll }: Expected): string[] {
  const problems: string[] = []
  const isUnseen = unseenLockLosses(world)
  const judgeTagging = judgeTaggingIn(world)
  const judgeFunction = judgeFunctionsIn(world)
  const isOfFunction = (writer: string) => isSessionOfFunction(world, writer)
  const runsTasksTwice = answerTo(world, 'task-runs') === 'twice'
  /** By bucket and key: the current version, and how often copiers wrote it since a client did, by encryption. */
  const keys = new Map<string, KeyState>()
  for (const entry of readHistory(world)) {
    const { at, bucket, kind, version, writer } = entry
    if (!isDataBucket(bucket)) continue
    const name = `${bucket}/${version.key}`
    const state: KeyState = keys.get(name) ?? { current: undefined, copies: new Map(), owed: undefined }
    keys.set(name, state)
    const say = (what: string): number => problems.push(`${name}: ${writer} ${what}`)
    const byFunction = isOfFunction(writer) ? judgeFunction(entry, state.current) : undefined
    if (byFunction !== undefined) say(byFunction)
    if (kind === 'removed') {
      if (isCopier(writer)) say(`removed version ${version.versionId}`)
      if (state.current?.versionId === version.versionId) state.current = undefined
    } else if (kind === 'changed') {
      const isCurrent = state.current?.versionId === version.versionId
      if (isCurrent && state.current !== undefined) {
        if (isCopier(writer)) {
          const changes = listLosses(state.current, version).filter((change) => change !== 'tags')
          for (const change of changes) say(`changed its ${change}`)
          const tagging = isOfFunction(writer) ? undefined : judgeTagging(entry, state.current)
          if (tagging !== undefined) say(tagging)
          if (JSON.stringify(state.current.lock) !== JSON.stringify(version.lock)) say('changed its lock')
          if (version.restore?.ongoing === true) checkRestore(state.current, at, restoresAll, say)
          checkAnnotating(state.current, version, say)
        } else state.owed = stillOwed(state, version)
        state.current = version
      }
    } else {
      // S3 itself may run a task twice; that is not an error.
      const isAgain = runsTasksTwice && isJob(writer) && state.current?.writer === writer
      if (isCopier(writer) && !isAgain) {
        checkCopy(state, version, say)
        if (losesLock(state.current, version, at) && !isUnseen.has(entry)) say('lost its lock')
        if (version.lock?.eventHold === true && state.current?.lock?.eventHold !== true)
          say('put it under an event hold')
      } else if (!isCopier(writer)) {
        state.copies.clear()
        state.owed = undefined
      }
      state.current = version
    }
  }
  for (const [name, { current, owed }] of isCutShort ? [] : keys) {
    if (current !== undefined && owed !== undefined && !hasAnnotations(current, owed))
      problems.push(`${name}: ${current.writer} lost its annotations`)
  }
  return problems
}

/**
 * State of one key: the current version, how often copiers wrote it since a client did, and the annotations that a
 * multipart copy still lacks.
 */
type KeyState = {
  current: ObjectVersion | undefined
  copies: Map<string, number>
  owed: ObjectVersion['annotations']
}

/** S3 User Guide, "Annotating your objects": a multipart copy gets its annotations after its creation, one by one. */
const getsAnnotationsLater = ({ partCount, writer }: ObjectVersion): boolean =>
  partCount !== undefined && !isJob(writer)

/** Whether the version has every text of `wanted` under its name. */
function hasAnnotations({ annotations }: ObjectVersion, wanted: ObjectVersion['annotations']): boolean {
  return [...(wanted ?? [])].every(([name, { payload }]) => {
    const found = annotations?.get(name)
    return found !== undefined && Buffer.compare(found.payload, payload) === 0
  })
}

/** What a client writes or removes itself is no longer missing. */
function stillOwed({ current, owed }: KeyState, after: ObjectVersion): KeyState['owed'] {
  const isTouched = (name: string): boolean => current?.annotations?.get(name) !== after.annotations?.get(name)
  return owed === undefined ? undefined : new Map([...owed].filter(([name]) => !isTouched(name)))
}

/** A copier may add annotations to its own copy; annotations written by others are kept. */
function checkAnnotating(before: ObjectVersion, after: ObjectVersion, say: (what: string) => number): void {
  if (!hasAnnotations(after, before.annotations)) say('replaced or removed an annotation')
  if (after.annotations !== before.annotations && !isCopier(before.writer)) say('annotated what is not its copy')
}

/** A copier may only write what is current at that time, encrypted, and once. */
function checkCopy(state: KeyState, version: ObjectVersion, say: (what: string) => number): void {
  const { current, copies } = state
  if (version.isDeleteMarker) return void say('deleted it')
  if (current === undefined || current.isDeleteMarker) return void say('wrote a key that had no object')
  if (!hasSameBytes(current.body, version.body)) say(`replaced what ${current.writer} wrote by other bytes`)
  for (const lost of listLosses(current, version)) say(`lost its ${lost}`)
  if (getsAnnotationsLater(version)) state.owed = current.annotations
  else if (!hasAnnotations(version, current.annotations)) say('lost its annotations')
  if (version.encryption.status === 'NOT-SSE') say('wrote it without encryption')
  const kind = `${version.encryption.status} ${version.encryption.kmsKeyArn ?? ''}`
  const times = (copies.get(kind) ?? 0) + 1
  copies.set(kind, times)
  if (times > 1) say(`copied it for the ${times}th time`)
}

/**
 * A restore costs money: unless all were asked for, only what is not encrypted may be restored, and only while no restore of it is in
 * progress.
 */
function checkRestore(before: ObjectVersion, at: number, restoresAll: boolean, say: (what: string) => number): void {
  const { encryption, restore } = before
  if (!restoresAll && encryption.status !== 'NOT-SSE') say(`restored it although it is ${encryption.status}`)
  const lives = restore !== undefined && (restore.ongoing || (restore.expiry ?? Number.POSITIVE_INFINITY) > at)
  if (lives) say('restored it a second time')
}

/** Names of the properties in which two versions differ; jobs are documented to lose the website redirect. */
function listLosses(before: ObjectVersion, after: ObjectVersion): string[] {
  const losses: string[] = []
  if (before.size !== after.size) losses.push('size')
  if (before.storageClass !== after.storageClass) losses.push('storage class')
  for (const kind of ['headers', 'metadata', 'tags'] as const) {
    if (renderMap(before[kind]) !== renderMap(after[kind])) losses.push(kind)
  }
  if (before.grants.length > 0 && renderGrants(before) !== renderGrants(after)) losses.push('grants')
  if (before.checksum !== undefined && before.checksum.algorithm !== after.checksum?.algorithm) losses.push('checksum')
  if (!isJob(after.writer) && before.websiteRedirect !== after.websiteRedirect) losses.push('website redirect')
  return losses
}

/** The order of grants means nothing. */
const renderGrants = ({ grants }: ObjectVersion): string =>
  JSON.stringify(grants.map(({ grantee, permission }) => `${permission} ${grantee}`).sort())

const renderMap = (map: ReadonlyMap<string, string>): string => JSON.stringify([...map].sort())
