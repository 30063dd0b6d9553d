// Knows what the rows of job manifests cost where queries in Athena yield them: what they read, and what it takes to join
// the files that they write.

import type { RowQueries } from '../findings/findings.ts'
import type { JobManifestWay } from '../words/job-manifest-way.ts'
import type { Charge, ChargeMaker } from './charges.ts'
import { billedBytes } from './query-price.ts'
import { putsInto } from './rates.ts'

/** Fetching or writing the rows reads the report once; what S3 joins unread is proven by the report once more. */
const READS: Readonly<Record<JobManifestWay, number>> = { runner: 1, 'athena-streamed': 1, 'athena-joined': 2 }

/** S3 User Guide, "Bucket naming rules" and "Naming Amazon S3 objects": 63 characters, 1,024 bytes of three characters each; a comma and the line's end. */
const MAX_ROW_BYTES = 63 + 3 * 1024 + 2
/** Bucket and key as docs/scale.md has them, rounded up. */
const USUAL_ROW_BYTES = 100n
/** S3 User Guide, "Amazon S3 multipart upload limits": parts have at least 5 MiB, and an upload 10,000 of them. */
const MIN_PART_BYTES = 5 * 2 ** 20
const MAX_PARTS = 10_000

/** Mostly upper bounds: sizes of columns and of files are known only afterwards. */
export function priceRowQueries(
  { way, reportBytes, rows }: RowQueries & { readonly rows: readonly number[] },
  make: ChargeMaker,
): readonly Charge[] {
  if (rows.length === 0) return []
  const bytes = billedBytes(BigInt(reportBytes)) * BigInt(READS[way])
  const queries = make.bytes('athena.tb-scanned', bytes, 'Athena, for the rows of the job manifests, at most')
  if (way !== 'athena-joined') return [queries]
  const ofFiles = rows.reduce((sum, count) => sum + BigInt(count) * USUAL_ROW_BYTES, 0n)
  const proof = make.bytes('athena.tb-scanned', billedBytes(ofFiles), 'Athena, to prove the files it writes, about')
  const requests = rows.reduce((sum, count) => sum + countRequests(count), 0)
  const what = 'UploadPartCopy and UploadPart to join the job manifests, at most'
  return [queries, proof, make.requests(putsInto('STANDARD'), requests, what)]
}

/** With those that begin and end the upload. */
const countRequests = (rows: number) => Math.min(MAX_PARTS, Math.ceil((rows * MAX_ROW_BYTES) / MIN_PART_BYTES)) + 2
