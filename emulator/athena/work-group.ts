// A workgroup (Amazon Athena API Reference, "WorkGroup", "WorkGroupConfiguration"), and where results go.

/** Where results go and how they are encrypted; SSE-S3 and SSE-KMS are emulated. */
export type ResultPlace = {
  /** `s3://bucket/prefix/`. */
  readonly location: string
  readonly encryption: { readonly option: 'SSE_S3' | 'SSE_KMS'; readonly kmsKey: string | undefined } | undefined
  readonly expectedBucketOwner: string | undefined
}

export type WorkGroup = {
  readonly name: string
  state: 'ENABLED' | 'DISABLED'
  /** Epoch milliseconds. */
  readonly createdAt: number
  place: ResultPlace | undefined
  /** Settings of the workgroup replace those of the request. */
  enforced: boolean
  /** Athena keeps results itself, for 24 hours. */
  managedResults: boolean
  /** Bytes. */
  bytesScannedCutoff: number | undefined
  effectiveEngine: string
}

/** A workgroup with the settings of a new one, except for those that are given. */
export function createWorkGroup(given: Partial<WorkGroup> & { readonly name: string }): WorkGroup {
  return {
    state: 'ENABLED',
    createdAt: 0,
    place: undefined,
    enforced: false,
    managedResults: false,
    bytesScannedCutoff: undefined,
    effectiveEngine: 'Athena engine version 3',
    ...given,
  }
}
