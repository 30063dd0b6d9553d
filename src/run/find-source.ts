// Finds what tells about the objects of a bucket, as the input source asks.

import { findBeyondPolicy } from '../engines/athena/beyond.ts'
import { describeInventoryReport } from '../report/log.ts'
import { type BucketTarget, mayQueryTable } from '../settings/settings-of-a-run.ts'
import { ActionError } from '../words/errors.ts'
import { formatDate } from '../words/numbers.ts'
import type { Located } from './examined.ts'
import { findGenerator } from './find-generator.ts'
import { findListing, type TooMany } from './find-listing.ts'
import { findMetadata } from './find-metadata.ts'
import { findReport } from './find-report.ts'
import { asksForSeveral, findReports } from './find-reports.ts'
import type { FoundSource } from './found-source.ts'
import { logGroup } from './progress.ts'
import type { ReportPlace } from './report-place.ts'

type Finding = ReportPlace['finding']

/** @throws ActionError if no source can be believed */
export async function findSource(target: BucketTarget, located: Located, finding: Finding): Promise<FoundSource> {
  const { deps, ownRates } = finding
  switch (target.source) {
    case 'inventory':
      return await findInventory(target, located, finding)
    case 'metadata':
      return await findMetadata(target, located, finding)
    case 'list':
      return await findListing(target, { ...located, deps, ownRates })
    case 'manifest-generator':
      return await findGenerator(target, located, finding)
    case 'auto':
      return await findEither(target, located, finding)
  }
}

async function findInventory(target: BucketTarget, { source }: Located, finding: Finding): Promise<FoundSource> {
  if (asksForSeveral(target)) return await findAll(target, source, finding)
  const found = await findReport(target, source, finding)
  logGroup(describeInventoryReport(found.report), finding.deps)
  return found
}

async function findAll(target: BucketTarget, source: Located['source'], finding: Finding): Promise<FoundSource> {
  const found = await findReports(target, source, finding)
  for (const report of found.reports) logGroup(describeInventoryReport(report), finding.deps)
  return found
}

/**
 * The inventory; the table of S3 Metadata if there is no report yet; a listing if there is none of both, and the bucket is
 * small enough. A report or table that is stale, broken or incomplete is no reason to ask another source: what is wrong
 * with it must be seen.
 */
async function findEither(target: BucketTarget, located: Located, finding: Finding): Promise<FoundSource> {
  try {
    return await findInventory(target, located, finding)
  } catch (error) {
    if (!isWithoutReport(error)) throw error
    return await findWithoutReport(error, target, located, finding)
  }
}

async function findWithoutReport(error: ActionError, target: BucketTarget, located: Located, finding: Finding) {
  const tried: string[] = [error.message]
  try {
    if (mayQueryTable(target) && findBeyondPolicy({ ...target, exceptions: [] }) === undefined) {
      const why = `${error.message} The inventory table of S3 Metadata is asked instead (source: auto).`
      return await findMetadata(target, located, finding, why)
    }
  } catch (other) {
    if (!isWithoutTable(other)) throw other
    tried.push(other.message)
  }
  const { deps, ownRates } = finding
  const why = `${tried.join(' ')} The bucket is listed instead (source: auto).`
  return await findListing(target, { ...located, deps, ownRates, why, tooMany: explainTooMany(error) })
}

const isWithoutReport = (error: unknown): error is ActionError =>
  error instanceof ActionError && (error.code === 'NO_INVENTORY_CONFIGURATION' || error.code === 'NEVER_DELIVERED')

/** No table, or not yet, or one that the role may not look for. */
const isWithoutTable = (error: unknown): error is ActionError =>
  isWithoutReport(error) ||
  (error instanceof ActionError && error.refusal?.permission === 's3:GetBucketMetadataTableConfiguration')

/** S3 User Guide, "Configuring Amazon S3 Inventory": the first report takes up to 48 hours. */
const FIRST_DELIVERY_MS = 48 * 3_600_000

/** The reason stays that of the inventory, which is what will answer for a bucket of this size. */
const explainTooMany =
  (error: ActionError): TooMany =>
  ({ listed, selected }, now) => {
    const large = `The bucket is too large to be listed instead: after ${listed} keys, ${selected} were selected, more than max-evidence-requests allows to look at.`
    const due =
      error.code === 'NEVER_DELIVERED'
        ? ` S3 delivers the first report within 48 hours: if the configuration is new, at the latest by ${formatDate(new Date(now.getTime() + FIRST_DELIVERY_MS))}.`
        : ''
    const hint = `${error.hint ?? ''} Or increase max-evidence-requests to the number of objects.`.trim()
    return new ActionError(error.code, `${error.message}${due} ${large}`, { hint, cause: error })
  }
