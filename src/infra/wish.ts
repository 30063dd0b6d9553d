// Defines what the templates of infra/ are written for: one repository, its buckets, and which options are in use.

export type InfraWish = {
  readonly sourceBuckets: readonly string[]
  readonly destinationBucket: string
  readonly workBucket: string
  readonly repository: {
    /** OWNER/NAME */
    readonly name: string
    /** As in the subjects of repositories with immutable ids: `owner@id/name@id`; undefined if the ids are not known. */
    readonly immutableName: string | undefined
    /** Required to trust jobs of an environment by their branch; undefined if not known. */
    readonly id: string | undefined
    /** The branch whose jobs may scan, plan and remediate. */
    readonly branch: string
  }
  /** Values of parameters, where they differ from the defaults of the template. */
  readonly presets?: Presets
}

/** By the names of CloudFormation's parameters. */
export type Presets = {
  readonly CreateDestinationBucket?: boolean
  readonly CreateWorkBucket?: boolean
  readonly CreateProvider?: boolean
  readonly Audience?: string
  readonly Remediate?: boolean
  readonly TargetKeyArn?: string
  readonly ReportKeyArn?: string
  readonly ListObjects?: boolean
  readonly AthenaDatabase?: string
  readonly AthenaWorkgroup?: string
  readonly SetUp?: boolean
  readonly MetadataTables?: boolean
}

/** Names to replace; the repository is that of the trust policies in docs/iam/. */
export const SAMPLE_WISH: InfraWish = {
  sourceBuckets: ['my-data'],
  destinationBucket: 'my-inventory',
  workBucket: 'my-encryption-work',
  repository: {
    name: 'octo-org/octo-repo',
    immutableName: 'octo-org@123456/octo-repo@456789',
    id: '456789',
    branch: 'main',
  },
}
