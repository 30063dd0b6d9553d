// Knows which files of a checkout came with it: those that git's index names (git, "Documentation/gitformat-index.txt").

import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

const HEADER_BYTES = 12
/** Times, device, inode, mode, owner, group and size before the object id. */
const STAT_BYTES = 40
const FLAG_EXTENDED = 0x4000
const NAME_LENGTH = 0x0fff

/**
 * Whether a file is part of a checkout around it, up to the folder `root`: of the checkout itself, or of one that holds it.
 * Names are compared without regard to case, as some file systems do. Both paths are real paths.
 * @throws Error if an index is there that cannot be read
 */
export function isTracked(file: string, root: string): boolean {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const index = findIndex(folder)
    if (index !== undefined && names(index, relative(folder, file).split(sep).join('/'))) return true
    if (relative(root, folder) === '' || dirname(folder) === folder) return false
  }
}

/** The index of a working tree whose top is `folder`. In a worktree or submodule, `.git` is a file that says where it is. */
function findIndex(folder: string): Buffer | undefined {
  const git = join(folder, '.git')
  const facts = statSync(git, { throwIfNoEntry: false })
  if (facts === undefined) return undefined
  const [, elsewhere] = facts.isFile() ? (/^gitdir: (.+?)\r?\n?$/.exec(readFileSync(git, 'utf8')) ?? []) : []
  if (facts.isFile() && elsewhere === undefined) throw new Error('the file .git does not say where the repository is')
  const place = join(elsewhere === undefined ? git : resolve(folder, elsewhere), 'index')
  // A repository without a commit has none.
  return statSync(place, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(place)
}

function names(index: Buffer, path: string): boolean {
  const wanted = path.toLowerCase()
  for (const name of listNames(index)) {
    const known = name.toLowerCase()
    // A sparse index names whole folders, with a slash at the end.
    if (known === wanted || (known.endsWith('/') && wanted.startsWith(known))) return true
  }
  return false
}

function* listNames(index: Buffer): Generator<string> {
  const version = index.length < HEADER_BYTES ? 0 : index.readUInt32BE(4)
  if (index.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) throw unreadable()
  const hashBytes = findHashBytes(index)
  const end = index.length - hashBytes
  let at = HEADER_BYTES
  let before = Buffer.alloc(0)
  for (let left = index.readUInt32BE(8); left > 0; left--) {
    const flagsAt = at + STAT_BYTES + hashBytes
    if (flagsAt + 4 > end) throw unreadable()
    const flags = index.readUInt16BE(flagsAt)
    const nameAt = flagsAt + ((flags & FLAG_EXTENDED) === 0 ? 2 : 4)
    const read = version === 4 ? readCompressed(index, nameAt, before) : readName(index, nameAt, flags & NAME_LENGTH)
    before = read.name
    // Up to version 3, entries end in one to eight NUL, so that their length is a multiple of eight.
    at = version === 4 ? read.end + 1 : at + Math.floor((read.end - at + 8) / 8) * 8
    if (at > end) throw unreadable()
    yield read.name.toString('utf8')
  }
  // The names of a split index are in another file.
  for (; at + 8 <= end; at += 8 + index.readUInt32BE(at + 4)) {
    if (index.toString('latin1', at, at + 4) === 'link') throw new Error('git keeps a split index')
  }
}

type Name = { readonly name: Buffer<ArrayBuffer>; readonly end: number }

/** The length in the flags is that of names up to 4,094 bytes; every name ends in a NUL. */
function readName(index: Buffer, start: number, length: number): Name {
  const end = length < NAME_LENGTH ? start + length : index.indexOf(0, start)
  if (end < start || index[end] !== 0) throw unreadable()
  return { name: Buffer.from(index.subarray(start, end)), end }
}

/** Version 4: how many bytes of the name before to drop, then what follows them, and a NUL. */
function readCompressed(index: Buffer, start: number, before: Buffer): Name {
  let at = start
  let dropped = (index[at] ?? 0) & 0x7f
  // The offset encoding of pack files.
  while (((index[at++] ?? 0) & 0x80) !== 0) dropped = ((dropped + 1) << 7) | ((index[at] ?? 0) & 0x7f)
  const end = index.indexOf(0, at)
  if (end < 0 || dropped > before.length) throw unreadable()
  return { name: Buffer.concat([before.subarray(0, before.length - dropped), index.subarray(at, end)]), end }
}

/** Object ids are SHA-1 or SHA-256, and so is the checksum at the end, which git may leave out (index.skipHash). */
function findHashBytes(index: Buffer): number {
  for (const [algorithm, bytes] of [
    ['sha1', 20],
    ['sha256', 32],
  ] as const) {
    const body = index.subarray(0, -bytes)
    if (createHash(algorithm).update(body).digest().equals(index.subarray(-bytes))) return bytes
  }
  const isLeftOut = (bytes: number) => index.subarray(-bytes).every((byte) => byte === 0)
  if (isLeftOut(20) && !isLeftOut(32)) return 20
  throw unreadable()
}

const unreadable = () => new Error('its index is damaged, or of a form that is not known')
