// Chooses who reads an inventory report, and says why. Every engine gives the same findings, so only time and cost differ.

import type { InventoryReport } from '../inventory/report.ts'
import { formatBytes, formatNoun } from '../words/numbers.ts'

/**
 * A runner with four cores reads a compressed report of this size in some minutes; beyond it, Athena is faster. Its price
 * is by bytes, that of a runner by minutes.
 */
const LARGE_REPORT_BYTES = 100 * 2 ** 30
/** Each inventory file costs a runner a request or two, whatever its size. */
const MANY_FILES = 50_000

type Circumstances = {
  readonly asked: 'auto' | EngineChoice['engine']
  /** Whether a database is given. */
  readonly isAthenaConfigured: boolean
  /** Why Athena cannot answer for this report as the streamed scan does; undefined if it can. */
  readonly beyond: string | undefined
  /** Free bytes on the runner's disk; undefined if not known. */
  readonly freeBytes: number | undefined
}

type EngineChoice = { readonly engine: 'stream' | 'athena' | 's3-select'; readonly why: string }

export function chooseEngine(
  { manifest }: Pick<InventoryReport, 'manifest'>,
  { asked, isAthenaConfigured, beyond, freeBytes = Number.POSITIVE_INFINITY }: Circumstances,
): EngineChoice {
  if (asked !== 'auto') return { engine: asked, why: `scan-engine is ${asked}` }
  const bytes = manifest.files.reduce((sum, { size }) => sum + size, 0)
  const size = `${formatBytes(BigInt(bytes))} of ${manifest.format} in ${formatNoun(manifest.files.length, 'file')}`
  const isLarge = bytes >= LARGE_REPORT_BYTES || manifest.files.length >= MANY_FILES
  // Hashes of findings, and files whose ETag is not their MD5, are written to disk by the streamed scan.
  const isTight = manifest.files.some((file) => file.size > freeBytes)
  if (!isAthenaConfigured) return { engine: 'stream', why: isLarge ? `${size}; athena-database is not set` : size }
  if (beyond !== undefined) return { engine: 'stream', why: `${size}; not Athena, because ${beyond}` }
  if (isLarge) return { engine: 'athena', why: size }
  if (isTight) return { engine: 'athena', why: `${size}; the runner's disk has ${formatBytes(BigInt(freeBytes))} left` }
  return { engine: 'stream', why: `${size}: too small for Athena to be faster` }
}
