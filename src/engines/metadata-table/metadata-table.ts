// Knows which state of S3 Metadata gives an inventory table that can answer for a bucket, and why others do not.

import { ActionError } from '../../words/errors.ts'
import { encodeText, quoteText, say } from '../../words/outside-text.ts'

/** What GetBucketMetadataConfiguration says, as far as it matters here. */
export type SeenMetadata = {
  /** `aws` for a configuration of today, `customer` for one from before July 2025 (V1). */
  readonly bucketType: string | undefined
  readonly namespace: string | undefined
  /** Undefined for a configuration without one, as V1 is. */
  readonly inventory:
    | {
        /** ENABLED or DISABLED. */
        readonly state: string | undefined
        /** CREATING, BACKFILLING, ACTIVE or FAILED. */
        readonly status: string | undefined
        readonly name: string | undefined
        readonly arn: string | undefined
        readonly error: { readonly code: string; readonly message: string } | undefined
      }
    | undefined
}

/** The live inventory table of a bucket. */
export type MetadataTable = {
  /** In the catalog of the table buckets; taken from the API, because not every bucket's name is part of it. */
  readonly namespace: string
  readonly name: string
  readonly arn: string
}

const ENABLE =
  'Enable the live inventory table of the bucket in S3 Metadata (CreateBucketMetadataConfiguration), wait until it is ACTIVE, and run it again. Or set source to inventory or list.'
const RECREATE =
  'Delete the configuration, and create it again with CreateBucketMetadataConfiguration, which can have an inventory table.'
const WAIT = 'Run it again when the table is ACTIVE. Or set source to inventory or list.'

/** `seen`: undefined for a bucket without S3 Metadata. @throws ActionError unless the table is enabled and ACTIVE */
export function chooseTable(bucket: string, seen: SeenMetadata | undefined): MetadataTable {
  if (seen === undefined) throw none(`${bucket} has no S3 Metadata configuration.`, ENABLE)
  const { bucketType, inventory, namespace } = seen
  if (inventory === undefined || bucketType !== 'aws') {
    const from = bucketType === 'customer' ? ', which is from before July 2025 (V1),' : ''
    throw none(`The S3 Metadata configuration of ${bucket}${from} has no inventory table.`, RECREATE)
  }
  const { error, name, state, status } = inventory
  if (state !== 'ENABLED') {
    throw none(say`The inventory table of ${bucket} is ${state ?? 'in no known state'}, not ENABLED.`, ENABLE)
  }
  if (status === 'CREATING' || status === 'BACKFILLING') {
    throw new ActionError('NEVER_DELIVERED', `The inventory table of ${bucket} is ${status}: it lacks objects.`, {
      hint: `Backfilling takes from 15 minutes to hours. ${WAIT}`,
    })
  }
  if (status !== 'ACTIVE') throw failed(bucket, status, error)
  if (!isName(namespace) || !isName(name)) {
    throw new ActionError('EVIDENCE_MISSING', `GetBucketMetadataConfiguration names no table for ${bucket}.`, {
      hint: WAIT,
    })
  }
  return { namespace, name, arn: encodeText(inventory.arn ?? '') }
}

const isName = (name: string | undefined): name is string => name !== undefined && /^[A-Za-z0-9_.-]{1,255}$/.test(name)

/** Nothing is set up that could answer. */
const none = (message: string, hint: string) => new ActionError('NO_INVENTORY_CONFIGURATION', message, { hint })

function failed(bucket: string, status: string | undefined, error: { code: string; message: string } | undefined) {
  const why = error === undefined ? '' : ` AWS said ${quoteText(`${error.code}: ${error.message}`)}.`
  return new ActionError(
    'INCOMPLETE_DELIVERY',
    say`The inventory table of ${bucket} is ${status ?? 'in no known state'}, not ACTIVE.` + why,
    { hint: `S3 cannot create the table, or not write to it. ${RECREATE} Or set source to inventory or list.` },
  )
}
