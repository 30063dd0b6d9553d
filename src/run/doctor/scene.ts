// What looking at one bucket needs.

import type { Deps } from '../../external/deps.ts'
import type { BucketTarget } from '../../settings/settings-of-a-run.ts'
import type { Access } from '../access.ts'

export type DoctorScene = {
  readonly target: BucketTarget
  readonly access: Access
  readonly deps: Deps
}
