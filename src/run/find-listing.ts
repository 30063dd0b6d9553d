// Opens a listing by this action as the source of the findings, and says what it will cost before it looks at objects.

import type { ListCounts } from '../engines/listing/list-keys.ts'
import { createListing } from '../engines/listing/listing.ts'
import { listedPrefixes } from '../engines/listing/prefixes.ts'
import type { BucketHandle } from '../external/bucket-handle.ts'
import type { Deps } from '../external/deps.ts'
import { createListingLook, createOpenPages, readClock } from '../external/listing-edge.ts'
import type { DataSource } from '../findings/data-source.ts'
import type { ColumnName } from '../inventory/report.ts'
import { makeCharges } from '../price/charges.ts'
import { findRates, getsFrom, overrideRates, putsInto } from '../price/rates.ts'
import { describeListing } from '../report/listing-section.ts'
import type { BucketTarget, Inputs } from '../settings/settings-of-a-run.ts'
import type { ActionError } from '../words/errors.ts'
import { formatCount, formatNoun, formatUsd } from '../words/numbers.ts'
import type { FoundSource } from './found-source.ts'
import { logGroup, sayListProgress } from './progress.ts'

/** The error for a bucket with more objects than may be looked at; `now` by S3's clock. */
export type TooMany = (counts: ListCounts, now: Date) => ActionError

type Listing = {
  readonly source: BucketHandle
  readonly region: string
  readonly ownRates: Inputs['ownRates']
  readonly deps: Deps
  /** Why the bucket is listed although another source was asked first. */
  readonly why?: string
  /** Undefined: the engine's own error. */
  readonly tooMany?: TooMany
}

/** What ListObjectsV2 and HeadObject tell about every object. */
const COLUMNS: readonly ColumnName[] = ['size', 'lastmodifieddate', 'storageclass', 'etag', 'encryptionstatus']

/** @throws ActionError if the bucket may not be listed */
export async function findListing(target: BucketTarget, listing: Listing): Promise<FoundSource> {
  const { source, deps, why, tooMany } = listing
  const asOf = await readClock(source, deps.now)
  const prefixes = listedPrefixes(target.include)
  const dataSource: DataSource = {
    kind: 'list',
    asOf,
    completedAt: Math.floor(asOf.getTime() / 1000) * 1000,
    ageMs: 0,
    maxAgeMs: undefined,
    scope: prefixes.includes('') ? 'whole' : 'prefix',
    columns: COLUMNS,
    why,
  }
  logGroup(describeListing(target.bucket, dataSource), deps)
  const found: FoundSource = {
    dataSource,
    listedPrefix: '',
    ask: (question, { sayNowAndThen }) =>
      createListing({
        bucket: target.bucket,
        asOf,
        prefixes,
        openPages: createOpenPages(source),
        look: createListingLook(source),
        sleep: deps.sleep,
        maxLooks: target.maxEvidenceRequests,
        tooMany: tooMany && ((counts) => tooMany(counts, asOf)),
        onPage: (counts) => sayNowAndThen(() => sayListed(counts)),
        onListed: (counts) => deps.log.info(`  ${sayListed(counts)}: ${sayCost(counts, listing)}`),
        onLook: (looked, of) => sayNowAndThen((elapsedMs) => sayListProgress(looked, of, elapsedMs)),
      })(question),
    // S3 lists what there is (S3 User Guide, "Amazon S3 data consistency model").
    isContradicted: async () => false,
    // A listing cannot be made again as it was: the plan is compared with what is there now.
    findApproved: async () => found,
  }
  return found
}

const sayListed = ({ listed, selected, requests }: ListCounts) =>
  `${formatNoun(listed, 'key')} listed in ${formatNoun(requests, 'request')}, ${formatCount(selected)} selected`

/** One line: the requests that follow, and what all of them cost. */
function sayCost({ selected, requests }: ListCounts, { region, ownRates }: Listing): string {
  const rates = overrideRates(findRates(region), ownRates)
  const make = makeCharges(rates)
  const charges = [
    make.requests(putsInto('STANDARD'), requests, 'ListObjectsV2'),
    make.requests(getsFrom('STANDARD'), selected, 'HeadObject'),
  ]
  const nano = charges.reduce((sum, charge) => sum + (charge.nano ?? 0n), 0n)
  const price = rates.isPriced
    ? `all requests cost ${formatUsd(Number(nano) / 1e9)} by the rates of ${rates.group}, ${rates.date}`
    : 'what requests cost is not known'
  return `${formatNoun(selected, 'HeadObject request')} follow; ${price}`
}
