// Finds the workgroup of a request, and where its results go (Amazon Athena User Guide, "Override client-side settings",
// "Managed query results").

import { ServiceError } from '../http.ts'
import type { World } from '../world.ts'
import { parseS3Uri } from './access.ts'
import { type AthenaCall, invalidRequest, recordParameter, textParameter } from './call.ts'
import { athenaState } from './state.ts'
import type { ResultPlace, WorkGroup } from './work-group.ts'

/** Throws InvalidRequestException unless it exists. */
export function findWorkGroup(world: World, name: string): WorkGroup {
  if (!/^[a-zA-Z0-9._-]{1,128}$/.test(name)) throw invalidRequest(`WorkGroup ${name} is not valid`)
  const workGroup = athenaState(world).workGroups.get(name)
  if (workGroup !== undefined) return workGroup
  throw invalidRequest(`WorkGroup ${name} is not found.`)
}

/** The place of the workgroup, if it is enforced or the request has none; undefined for managed results. */
export function choosePlace(workGroup: WorkGroup, body: AthenaCall['body']): ResultPlace | undefined {
  if (workGroup.managedResults) return undefined
  const asked = readPlace(body.ResultConfiguration)
  const place = workGroup.enforced ? workGroup.place : mergePlaces(asked, workGroup.place)
  if (place !== undefined) return place
  throw invalidRequest(
    'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
  )
}

/** Each setting of the request replaces that of the workgroup. */
function mergePlaces(asked: Partial<ResultPlace>, preset: ResultPlace | undefined): ResultPlace | undefined {
  const location = asked.location ?? preset?.location
  if (location === undefined) return undefined
  return {
    location,
    encryption: asked.encryption ?? preset?.encryption,
    expectedBucketOwner: asked.expectedBucketOwner ?? preset?.expectedBucketOwner,
  }
}

function readPlace(configuration: unknown): Partial<ResultPlace> {
  const location = textParameter(configuration, 'OutputLocation')
  if (location !== undefined && parseS3Uri(location) === undefined) {
    throw invalidRequest(`OutputLocation ${location} is no location in Amazon S3`)
  }
  const folder = location === undefined || location.endsWith('/') ? location : `${location}/`
  const { EncryptionConfiguration: encryption } = recordParameter(configuration)
  return {
    ...(folder !== undefined && { location: folder }),
    encryption: encryption === undefined ? undefined : readEncryption(encryption),
    expectedBucketOwner: textParameter(configuration, 'ExpectedBucketOwner'),
  }
}

function readEncryption(configuration: unknown): ResultPlace['encryption'] {
  const option = textParameter(configuration, 'EncryptionOption')
  const kmsKey = textParameter(configuration, 'KmsKey')
  if (option === 'SSE_S3' || option === 'SSE_KMS') return { option, kmsKey }
  if (option === 'CSE_KMS') throw new ServiceError(501, 'NotImplemented', 'CSE_KMS is not emulated')
  throw invalidRequest(`EncryptionOption ${option ?? ''} is not valid`)
}

/** A place in the words of the API. */
export const renderPlace = (place: ResultPlace | undefined, location = place?.location): Record<string, unknown> => ({
  ...(location !== undefined && { OutputLocation: location }),
  ...(place?.encryption !== undefined && {
    EncryptionConfiguration: {
      EncryptionOption: place.encryption.option,
      ...(place.encryption.kmsKey !== undefined && { KmsKey: place.encryption.kmsKey }),
    },
  }),
  ...(place?.expectedBucketOwner !== undefined && { ExpectedBucketOwner: place.expectedBucketOwner }),
})
