// Knows the scenes of direct copies: buckets of objects with properties.

import { getBucket } from '../../../emulator/s3/state.ts'
import type { World } from '../../../emulator/world.ts'
import { oldKeys, seedFindings } from '../remediation.ts'
import { BUCKET } from '../scenario.ts'

export const PROPERTIES = {
  metadata: new Map([['owner', 'team-a']]),
  headers: new Map([['content-type', 'text/plain']]),
  tags: new Map([['retain', 'yes']]),
}

export const unversioned = (world: World) => {
  getBucket(world, BUCKET).versioning = 'Unversioned'
  seedFindings(world, oldKeys(3), PROPERTIES)
}
