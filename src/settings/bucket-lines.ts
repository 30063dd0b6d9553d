// Reads the input `buckets`: names, or a name with the location of its inventory reports. A bucket may have several lines
// with a location: its reports are then read together. Lines that take buckets of the account are read by bucket-choice.ts.

import { parseGivenLocation } from '../inventory/location.ts'
import { isChoiceLine, readChoice, readChoiceLine } from './bucket-choice.ts'
import { type ReadText, refuseBucketName, splitLines, splitList } from './fields.ts'
import type { Problems } from './problems.ts'
import type { BucketChoice, BucketSettings, BucketTarget } from './settings-of-a-run.ts'

type ReadLines = { readonly targets: readonly BucketTarget[]; readonly choices: readonly BucketChoice[] }

/** One target per name, and one choice for all lines that take buckets, each with the settings from the inputs. */
export function readBucketLines(text: ReadText, settings: BucketSettings, problems: Problems): ReadLines {
  const lines = splitLines(text('buckets')).flatMap(splitNames)
  if (lines.length === 0) {
    problems.add(
      'buckets',
      text('buckets'),
      'source buckets, one per line or separated by commas',
      '`my-bucket` or `my-bucket = s3://reports/prefix/my-bucket/daily/`',
    )
  }
  const [taking = [], naming = []] = [true, false].map((takes) => lines.filter((line) => isChoiceLine(line) === takes))
  const read = naming.flatMap((line) => readBucketLine(line, problems) ?? [])
  const given = read.find(({ location }) => location !== undefined)
  if (settings.source === 'manifest-generator' && given !== undefined) {
    const accepted = 'names without locations with `source: manifest-generator`, which reads no inventory'
    problems.add('buckets', `${given.bucket} = …`, accepted, given.bucket)
  }
  const targets = [...Map.groupBy(read, ({ bucket }) => bucket)].flatMap(([bucket, named]) =>
    joinLines(named, problems).map((target) => ({ ...settings, ...target, bucket, exceptions: [] })),
  )
  const choosing = taking.flatMap((line) => readChoiceLine(line, problems) ?? [])
  const named = targets.map(({ bucket }) => bucket)
  return { targets, choices: readChoice(choosing, named, settings, problems) }
}

type Line = Pick<BucketTarget, 'bucket' | 'location'>

/** The lines of one bucket. Without a location on each of them, the name was given twice. */
function joinLines(
  lines: readonly Line[],
  problems: Problems,
): readonly Pick<BucketTarget, 'location' | 'moreLocations'>[] {
  const locations = lines.flatMap(({ location }) => location ?? [])
  const [location, ...moreLocations] = locations
  if (lines.length === 1 || locations.length < lines.length) return lines
  const places = locations.map(({ destinationBucket, prefix }) => `s3://${destinationBucket}/${prefix}`)
  const twice = places.find((place, index) => places.indexOf(place) < index)
  if (twice !== undefined) problems.add('buckets', twice, 'each location once')
  return [{ location, moreLocations }]
}

/** Commas separate names, because a dispatch form has only one line; in a line with a location they are part of it. */
function splitNames(line: string): readonly string[] {
  const items = splitList(line)
  return items.every((item) => !item.includes('=') || isChoiceLine(item)) ? items : [line]
}

const OR_ELSE = 'several separated by commas, or `name = s3://…` with its report location'

function readBucketLine(line: string, problems: Problems): Line | undefined {
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
    problems.add('buckets', name, 'each bucket once, or each time with another location')
  }
}

const NO_INVENTORY =
  '`inventory` or `auto` for a bucket whose reports are named (by a location, or by inventory-id): this source reads none'

/** The place of reports beside a source that reads none: one of the two is a mistake. */
export function refuseIdlePlace(targets: readonly BucketTarget[], problems: Problems): void {
  const idle = (target: BucketTarget) => target.location !== undefined || target.inventoryId !== undefined
  const readsNone = ({ source }: BucketTarget) => source === 'list' || source === 'metadata'
  const target = targets.find((one) => readsNone(one) && idle(one))
  if (target !== undefined) problems.add('source', target.source, NO_INVENTORY, 'inventory')
}

/** Athena and S3 Select read one report. */
export function refuseSeveralForQueries(targets: readonly BucketTarget[], problems: Problems): void {
  const target = targets.find(
    ({ scanEngine, moreLocations = [], moreInventoryIds = [] }) =>
      (scanEngine === 'athena' || scanEngine === 's3-select') && moreLocations.length + moreInventoryIds.length > 0,
  )
  if (target === undefined) return
  const accepted = `\`stream\` or \`auto\` for ${target.bucket}, of which several reports are read together`
  problems.add('scan-engine', target.scanEngine, accepted, 'stream')
}

/** Reported for an inventory id given together with a location that has another one. */
export const IDLE_ID = 'the id that the location ends in, or none: the location says which reports are read'

/** An id that no bucket needs and that contradicts a location: the user may mean the reports of that configuration. */
export function refuseIdleId(id: string, targets: readonly BucketTarget[], problems: Problems): void {
  if (id === '' || targets.some(({ location }) => location === undefined)) return
  const given = targets.flatMap(({ location, moreLocations = [] }) => [location, ...moreLocations])
  const other = given.find((location) => location?.configurationId !== id)?.configurationId
  if (other !== undefined) problems.add('inventory-id', id, IDLE_ID, other)
}
