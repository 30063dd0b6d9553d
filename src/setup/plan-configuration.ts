// Decides whether a bucket needs a new inventory configuration, under which name, and where it delivers to. Existing ones
// are never changed or deleted. Pure.

import type { BucketFacts } from '../doctor/facts.ts'
import { coverageOf, coversAll } from '../inventory/coverage.ts'
import { chooseConfiguration, type GivenLocation, type InventoryConfiguration } from '../inventory/location.ts'
import { describeNewConfiguration, NEW_CONFIGURATION, type NewConfiguration } from '../inventory/new-configuration.ts'
import { listPlaces } from '../settings/remediation-settings.ts'
import { ActionError } from '../words/errors.ts'
import { encodeText } from '../words/outside-text.ts'
import { type Change, plan, refuse } from './change.ts'

/** S3 API Reference, "PutBucketInventoryConfiguration": configurations of one bucket. */
const MAX_CONFIGURATIONS = 1000

/** Where a new configuration delivers to; `prefix` has no slash at its end. */
type Destination = { readonly bucket: string; readonly owner: string | undefined; readonly prefix: string }

export type PlannedConfiguration = {
  readonly change: Change
  /** Undefined if it cannot be created. */
  readonly configuration: NewConfiguration | undefined
  readonly destination: Destination | undefined
}

/** Undefined if nothing is missing, or if it could not be seen whether anything is. */
export function planConfiguration(facts: BucketFacts): PlannedConfiguration | undefined {
  const { configurations, given, target } = facts
  if (target.location !== undefined) return planGiven(target.location, given, facts)
  if (configurations === undefined || 'unseen' in configurations) return undefined
  const all = configurations.seen
  if (!isMissing(all, facts)) return undefined
  const id = target.inventoryId ?? NEW_CONFIGURATION.id
  return planNew(target.inventoryId === undefined ? nameApart(id, all) : id, findDestination(all, facts), all, facts)
}

/** The same choice as in a scan. What a person must choose is not missing. */
function isMissing(all: readonly InventoryConfiguration[], { target }: BucketFacts): boolean {
  const { allowsPartialInventory, bucket, include, inventoryId } = target
  try {
    const { coverage } = chooseConfiguration(all, { sourceBucket: bucket, inventoryId })
    return inventoryId === undefined && !allowsPartialInventory && !coversAll(coverage, include)
  } catch (error) {
    if (error instanceof ActionError) return error.code !== 'INVALID_INPUT'
    throw error
  }
}

function planGiven(
  location: GivenLocation,
  given: BucketFacts['given'],
  facts: BucketFacts,
): PlannedConfiguration | undefined {
  if (given === undefined || 'unseen' in given || given.seen === 'denied') return undefined
  const { configurationId: id, destinationBucket: bucket, prefix: path, sourceBucket } = location
  const prefix = path.slice(0, -`/${sourceBucket}/${id}/`.length)
  const isOfSource = path === `${prefix === '' ? '' : `${prefix}/`}${sourceBucket}/${id}/`
  if (given.seen !== 'absent')
    return facts.delivery?.location.coverage.kind === 'unknown' || !given.seen.enabled
      ? refuseTaken(id, facts)
      : undefined
  if (!isOfSource)
    return refuseNew(
      id,
      `The given location does not end in ${sourceBucket}/${encodeText(id)}/, where S3 would deliver.`,
      facts,
    )
  return planNew(id, { bucket, owner: facts.target.inventoryBucketOwner, prefix }, [], facts)
}

const refuseTaken = (id: string, facts: BucketFacts) =>
  refuseNew(
    id,
    `Configuration ${encodeText(id)} exists and cannot be used as it is; existing ones are never changed. Give another id.`,
    facts,
  )

function refuseNew(id: string, say: string, { target }: BucketFacts): PlannedConfiguration {
  const { bucket } = target
  const change = refuse({
    what: 'inventory-configuration',
    bucket,
    source: bucket,
    say: `${say} (${encodeText(id)})`,
    adds: undefined,
  })
  return { change, configuration: undefined, destination: undefined }
}

function planNew(
  id: string,
  destination: Destination | undefined,
  all: readonly InventoryConfiguration[],
  facts: BucketFacts,
): PlannedConfiguration {
  const { account, partition, target } = facts
  if (all.some((configuration) => configuration.id === id)) return refuseTaken(id, facts)
  if (all.length >= MAX_CONFIGURATIONS) {
    return refuseNew(
      id,
      `The bucket has ${all.length} inventory configurations, and S3 allows no more than 1,000: delete one.`,
      facts,
    )
  }
  if (destination === undefined) {
    return refuseNew(
      id,
      `Nothing says where reports are to be delivered. Give the location: ${target.bucket} = s3://DESTINATION-BUCKET/inventory/${target.bucket}/${id}/.`,
      facts,
    )
  }
  const configuration: NewConfiguration = {
    id,
    destinationArn: `arn:${partition}:s3:::${destination.bucket}`,
    destinationOwner: destination.owner ?? account,
    prefix: destination.prefix,
  }
  const say = `Create the inventory configuration ${encodeText(id)}: daily, all versions, CSV, to s3://${destination.bucket}/${encodeText(destination.prefix)}.`
  const { bucket } = target
  const change = plan({
    what: 'inventory-configuration',
    bucket,
    source: bucket,
    say,
    adds: describeNewConfiguration(configuration),
  })
  return { change, configuration, destination }
}

/** Where other configurations of the bucket deliver to or, if there are none, the work location. */
function findDestination([other]: readonly InventoryConfiguration[], { target }: BucketFacts): Destination | undefined {
  if (other !== undefined) {
    return { bucket: other.destinationBucket, owner: other.destinationOwner, prefix: other.destinationPrefix ?? '' }
  }
  const { work } = listPlaces(target.remediation)
  return work && { bucket: work.bucket, owner: undefined, prefix: NEW_CONFIGURATION.prefix }
}

function nameApart(id: string, all: readonly InventoryConfiguration[]): string {
  const taken = new Set(all.map((configuration) => configuration.id))
  if (!taken.has(id)) return id
  const number = all.findIndex((_, index) => !taken.has(`${id}-${index + 2}`))
  return `${id}-${number + 2}`
}

/** The location of the reports of a new configuration. */
export const locationOf = (sourceBucket: string, { id, prefix }: NewConfiguration, destination: Destination) => ({
  sourceBucket,
  destinationBucket: destination.bucket,
  destinationOwner: destination.owner,
  configurationId: id,
  prefix: `${prefix === '' ? '' : `${prefix}/`}${sourceBucket}/${id}/`,
  frequency: 'Daily' as const,
  includedVersions: 'All' as const,
  coverage: coverageOf(),
})
