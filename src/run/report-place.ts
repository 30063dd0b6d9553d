// Defines what reading a report needs from its run.

import type { BucketHandle } from '../external/bucket-handle.ts'
import type { Deps } from '../external/deps.ts'
import type { ObjectStore } from '../inventory/store.ts'
import type { BucketTarget, Inputs } from '../settings/settings-of-a-run.ts'
import type { Access } from './access.ts'

export type ReportPlace = {
  readonly target: BucketTarget
  /** The bucket with the reports, and the same as a store. */
  readonly handle: BucketHandle
  readonly store: ObjectStore
  /** Region of the bucket with the reports, where queries run. */
  readonly region: string
  readonly finding: Access & { readonly deps: Deps; readonly ownRates: Inputs['ownRates'] }
}
