// A new inventory configuration with everything that the action can use, and the command that creates it. Pure.

import { USEFUL_FIELD_NAMES } from './useful-fields.ts'

/** Where a new configuration delivers to, and its name. */
export type NewConfiguration = {
  readonly id: string
  /** Such as `arn:aws:s3:::reports`. */
  readonly destinationArn: string
  /** Account that owns the destination bucket; undefined if it is not known. */
  readonly destinationOwner: string | undefined
  /** Without a slash at its end; '' for none. */
  readonly prefix: string
}

/** With a name to be replaced, for when no destination bucket is known. */
export const NEW_CONFIGURATION: NewConfiguration = {
  id: 'encryption',
  destinationArn: 'arn:aws:s3:::DESTINATION-BUCKET',
  destinationOwner: undefined,
  prefix: 'inventory',
}

/** The configuration in the form of the S3 API ("InventoryConfiguration"): daily, all versions, CSV. */
export function describeNewConfiguration({ id, destinationArn, destinationOwner, prefix }: NewConfiguration) {
  return {
    Id: id,
    IsEnabled: true,
    IncludedObjectVersions: 'All' as const,
    Schedule: { Frequency: 'Daily' as const },
    OptionalFields: [...USEFUL_FIELD_NAMES],
    Destination: {
      S3BucketDestination: {
        Bucket: destinationArn,
        ...(destinationOwner === undefined ? {} : { AccountId: destinationOwner }),
        Format: 'CSV' as const,
        ...(prefix === '' ? {} : { Prefix: prefix }),
      },
    },
  }
}

/** The AWS CLI command that creates it. */
export function createConfigurationCommand(sourceBucket: string, configuration: NewConfiguration): string {
  const body = JSON.stringify(describeNewConfiguration(configuration))
  return `aws s3api put-bucket-inventory-configuration --bucket ${sourceBucket} --id ${configuration.id} --inventory-configuration '${body}'`
}

/** The AWS CLI command that reads a configuration, changes it with jq, and writes it back. */
export function changeConfigurationCommand(sourceBucket: string, id: string, change: string): string {
  const name = `--bucket ${sourceBucket} --id '${id}'`
  const edited = `aws s3api get-bucket-inventory-configuration ${name} | jq '.InventoryConfiguration | ${change}'`
  return `aws s3api put-bucket-inventory-configuration ${name} --inventory-configuration "$(${edited})"`
}
