// Tracks the multipart uploads of a run: which are open, which an earlier run left, and how to end them for good.
//
// S3 does not reliably say who started an upload, and an upload of another client must never be aborted. So the id is
// written to the journal before the first part is copied, and only uploads found there are ever resumed or aborted
// (docs/adr/0005-direct-copies.md).

import { ActionError, messageOf } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type { DirectDeps, RecordedUpload, UploadCalls } from './direct-deps.ts'
import type { UploadLeft } from './direct-outcome.ts'
import { giveBackAnnotations } from './keep-annotations.ts'

/**
 * S3 User Guide, "Aborting a multipart upload": a part in transit may arrive after the abort and require another abort.
 */
const ABORTS = 3
/** An upload is considered abandoned only after a time in which no run can still be working on it. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000

export type OpenUploads = {
  /** The upload of a key, started by this run or recorded by an earlier one. */
  readonly get: (key: EncodedKey) => RecordedUpload | undefined
  /** Records a new upload, or an update of one. From then on it is open, even if it could not be recorded. */
  readonly add: (upload: RecordedUpload) => Promise<void>
  /** Removes the record of a completed upload. Never throws: a leftover record only costs the next run one request. */
  readonly settle: (upload: RecordedUpload) => Promise<void>
  /**
   * Ends the key's upload, if there is one: a completed copy gets its annotations, any other upload is aborted. Never
   * throws: uploads that could not be ended are in `left`. Returns why annotations are still missing, if they are.
   */
  readonly discard: (key: EncodedKey) => Promise<string | undefined>
  /** Leaves the key's upload, if there is one, for a later run. */
  readonly keep: (key: EncodedKey) => void
  /**
   * Ends what earlier runs left for keys outside this task: writes missing annotations immediately, and aborts uploads
   * that no other run can still be working on. Returns how many objects were given their annotations.
   */
  readonly sweep: (asked: ReadonlySet<EncodedKey>) => Promise<number>
  readonly left: readonly UploadLeft[]
}

/** Reads the journal. Throws if it cannot be read: then no upload may be started either. */
export async function openUploads(deps: DirectDeps): Promise<OpenUploads> {
  const open = new Map((await deps.listRecordedUploads()).map((upload) => [upload.key, upload]))
  const left: UploadLeft[] = []
  const settle = async (upload: RecordedUpload) => {
    open.delete(upload.key)
    await deps.settleUpload(upload).catch(() => undefined)
  }
  const leave = ({ key, uploadId }: RecordedUpload, reason: string) => {
    open.delete(key)
    left.push({ key, uploadId, reason })
  }
  const abort = async (upload: RecordedUpload) => {
    try {
      await abortForGood(upload, deps)
      await settle(upload)
    } catch (error) {
      leave(upload, messageOf(error))
    }
  }
  const discard = async (upload: RecordedUpload, mayAbort: boolean) => {
    const { key, owed } = upload
    const giving = owed === undefined ? undefined : await giveBackAnnotations(key, owed, deps)
    if (giving?.end === 'given') await settle(upload)
    else if (giving?.end === 'owed') leave(upload, `its annotations were not written: ${giving.reason}`)
    else if (mayAbort) await abort(upload)
    return giving
  }
  return {
    get: (key) => open.get(key),
    add: async (upload) => {
      open.set(upload.key, upload)
      await deps.recordUpload(upload)
    },
    settle,
    discard: async (key) => {
      const upload = open.get(key)
      const giving = upload === undefined ? undefined : await discard(upload, true)
      return giving?.end === 'owed' ? giving.reason : undefined
    },
    keep: (key) => {
      const upload = open.get(key)
      if (upload === undefined) return
      left.push({ key, uploadId: upload.uploadId, reason: 'kept, so that the next run can continue it' })
    },
    sweep: async (asked) => {
      const oldest = deps.now() - ABANDONED_AFTER_MS
      let given = 0
      for (const upload of [...open.values()].filter(({ key }) => !asked.has(key))) {
        const isAbandoned = upload.startedAt < oldest
        if (!isAbandoned && upload.owed === undefined) continue
        if ((await discard(upload, isAbandoned))?.end === 'given') given++
      }
      return given
    },
    left,
  }
}

async function abortForGood(upload: RecordedUpload, deps: UploadCalls): Promise<void> {
  for (let abort = 1; abort <= ABORTS; abort++) {
    await deps.abortUpload(upload)
    if ((await deps.listParts(upload, undefined)) === undefined) return
  }
  throw new ActionError('REMEDIATION_FAILED', 'it was aborted, but parts still arrive')
}
