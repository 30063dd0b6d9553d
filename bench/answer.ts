// Knows what ours and peers must agree on before anything is timed.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export type Answer = {
  /** Current objects by encryption status; statuses without objects are left out. */
  readonly byStatus: ReadonlyMap<string, number>
  readonly jobManifest: JobManifestFacts | undefined
}

export type JobManifestFacts = {
  readonly rows: number
  /** Of the sorted rows, whose order is nobody's duty. */
  readonly sha256: string
}

/** Reads job manifests (`bucket,key` rows) and says what all of them together hold. */
export function readJobManifests(paths: readonly string[]): JobManifestFacts {
  const rows = paths.flatMap((path) => readFileSync(path, 'latin1').split('\n')).filter((row) => row !== '')
  const hash = createHash('sha256')
  for (const row of rows.sort()) hash.update(`${row}\n`)
  return { rows: rows.length, sha256: hash.digest('hex') }
}

/** @throws Error that names the first thing two contenders do not agree on */
export function checkSameAnswer(ours: Answer, peer: Answer, peerName: string): void {
  const render = ({ byStatus, jobManifest }: Answer): string => {
    const counts = [...byStatus].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1))
    return JSON.stringify({ counts, jobManifest })
  }
  if (render(ours) !== render(peer)) {
    throw new Error(`the answers differ. Ours: ${render(ours)}; ${peerName}: ${render(peer)}`)
  }
}
