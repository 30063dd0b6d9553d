// Finds the newest complete inventory report of a bucket, and opens it as the source of the findings.

import type { BucketHandle } from '../external/bucket-handle.ts'
import { explainForeignRefusal } from '../external/foreign-bucket.ts'
import { createInventoryStore } from '../external/inventory-store.ts'
import { findAnyObject, findInventoryConfiguration, listInventoryConfigurations } from '../external/s3.ts'
import { sourceOfReport } from '../findings/data-source.ts'
import { prefixOf } from '../inventory/coverage.ts'
import { chooseConfiguration, completeLocation } from '../inventory/location.ts'
import { findNewestReport } from '../inventory/newest.ts'
import type { InventoryLocation, InventoryReport } from '../inventory/report.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import { ActionError } from '../words/errors.ts'
import { askReport } from './ask-report.ts'
import type { FoundSource, Then } from './found-source.ts'
import { openBucket } from './open-bucket.ts'
import type { ReportPlace } from './report-place.ts'

type Finding = ReportPlace['finding']

/** @throws ActionError if there is no report that can be believed */
export async function findReport(
  target: BucketTarget,
  source: BucketHandle,
  finding: Finding,
): Promise<FoundSource & { readonly report: InventoryReport }> {
  const [location] = await findLocations(source, target)
  if (location === undefined) throw new ActionError('INTERNAL_ERROR', 'There is no location of reports.')
  const stored = await findStored(target, location, finding)
  return openReport(stored.report, { ...stored, target, location, source, finding })
}

/** The newest complete report at a location. @throws ActionError if there is none that can be believed */
export async function findStored(
  target: BucketTarget,
  location: InventoryLocation,
  finding: Finding,
): Promise<{ readonly report: InventoryReport } & Pick<ReportPlace, 'handle' | 'store' | 'region'>> {
  const { deps, identity } = finding
  const owner = target.inventoryBucketOwner ?? location.destinationOwner ?? identity.account
  const wanted = { use: 'destination', bucket: location.destinationBucket, owner } as const
  return await explainForeignRefusal(owner, identity.account, async () => {
    const { handle, region } = await openBucket(wanted, target.region, finding)
    const store = createInventoryStore(handle, deps)
    const report = await findNewestReport(store, location, { maxAge: target.maxInventoryAge })
    return { report, handle, store, region }
  })
}

type Place = ReportPlace & { readonly location: InventoryLocation; readonly source: BucketHandle }

function openReport(report: InventoryReport, place: Place): FoundSource & { readonly report: InventoryReport } {
  const { source } = place
  return {
    dataSource: sourceOfReport(report),
    report,
    listedPrefix: prefixOf(report.location.coverage),
    ask: (question, asking) => askReport(report, place, question, asking),
    isContradicted: () => holdsOlderObjects(source, report),
    findApproved: async (approval) => openReport(await findApprovedReport(place, approval), place),
  }
}

/** One location, or several if that is asked for. @throws ActionError if a configuration cannot be used */
export async function findLocations(
  source: BucketHandle,
  { bucket: sourceBucket, location, moreLocations = [], inventoryId, moreInventoryIds = [] }: BucketTarget,
): Promise<readonly InventoryLocation[]> {
  if (location !== undefined) {
    return await Promise.all(
      [location, ...moreLocations].map(async (given) =>
        completeLocation(given, await findInventoryConfiguration(source, given.configurationId)),
      ),
    )
  }
  const configurations = await listInventoryConfigurations(source)
  return [inventoryId, ...moreInventoryIds].map((id) =>
    chooseConfiguration(configurations, { sourceBucket, inventoryId: id }),
  )
}

/** An empty report is accepted only if a listing shows no object that existed when the report was made. */
export async function holdsOlderObjects(source: BucketHandle, report: InventoryReport): Promise<boolean> {
  const oldest = await findAnyObject(source, prefixOf(report.location.coverage))
  return oldest !== undefined && oldest < report.manifest.createdAt
}

export async function findApprovedReport(
  { store, location }: Pick<Place, 'store' | 'location'>,
  then: Then,
): Promise<InventoryReport> {
  const { deliveredBy } = then.parsed
  const report = await findNewestReport(store, location, { maxAge: Number.POSITIVE_INFINITY, deliveredBy })
  if (report.ageMs <= then.maxAgeMs) return report
  const [age, allowed] = [report.ageMs, then.maxAgeMs].map((ms) => `${Math.floor(ms / 3_600_000)} h`)
  throw new ActionError(
    'REMEDIATION_REFUSED',
    `the report of the approved plan (${report.folder}) is ${age} old; approved-plan-max-age allows ${allowed}.`,
    { hint: 'Make a new plan and have it approved, or raise approved-plan-max-age.' },
  )
}
