// Finds a bucket's inventory reports: at a location that the user gave, or from the bucket's configurations.

import { findOtherThan } from '../words/bucket-name.ts'
import { ActionError } from '../words/errors.ts'
import { say } from '../words/outside-text.ts'
import { coverageOf } from './coverage.ts'
import { changeConfigurationCommand, createConfigurationCommand, NEW_CONFIGURATION } from './new-configuration.ts'
import type { InventoryFormat, InventoryLocation } from './report.ts'

/** An inventory configuration of the bucket, converted from the S3 response. */
export type InventoryConfiguration = {
  readonly id: string
  readonly enabled: boolean
  readonly frequency: 'Daily' | 'Weekly' | undefined
  readonly includedVersions: 'All' | 'Current' | undefined
  readonly filterPrefix: string | undefined
  /** Names as S3 writes them: `EncryptionStatus`, `Size`, … */
  readonly optionalFields: readonly string[]
  readonly format: InventoryFormat
  /** Name, not ARN. */
  readonly destinationBucket: string
  readonly destinationOwner: string | undefined
  readonly destinationPrefix: string | undefined
  /** The KMS key that S3 encrypts reports with, as the configuration names it; undefined if it names none. */
  readonly reportKey?: string | undefined
  /** True if the configuration names SSE-S3 for its reports, whatever the default of the destination bucket is. */
  readonly isInSseS3?: boolean
}

/** Bucket names, current and from before March 2018 (S3 User Guide, "General purpose bucket naming rules"). */
const BUCKET_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/

/** The bucket of `arn:aws:s3:::name`, in any partition; undefined if the text is not such an ARN. */
export function parseBucketArn(arn: string): string | undefined {
  const name = /^arn:aws[a-z-]*:s3:::([^/:]+)$/.exec(arn)?.[1]
  return name !== undefined && BUCKET_NAME.test(name) ? name : undefined
}

/** A location that the user gave: nothing is known yet about the configuration behind it. */
export type GivenLocation = Pick<InventoryLocation, 'sourceBucket' | 'destinationBucket' | 'configurationId' | 'prefix'>

/**
 * Parses `s3://destination-bucket/prefix/source-bucket/configuration-id/`, the form used by the input `buckets`. The
 * trailing slash is optional; the prefix can be empty.
 * @returns the accepted form and the problem, as text, if the location is invalid
 */
export function parseGivenLocation(text: string, sourceBucket: string): GivenLocation | string {
  const refuse = (why: string) =>
    `a location of the form s3://destination-bucket/prefix/${sourceBucket}/configuration-id/, the folder that holds the dated folders (this one ${why})`
  const [, destinationBucket, path = ''] = /^s3:\/\/([^/]*)\/(.*)$/s.exec(text) ?? []
  if (destinationBucket === undefined) return refuse('does not start with s3://bucket/')
  if (!BUCKET_NAME.test(destinationBucket)) return refuse(`names no valid bucket: "${destinationBucket}"`)
  const other = findOtherThan(destinationBucket)
  if (other !== undefined) return refuse(`names ${other}: give the name of the bucket itself`)
  const segments = path.replace(/\/$/, '').split('/')
  const configurationId = segments.at(-1) ?? ''
  if (segments.length < 2 || configurationId === '')
    return refuse('has no source bucket and configuration id at its end')
  if (/^\d{4}-\d\d-\d\dT\d\d-\d\dZ$/.test(configurationId)) return refuse('ends in a dated folder: remove it')
  if (segments.includes('..')) return refuse('holds ".."')
  // The inventory manifest says whose reports these are: reports of another bucket fail with WRONG_BUCKET.
  return {
    sourceBucket,
    destinationBucket,
    configurationId,
    prefix: `${segments.join('/')}/`,
  }
}

/** The configuration with the id at the end of a given location, or why there is none to use. */
export type ConfigurationLookup = InventoryConfiguration | 'denied' | 'absent'

/**
 * A given location, completed with what its configuration says about the reports there. If the configuration cannot be
 * read, or is for another location, the coverage of the reports is unknown.
 */
export function completeLocation(given: GivenLocation, found: ConfigurationLookup): InventoryLocation {
  const name = say`inventory configuration "${given.configurationId}" of bucket ${given.sourceBucket}`
  if (found === 'denied') {
    const remedy = say`Allow s3:GetInventoryConfiguration on bucket ${given.sourceBucket} (docs/iam/scan-role-policy.json)`
    return withUnknownCoverage(given, `the role is not allowed to read the ${name}`, remedy)
  }
  if (found === 'absent') {
    return withUnknownCoverage(given, `there is no ${name}`, 'Give the location of a configuration that exists')
  }
  const located = locate(found, given.sourceBucket)
  if (located.destinationBucket === given.destinationBucket && isSamePlace(located.prefix, given.prefix)) {
    return { ...located, prefix: given.prefix }
  }
  const place = say`s3://${located.destinationBucket}/${located.prefix}`
  return withUnknownCoverage(given, `the ${name} delivers to ${place}`, 'Give the location it delivers to')
}

function withUnknownCoverage(given: GivenLocation, why: string, remedy: string): InventoryLocation {
  const nothing = { destinationOwner: undefined, frequency: undefined, includedVersions: undefined }
  return { ...given, ...nothing, coverage: { kind: 'unknown', why, remedy } }
}

/** S3 may or may not have doubled the slash of a configured prefix that ends in one. */
function isSamePlace(one: string, other: string): boolean {
  return one.replaceAll(/\/+/g, '/') === other.replaceAll(/\/+/g, '/')
}

/**
 * Chooses the configuration whose reports to read: the requested one, or the only enabled one with EncryptionStatus. If
 * there are several, those that cover the whole bucket are preferred, then daily ones.
 * @throws ActionError NO_INVENTORY_CONFIGURATION, NO_ENCRYPTION_STATUS, or INVALID_INPUT if the choice is ambiguous
 */
export function chooseConfiguration(
  configurations: readonly InventoryConfiguration[],
  asked: { readonly sourceBucket: string; readonly inventoryId?: string | undefined },
): InventoryLocation {
  const { sourceBucket, inventoryId } = asked
  const candidates =
    inventoryId === undefined
      ? configurations
      : configurations.filter((configuration) => configuration.id === inventoryId)
  const enabled = candidates.filter((configuration) => configuration.enabled)
  const usable = enabled.filter((configuration) => configuration.optionalFields.includes('EncryptionStatus'))
  if (usable.length === 0) throw explainNoneUsable(configurations, enabled, asked)
  const whole = preferred(usable, (configuration) => (configuration.filterPrefix ?? '') === '')
  const best = preferred(whole, (configuration) => configuration.frequency === 'Daily')
  const [only] = best
  if (only === undefined || best.length > 1) {
    throw new ActionError(
      'INVALID_INPUT',
      `Bucket ${sourceBucket} has ${best.length} suitable inventory configurations: ${listIds(best)}.`,
      { hint: `Set the input inventory-id to the one to read, such as inventory-id: ${only?.id}.` },
    )
  }
  return locate(only, sourceBucket)
}

function locate(configuration: InventoryConfiguration, sourceBucket: string): InventoryLocation {
  const { destinationPrefix = '', id } = configuration
  return {
    sourceBucket,
    destinationBucket: configuration.destinationBucket,
    destinationOwner: configuration.destinationOwner,
    configurationId: id,
    prefix: `${destinationPrefix === '' ? '' : `${destinationPrefix}/`}${sourceBucket}/${id}/`,
    frequency: configuration.frequency,
    includedVersions: configuration.includedVersions,
    coverage: coverageOf(configuration.filterPrefix),
  }
}

/** Those that have the quality, or all if none has it. */
function preferred<T>(all: readonly T[], hasQuality: (one: T) => boolean): readonly T[] {
  const better = all.filter(hasQuality)
  return better.length > 0 ? better : all
}

function explainNoneUsable(
  all: readonly InventoryConfiguration[],
  enabled: readonly InventoryConfiguration[],
  { sourceBucket, inventoryId }: { readonly sourceBucket: string; readonly inventoryId?: string | undefined },
): ActionError {
  const withoutStatus = enabled[0]
  if (withoutStatus !== undefined) {
    return new ActionError(
      'NO_ENCRYPTION_STATUS',
      `No enabled inventory configuration of bucket ${sourceBucket} (${listIds(enabled)}) lists EncryptionStatus.`,
      {
        hint: `Add the field; the next report will contain it: ${addEncryptionStatusCommand(sourceBucket, withoutStatus.id)}`,
      },
    )
  }
  const exists =
    all.length === 0
      ? 'has no inventory configuration'
      : inventoryId !== undefined && !all.some((configuration) => configuration.id === inventoryId)
        ? `has no inventory configuration "${inventoryId}"; it has ${listIds(all)}`
        : `has no enabled inventory configuration${inventoryId === undefined ? '' : ` "${inventoryId}"`} (found: ${listIds(all)})`
  return new ActionError('NO_INVENTORY_CONFIGURATION', `Bucket ${sourceBucket} ${exists}.`, {
    hint: `Create one (the first report takes up to 48 hours): ${createConfigurationCommand(sourceBucket, NEW_CONFIGURATION)}`,
  })
}

function listIds(configurations: readonly InventoryConfiguration[]): string {
  return configurations.map((configuration) => `"${configuration.id}"`).join(', ')
}

/** The AWS CLI command that adds EncryptionStatus to a configuration and leaves the rest unchanged. */
export const addEncryptionStatusCommand = (sourceBucket: string, id: string) =>
  changeConfigurationCommand(sourceBucket, id, '.OptionalFields += ["EncryptionStatus"]')
