// Hashes without loading node:crypto before it is needed: loading it delays the start of a worker by milliseconds.

import type { Hash } from 'node:crypto'

/** Same as createHash of node:crypto. */
export function createHash(algorithm: 'md5' | 'sha256'): Hash {
  return process.getBuiltinModule('node:crypto').createHash(algorithm)
}
