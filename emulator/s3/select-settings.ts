// The switches of S3 Select.

import { serviceState, type World } from '../world.ts'

type SelectSettings = {
  /**
   * False: as for a new customer (S3 User Guide, "Querying data in place with Amazon S3 Select": no longer available to
   * them). The error is UNCONFIRMED.
   */
  isAvailable: boolean
  /** False: the stream stops before its End message, which "indicates that no more messages are sent". */
  endsStreams: boolean
}

/** The switches of S3 Select in this world; tests change them in place. */
export const selectSettings = (world: World): SelectSettings =>
  serviceState(world, 's3-select', () => ({ isAvailable: true, endsStreams: true }))
