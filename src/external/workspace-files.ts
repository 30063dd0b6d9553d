// Decides which files a run may read and write: those whose real path is inside the folders that the runner gave the
// job.
//
// A checkout may be that of a pull request, and its links are untrusted: following one could read or overwrite files
// that only the runner's own user may access.

import { randomUUID } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'

/** A config file with a thousand buckets takes a fraction of this. */
const MAX_CONFIG_BYTES = 2 ** 20

/** Folders of one job. */
export type JobFolders = {
  /** Relative paths start here. */
  readonly workspace: string
  /** RUNNER_TEMP; undefined if it is not set. */
  readonly temporary: string | undefined
}

/**
 * The text of a file of the checkout, as UTF-8. Throws, with a message for the user, for anything other than a regular
 * file of at most 1 MiB inside the workspace: a link in a checked-out pull request must not lead to the runner's own
 * files.
 */
export function readWorkspaceFile({ workspace }: Pick<JobFolders, 'workspace'>, path: string): string {
  const root = realpathSync(workspace)
  const file = realPathOf(resolve(root, path))
  if (file === undefined) throw new Error('it does not exist')
  if (!isInside(root, file)) throw new Error('it is outside the workspace')
  return readSmallFile(file, MAX_CONFIG_BYTES)
}

/** The text of a regular file at a real path. @throws Error with a message for the user */
export function readSmallFile(realPath: string, maxBytes: number): string {
  const { descriptor, size } = openRegularFile(realPath)
  try {
    if (size > maxBytes) throw new Error(`it has ${size} bytes, more than ${maxBytes}`)
    return decode(readFileSync(descriptor))
  } finally {
    closeSync(descriptor)
  }
}

/** The caller closes it. @throws Error with a message for the user */
export function openRegularFile(realPath: string): { readonly descriptor: number; readonly size: number } {
  // Without NONBLOCK, opening a named pipe would wait for a writer.
  const descriptor = openSync(realPath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  const facts = fstatSync(descriptor)
  if (facts.isFile()) return { descriptor, size: facts.size }
  closeSync(descriptor)
  throw new Error('it is not a regular file')
}

/**
 * Where a file of the job really is, and the folder of the job that holds it. @throws Error with a message for the user
 */
export function findJobFile(
  { workspace, temporary }: JobFolders,
  path: string,
): { readonly file: string; readonly root: string } {
  const file = path.includes('\0') ? undefined : realPathOf(resolve(workspace, path))
  if (file === undefined) throw new Error('it does not exist')
  const roots = [workspace, temporary].flatMap((root) => (root === undefined ? [] : (realPathOf(root) ?? [])))
  const root = roots.find((one) => isInside(one, file))
  if (root === undefined) throw new Error('it is outside the workspace and RUNNER_TEMP')
  return { file, root }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error('it is not UTF-8 text')
  }
}

/** Why no file may be written at `path`, as a message for the user; undefined if one may be written. */
export function refuseToWrite(folders: JobFolders, path: string): string | undefined {
  try {
    findPlace(folders, path)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * Writes a whole file: first to a temporary name, then moved, so that a link or an existing file of that name is
 * replaced and never written through, and no reader sees half of it.
 * @throws Error with the message of `refuseToWrite`, if any, or the error of the file system
 */
export function writeJobFile(folders: JobFolders, path: string, text: string): void {
  writeJobFileInParts(folders, path, (write) => write(text))
}

/** The same for a file that is written piece by piece: `fill` calls `write` for each. */
export function writeJobFileInParts(
  folders: JobFolders,
  path: string,
  fill: (write: (piece: string | Uint8Array) => void) => void,
): void {
  const place = findPlace(folders, path)
  const beside = join(dirname(place), `.${randomUUID()}.tmp`)
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW
  const descriptor = openSync(beside, flags, 0o666)
  try {
    try {
      fill((piece) => writeFileSync(descriptor, piece))
    } finally {
      closeSync(descriptor)
    }
    renameSync(beside, place)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** The real path of a file with that name. Links are resolved in its folder, but not in its last part. */
function findPlace({ workspace, temporary }: JobFolders, path: string): string {
  if (path.includes('\0')) throw new Error('it contains a NUL character')
  const asked = resolve(workspace, path)
  if (/(?:^|[\\/])\.{0,2}$/.test(path) || isSamePlace(asked, workspace)) throw new Error('it names a folder')
  const folder = realPathOf(dirname(asked))
  if (folder === undefined) throw new Error('its folder does not exist')
  const roots = [workspace, temporary].flatMap((root) => (root === undefined ? [] : (realPathOf(root) ?? [])))
  if (!roots.some((root) => isInside(root, folder))) throw new Error('it is outside the workspace and RUNNER_TEMP')
  const place = join(folder, basename(asked))
  const there = lstatSync(place, { throwIfNoEntry: false })
  if (there === undefined || there.isFile() || there.isSymbolicLink()) return place
  throw new Error(there.isDirectory() ? 'it names a folder' : 'something other than a regular file has that name')
}

const isSamePlace = (one: string, other: string) => relative(one, other) === ''

/** Undefined if nothing exists, or if it is a link that leads nowhere or to itself. */
function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

/** Both are real paths. A folder is inside itself. */
function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
