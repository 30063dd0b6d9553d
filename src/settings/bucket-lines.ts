// Reads the input `buckets`: names, or a name with the location of its inventory reports.

import { parseGivenLocation } from '../inventory/location.ts'
import { type ReadText, refuseBucketName, splitLines, splitList } from './fields.ts'
import type { Problems } from './problems.ts'
import type { BucketSettings, BucketTarget } from './settings-of-a-run.ts'

/** One target per name, each with the settings from the inputs. */
export function readBucketLines(text: ReadText, settings: BucketSettings, problems: Problems): BucketTarget[] {
  const lines = splitLines(text('buckets')).flatMap(splitNames)
  if (lines.length === 0) {
    problems.add(
      'buckets',
      text('buckets'),
      'source buckets, one per line or separated by commas',
      '`my-bucket` or `my-bucket = s3://reports/prefix/my-bucket/daily/`',
    )
  }
  return lines.flatMap((line) => {
    const target = readBucketLine(line, problems)
    return target === undefined ? [] : [{ ...settings, ...target, exceptions: [] }]
  })
}

/** Commas separate names, because a dispatch form has only one line; in a line with a location they are part of it. */
const splitNames = (line: string) => (line.includes('=') ? [line] : splitList(line))

const OR_ELSE = 'several separated by commas, or `name = s3://…` with its report location'

function readBucketLine(line: string, problems: Problems): Pick<BucketTarget, 'bucket' | 'location'> | undefined {
  const equals = line.indexOf('=')
  const bucket = (equals < 0 ? line : line.slice(0, equals)).trim()
  const accepted = refuseBucketName(bucket)
  if (accepted !== undefined) {
    return problems.add('buckets', line, `${accepted}, ${OR_ELSE}`, 'my-bucket')
  }
  if (equals < 0) return { bucket, location: undefined }
  const given = line.slice(equals + 1).trim()
  const location = parseGivenLocation(given, bucket)
  if (typeof location === 'string') {
    return problems.add('buckets', line, location, `${bucket} = s3://reports/prefix/${bucket}/daily/`)
  }
  return { bucket, location }
}

export function refuseTwice(targets: readonly BucketTarget[], problems: Problems): void {
  const names = targets.map(({ bucket }) => bucket)
  for (const name of new Set(names.filter((bucket, index) => names.indexOf(bucket) < index))) {
    problems.add('buckets', name, 'each bucket once', name)
  }
}

const NO_INVENTORY =
  '`inventory` or `auto` for a bucket whose reports are named (by a location, or by inventory-id): `list` reads none'

/** The place of reports beside a source that reads none: one of the two is a mistake. */
export function refuseIdlePlace(targets: readonly BucketTarget[], problems: Problems): void {
  const idle = (target: BucketTarget) => target.location !== undefined || target.inventoryId !== undefined
  if (targets.some((target) => target.source === 'list' && idle(target)))
    problems.add('source', 'list', NO_INVENTORY, 'inventory')
}

/** Reported for an inventory id given together with a location that has another one. */
export const IDLE_ID = 'the id that the location ends in, or none: the location says which reports are read'

/** An id that no bucket needs and that contradicts a location: the user may mean the reports of that configuration. */
export function refuseIdleId(id: string, targets: readonly BucketTarget[], problems: Problems): void {
  if (id === '' || targets.some(({ location }) => location === undefined)) return
  const other = targets.find(({ location }) => location?.configurationId !== id)?.location?.configurationId
  if (other !== undefined) problems.add('inventory-id', id, IDLE_ID, other)
}
