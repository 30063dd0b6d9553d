// Names the resources of the documented policies.

/** Resources as in docs/iam/; account, Region and names in capitals are to be replaced by the reader. */
export const PLACES = {
  sourceBucket: 'arn:aws:s3:::SOURCE-BUCKET',
  sourceObjects: 'arn:aws:s3:::SOURCE-BUCKET/*',
  destinationBucket: 'arn:aws:s3:::DESTINATION-BUCKET',
  destinationObjects: 'arn:aws:s3:::DESTINATION-BUCKET/*',
  baselineBucket: 'arn:aws:s3:::BASELINE-BUCKET',
  /** The findings file, and the file of that name with `.json` at its end, which describes it. */
  baselineFiles: 'arn:aws:s3:::BASELINE-BUCKET/s3-encryption/findings.csv*',
  workBucket: 'arn:aws:s3:::WORK-BUCKET',
  workObjects: 'arn:aws:s3:::WORK-BUCKET/s3-encryption/*',
  jobManifests: 'arn:aws:s3:::WORK-BUCKET/s3-encryption/job-manifests/SOURCE-BUCKET/*',
  completionReports: 'arn:aws:s3:::WORK-BUCKET/s3-encryption/completion-reports/SOURCE-BUCKET/*',
  generatedManifests: 'arn:aws:s3:::WORK-BUCKET/s3-encryption/generated-manifests/SOURCE-BUCKET/*',
  /** CreateJob, ListJobs, ListAllMyBuckets and ListAccounts do not support resources (Service Authorization Reference, "Amazon S3", "AWS Organizations"). */
  everything: '*',
  jobs: 'arn:aws:s3:*:111122223333:job/*',
  batchRole: 'arn:aws:iam::111122223333:role/s3-encryption-batch',
  /** The calling role: the remediation's own role, or the plan's. */
  ownRole: 'arn:aws:iam::111122223333:role/s3-encryption-remediation',
  /** The role of the same name in each account. */
  accountRoles: 'arn:aws:iam::*:role/s3-encryption-scan',
  targetKey: 'arn:aws:kms:eu-west-1:111122223333:key/TARGET-KEY',
  oldKey: 'arn:aws:kms:eu-west-1:111122223333:key/OLD-KEY',
  reportKey: 'arn:aws:kms:eu-west-1:111122223333:key/REPORT-KEY',
  tableKey: 'arn:aws:kms:eu-west-1:111122223333:key/TABLE-KEY',
  workKey: 'arn:aws:kms:eu-west-1:111122223333:key/WORK-KEY',
  /** As in lambda-arn: with its version or alias, if it has one. */
  lambdaFunction: 'arn:aws:lambda:eu-west-1:111122223333:function:FUNCTION:VERSION',
  workgroup: 'arn:aws:athena:eu-west-1:111122223333:workgroup/primary',
  dataCatalog: 'arn:aws:athena:eu-west-1:111122223333:datacatalog/AwsDataCatalog',
  glueCatalog: 'arn:aws:glue:eu-west-1:111122223333:catalog',
  glueDatabase: 'arn:aws:glue:eu-west-1:111122223333:database/DATABASE',
  defaultDatabase: 'arn:aws:glue:eu-west-1:111122223333:database/default',
  ownTables: 'arn:aws:glue:eu-west-1:111122223333:table/DATABASE/inv_*',
  /** The catalog of the account, and in it those of the table buckets. */
  tableCatalogs: 'arn:aws:glue:eu-west-1:111122223333:catalog*',
  metadataNamespace: 'arn:aws:glue:eu-west-1:111122223333:database/s3tablescatalog/aws-s3/b_SOURCE-BUCKET',
  metadataTables: 'arn:aws:glue:eu-west-1:111122223333:table/s3tablescatalog/aws-s3/b_SOURCE-BUCKET/*',
  managedTables: 'arn:aws:s3tables:eu-west-1:111122223333:bucket/aws-s3/table/*',
  queryBucket: 'arn:aws:s3:::WORK-BUCKET',
  queryObjects: 'arn:aws:s3:::WORK-BUCKET/s3-encryption/athena/*',
} as const

export type Place = keyof typeof PLACES
