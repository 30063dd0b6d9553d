// Checks, before anything is made, that the workgroup lets the report be read whole and its results be found.

import { ActionError } from '../../words/errors.ts'
import { formatBytes } from '../../words/numbers.ts'
import { say } from '../../words/outside-text.ts'
import type { Workgroup } from './query.ts'
import type { AthenaSource } from './scan-state.ts'
import { refuseLocation, type S3Folder, uriOf } from './table.ts'

type Reading = Pick<AthenaSource, 'service'> & {
  /** What a statement reads, as far as that is known before. */
  readonly bytes: number
  /** Whether a table is made of files in `work`. */
  readonly makesTable: boolean
  readonly work: Pick<NonNullable<AthenaSource['work']>, 'folder'> | undefined
  /** `auto` where no rows become job manifests. */
  readonly jobManifest?: AthenaSource['jobManifest']
}

/**
 * Why Athena may not write files of rows to a place of ours; undefined if it may.
 * @throws ActionError INVALID_INPUT for a workgroup or place that cannot be used, QUERY_FAILED for its limit of bytes
 */
export async function checkReading({
  bytes,
  makesTable,
  service,
  work,
  jobManifest = 'auto',
}: Reading): Promise<string | undefined> {
  const workgroup = await service.lookAtWorkgroup()
  const name = service.workgroupName
  if (!workgroup.isEnabled) {
    throw new ActionError('INVALID_INPUT', say`The Athena workgroup ${name} is turned off.`, {
      hint: 'Turn it on, or set athena-workgroup to another one.',
    })
  }
  refuseOutput(name, workgroup, work?.folder)
  if (workgroup.cutoffBytes !== undefined && bytes > workgroup.cutoffBytes) {
    const limit = formatBytes(BigInt(workgroup.cutoffBytes))
    throw new ActionError(
      'QUERY_FAILED',
      `${say`The workgroup ${name}`} lets a query read ${limit}, and the report has ${formatBytes(BigInt(bytes))}.`,
      {
        hint: 'Raise the limit of the workgroup, give the inventory configuration the format Parquet or ORC, or set scan-engine to stream.',
      },
    )
  }
  const odd = makesTable && work !== undefined ? refuseLocation(work.folder.prefix) : undefined
  if (odd === undefined) return findUnwritable(name, workgroup, work?.folder, jobManifest)
  throw new ActionError(
    'INVALID_INPUT',
    `${say`Athena reads no table at s3://${work?.folder.bucket ?? ''}/${work?.folder.prefix ?? ''}: it`} ${odd}.`,
    {
      hint: 'Set athena-output to a location without these characters.',
    },
  )
}

/** The session of a run may write only to the place that the inputs name. */
function refuseOutput(name: string, { isManaged, isEnforced, output }: Workgroup, folder: S3Folder | undefined): void {
  if (isManaged) return
  if (folder === undefined) {
    throw new ActionError('INVALID_INPUT', say`There is no place for results of the Athena workgroup ${name}.`, {
      hint: 'Set athena-output or work-location to an s3:// location, or use a workgroup with managed query results.',
    })
  }
  const place = uriOf(folder.bucket, folder.prefix)
  if (!isEnforced || output === undefined || `${output.replace(/\/*$/, '')}/`.startsWith(place)) return
  throw new ActionError('INVALID_INPUT', say`The Athena workgroup ${name} writes all results to ${output}.`, {
    hint: `Set athena-output to that location, or another athena-workgroup.`,
  })
}

/**
 * In a workgroup whose settings win, CREATE TABLE AS fails with a location (Athena User Guide, "CREATE TABLE AS"). Without
 * one it writes to `tables/<query id>/`, where the next run could not tell the files of a killed one from others.
 */
function findUnwritable(
  name: string,
  { isEnforced }: Workgroup,
  folder: S3Folder | undefined,
  jobManifest: AthenaSource['jobManifest'],
): string | undefined {
  if (!isEnforced && folder !== undefined) return undefined
  const why = isEnforced ? say`the workgroup ${name} chooses where queries write` : 'athena-output is not set'
  if (jobManifest === 'auto' || jobManifest === 'runner') return why
  throw new ActionError('INVALID_INPUT', `job-manifest cannot be ${jobManifest}: ${why}.`, {
    hint: isEnforced
      ? 'Set athena-workgroup to one that does not override client-side settings, or job-manifest to runner.'
      : 'Set athena-output or work-location to an s3:// location, or job-manifest to runner.',
  })
}
