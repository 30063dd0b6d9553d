// Knows how to hash without loading node:crypto before it is needed: a worker would start several milliseconds later.

import type { Hash } from 'node:crypto'

/** As createHash of node:crypto. */
export function createHash(algorithm: 'md5' | 'sha256'): Hash {
  return process.getBuiltinModule('node:crypto').createHash(algorithm)
}
