// Reads what the doctor judges about the delivery of a bucket's reports: the inventory configurations, the destination
// bucket, its policies and keys, the last report.

import type { BucketFacts, DeliveryFacts } from '../../doctor/facts.ts'
import { createKmsClient } from '../../external/aws.ts'
import type { BucketHandle } from '../../external/bucket-handle.ts'
import { clientOptions } from '../../external/deps.ts'
import { readDefaultEncryption } from '../../external/doctor-edge.ts'
import { createInventoryStore } from '../../external/inventory-store.ts'
import { describeReportKey, readKeyPolicy } from '../../external/kms.ts'
import { readBucketPolicy } from '../../external/preflight-edge.ts'
import { findInventoryConfiguration, listInventoryConfigurations } from '../../external/s3.ts'
import { chooseConfiguration, completeLocation, type InventoryConfiguration } from '../../inventory/location.ts'
import { findNewestReport } from '../../inventory/newest.ts'
import type { InventoryLocation } from '../../inventory/report.ts'
import { ActionError } from '../../words/errors.ts'
import { openBucket } from '../open-bucket.ts'
import { look, seenIn } from './look.ts'
import type { DoctorScene } from './scene.ts'

export type ConfigurationFacts = Pick<BucketFacts, 'configurations' | 'given'>

export async function lookAtConfigurations(source: BucketHandle, { target }: DoctorScene): Promise<ConfigurationFacts> {
  const { location } = target
  if (location === undefined) {
    return { configurations: await look(() => listInventoryConfigurations(source)), given: undefined }
  }
  const given = await look(() => findInventoryConfiguration(source, location.configurationId))
  return { configurations: undefined, given: seenIn(given) === 'denied' ? DENIED : given }
}

const DENIED = {
  unseen: new ActionError('ACCESS_DENIED', 'The role is not allowed to read the inventory configuration.', {
    hint: 'Allow s3:GetInventoryConfiguration on the source bucket (docs/iam/scan-role-policy.json).',
  }),
}

type DeliveryPlace = {
  readonly location: InventoryLocation
  readonly configuration: InventoryConfiguration | undefined
}

/** Where reports are delivered: at the given location or, if there is none, as the configuration says that a run reads. */
function findPlace({ configurations, given }: ConfigurationFacts, { target }: DoctorScene): DeliveryPlace | undefined {
  const found = seenIn(given)
  if (target.location !== undefined) {
    const location = completeLocation(target.location, found ?? 'denied')
    return { location, configuration: typeof found === 'object' ? found : undefined }
  }
  const all = seenIn(configurations) ?? []
  try {
    const location = chooseConfiguration(all, { sourceBucket: target.bucket, inventoryId: target.inventoryId })
    return { location, configuration: all.find(({ id }) => id === location.configurationId) }
  } catch (error) {
    // The configuration itself is judged wrong, by the same function (doctor/checks/inventory.ts).
    if (error instanceof ActionError) return undefined
    throw error
  }
}

/** Undefined if it is not known where reports are delivered. */
export async function lookAtDelivery(
  configurations: ConfigurationFacts,
  scene: DoctorScene,
): Promise<DeliveryFacts | undefined> {
  const place = findPlace(configurations, scene)
  return place === undefined ? undefined : await lookAtPlace(place, scene)
}

/** What the delivery to one place depends on. */
export async function lookAtPlace(place: DeliveryPlace, scene: DoctorScene): Promise<DeliveryFacts> {
  const { access, target } = scene
  const { location, configuration } = place
  const owner = target.inventoryBucketOwner ?? location.destinationOwner ?? access.identity.account
  const opened = await look(() =>
    openBucket({ use: 'destination', bucket: location.destinationBucket, owner }, target.region, access),
  )
  if ('unseen' in opened) {
    return {
      ...place,
      owner,
      destination: opened,
      policy: opened,
      encryption: opened,
      report: opened,
      reportKey: undefined,
    }
  }
  const { handle, region } = opened.seen
  const [policy, encryption, report] = await Promise.all([
    look(() => readBucketPolicy(handle)),
    look(() => readDefaultEncryption(handle)),
    look(() =>
      findNewestReport(createInventoryStore(handle, scene.deps), location, { maxAge: target.maxInventoryAge }),
    ),
  ])
  const byDefault = configuration?.isInSseS3 === true ? undefined : seenIn(encryption)?.kmsKeyArn
  const key = configuration?.reportKey ?? byDefault
  const reportKey = key === undefined ? undefined : await lookAtReportKey(key, region, scene)
  return { ...place, owner, destination: { seen: { region } }, policy, encryption, report, reportKey }
}

async function lookAtReportKey(
  arn: string,
  region: string,
  { access, deps }: DoctorScene,
): Promise<DeliveryFacts['reportKey']> {
  const client = createKmsClient(clientOptions(region, deps), access.identity.session)
  const state = await look(() => describeReportKey(client, arn))
  return { arn, state, policy: await look(() => readKeyPolicy(client, arn, 'LookAtReportKey')) }
}
