// Knows the small worlds the sweeps run in, one for each way the action encrypts objects.

import { getBucket } from '../emulator/s3/store.ts'
import { type RigOptions, seedFindings } from './rig.ts'

export const WORLDS: Readonly<Record<string, RigOptions>> = {
  /** Two objects, one job: inventory, facts, job manifest, job, wait, completion report, verification, issue. */
  job: { seed: (world) => seedFindings(world, ['old/1', 'old/2']) },
  /** No versioning, so the action copies two objects itself, on condition. */
  direct: {
    copiesDirectly: true,
    seed: (world) => {
      getBucket(world, 'acme-data').versioning = 'Unversioned'
      seedFindings(world, ['old/1', 'old/2'])
    },
  },
  /** One object that no job may copy: a multipart copy. */
  parts: {
    copiesDirectly: true,
    seed: (world) => seedFindings(world, ['huge'], { size: 6 * 1024 ** 3 }),
  },
}
