// Knows how much a statement reads of a report, and how often a scan reads it.

import type { ScanSpec } from '../../findings/spec.ts'
import type { InventoryReport } from '../../inventory/report.ts'
import { asksMoreOf } from '../../words/key-rule.ts'
import type { Question } from '../engine.ts'
import type { AthenaSource } from './scan-state.ts'

/** All of a CSV report; of the other formats only the columns that it uses, so 0 is known before. */
export function expectedBytes({ manifest }: Pick<InventoryReport, 'manifest'>): number {
  return manifest.format === 'CSV' ? manifest.files.reduce((sum, { size }) => sum + size, 0) : 0
}

/** To count, to look for keys listed twice, and to count again without those keys. */
const TO_COUNT = 3
/** Rows that Athena writes are read from the report once; those that S3 joins are proven by the report, too. */
const TO_STORE: Readonly<Record<AthenaSource['jobManifest'], number>> = {
  runner: 0,
  'athena-streamed': 1,
  'athena-joined': 2,
  auto: 2,
}

type Asking = Pick<Question, 'keepRows' | 'findingRows'> & { readonly spec: Pick<ScanSpec, 'accepted' | 'keyRule'> }

/**
 * How many statements read the report at most, if none is repeated. One does if all objects comply. Rows for the findings
 * file, for checks of keys and for job manifests on the runner are those of one statement.
 */
export function countReadings(
  { keepRows, findingRows, spec }: Asking,
  jobManifest: AthenaSource['jobManifest'],
): number {
  const stored = keepRows === 'no' ? 0 : TO_STORE[jobManifest]
  const checksKeys = spec.accepted.some((status) => asksMoreOf(status, spec.keyRule))
  const fetches = findingRows !== undefined || checksKeys || (keepRows !== 'no' && stored === 0)
  return TO_COUNT + (fetches ? 1 : 0) + stored
}
