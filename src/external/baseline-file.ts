// Opens a baseline where it lies: in a folder of the job, or in S3.

import { closeSync, createReadStream } from 'node:fs'
import { BaselineProblem } from '../baseline/baseline.ts'
import { ActionError } from '../words/errors.ts'
import type { BucketHandle } from './bucket-handle.ts'
import { isTracked } from './git-index.ts'
import { createInventoryStore } from './inventory-store.ts'
import { type ReadTiming, readRest } from './resuming-read.ts'
import { getObject } from './s3.ts'
import { findJobFile, type JobFolders, openRegularFile, readSmallFile } from './workspace-files.ts'

/** The description of ten thousand buckets takes a fraction of this. */
const MAX_SIDECAR_BYTES = 32 * 2 ** 20
/** Small enough that what is made of one piece is gone before V8 takes it for lasting. */
const PIECE_BYTES = 128 * 1024

export type BaselineFile = {
  /** The text of the file that describes it. */
  readonly sidecar: string
  /** Its bytes, to be read once. */
  readonly pieces: () => AsyncIterable<Uint8Array>
}

const BOTH =
  'The findings file and the file that describes it (its name with `.json` at its end) must both be there, as one run wrote them.'

/** `sidecar` is the path of the file that describes it. @throws BaselineProblem */
export function openBaselinePath(folders: JobFolders, path: string, sidecar: string): BaselineFile {
  const file = find(folders, path)
  const beside = find(folders, sidecar)
  return {
    sidecar: explaining(sidecar, () => readSmallFile(beside.file, MAX_SIDECAR_BYTES)),
    pieces: () => readPath(path, file.file),
  }
}

/**
 * Refuses what the checkout of a pull request brought: its author wrote it. @throws BaselineProblem
 */
export function refuseTracked(folders: JobFolders, paths: readonly string[]): void {
  const hint =
    'A pull request can change every file of its checkout. Download the artifact of a scheduled scan instead, to RUNNER_TEMP or to a folder that is not part of the repository (docs/baseline.md).'
  for (const path of paths) {
    const { file, root } = find(folders, path)
    let isPart: boolean
    try {
      isPart = isTracked(file, root)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new BaselineProblem(`whether ${JSON.stringify(path)} is part of the checkout cannot be told: ${why}`, hint)
    }
    if (isPart) throw new BaselineProblem(`${JSON.stringify(path)} is part of the checkout`, hint)
  }
}

const find = (folders: JobFolders, path: string) => explaining(path, () => findJobFile(folders, path))

function explaining<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new BaselineProblem(`${JSON.stringify(path)} cannot be read: ${why}`, BOTH)
  }
}

async function* readPath(path: string, realPath: string): AsyncGenerator<Uint8Array> {
  const { descriptor } = explaining(path, () => openRegularFile(realPath))
  try {
    yield* createReadStream('', {
      fd: descriptor,
      autoClose: false,
      highWaterMark: PIECE_BYTES,
    }) as AsyncIterable<Buffer>
  } finally {
    closeSync(descriptor)
  }
}

/** @throws BaselineProblem if one of both objects does not exist, ActionError as S3 refuses */
export async function openBaselineObject(
  handle: BucketHandle,
  key: string,
  sidecar: string,
  timing: ReadTiming,
): Promise<BaselineFile> {
  const store = createInventoryStore(handle, timing)
  const beside = await store.read(sidecar, { maxBytes: MAX_SIDECAR_BYTES })
  if (beside === undefined) throw lacking(handle, sidecar)
  return { sidecar: Buffer.from(beside.bytes).toString('utf8'), pieces: () => readObject(handle, key, timing) }
}

async function* readObject(handle: BucketHandle, key: string, timing: ReadTiming): AsyncGenerator<Uint8Array> {
  const first = await getObject(handle, key)
  if (first === undefined) throw lacking(handle, key)
  if (first.ContentLength === undefined) {
    throw new ActionError('SERVICE_UNAVAILABLE', `S3 did not say how long s3://${handle.bucket}/${key} is.`)
  }
  yield* readRest(handle, key, first, timing)
}

const lacking = ({ bucket }: BucketHandle, key: string) =>
  new BaselineProblem(`s3://${bucket}/${key} does not exist`, BOTH)
