// Every permission that this project uses: which actions, on which resources, for which step. Error messages name them,
// docs/iam/ is generated from them (npm run iam), and session policies contain only them (session-policy.ts).

import { OPERATION_GRANTS } from '../operations/registry.ts'
import type { Place } from './places.ts'

/** The Condition element of a statement. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>

/** One statement: what a step may do. */
export type Grant = {
  readonly actions: readonly string[]
  readonly on: Place
  readonly condition?: Condition
}

/** Each of them needs permission on the catalog, the database and the table (Athena User Guide, "Fine-grained access"). */
const GLUE = [
  'glue:GetDatabase',
  'glue:GetTables',
  'glue:GetTable',
  'glue:CreateTable',
  'glue:DeleteTable',
  'glue:BatchCreatePartition',
] as const

const THROUGH_S3: Condition = { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }

/** Every statement by its Sid, which describes its purpose. The same Sid means the same statement in every file. */
export const GRANTS = {
  ReadInventoryConfigurations: { actions: ['s3:GetInventoryConfiguration', 's3:ListBucket'], on: 'sourceBucket' },
  /** Lines of `buckets` that take buckets of the account. */
  ListBucketsOfTheAccount: { actions: ['s3:ListAllMyBuckets'], on: 'everything' },
  /** Accounts of a config file: of the first role, to list them and to assume the role of each. */
  ListAccountsOfTheOrganization: { actions: ['organizations:ListAccounts'], on: 'everything' },
  AssumeRolesOfAccounts: { actions: ['sts:AssumeRole'], on: 'accountRoles' },
  ReadTagsOfBuckets: { actions: ['s3:GetBucketTagging'], on: 'sourceBucket' },
  FindReports: { actions: ['s3:ListBucket'], on: 'destinationBucket' },
  ReadReports: { actions: ['s3:GetObject'], on: 'destinationObjects' },
  /**
   * S3 User Guide, "Configuring Amazon S3 Inventory": reading a report under a key requires permission to decrypt with
   * it.
   */
  DecryptReports: { actions: ['kms:Decrypt'], on: 'reportKey', condition: THROUGH_S3 },
  /** S3 User Guide, "Permissions for querying metadata tables": for tables that are encrypted with a KMS key. */
  DecryptMetadataTables: { actions: ['kms:Decrypt'], on: 'tableKey' },
  /** `baseline: s3://…`: whether it is there, and in which Region. */
  FindBaseline: { actions: ['s3:ListBucket'], on: 'baselineBucket' },
  ReadBaseline: { actions: ['s3:GetObject'], on: 'baselineFiles' },
  /** `source: list`. */
  ListObjects: { actions: ['s3:ListBucket'], on: 'sourceBucket' },
  /** HeadObject, and GetObject of one byte where only its error code tells that a customer's key is missing. */
  LookAtListedObjects: { actions: ['s3:GetObject'], on: 'sourceObjects' },
  /** HeadObject. */
  LookAtObjects: { actions: ['s3:GetObject'], on: 'sourceObjects' },
  ReadBucketSettings: {
    actions: [
      's3:GetBucketVersioning',
      's3:GetEncryptionConfiguration',
      's3:GetBucketOwnershipControls',
      's3:GetBucketObjectLockConfiguration',
      's3:GetReplicationConfiguration',
      's3:GetLifecycleConfiguration',
      's3:GetBucketNotification',
      's3:GetBucketWebsite',
    ],
    on: 'sourceBucket',
  },
  /** The settings that are shown beside the verdict; without them a run does, unless require-posture needs them. */
  SeePosture: {
    actions: [
      's3:GetEncryptionConfiguration',
      's3:GetBucketPolicy',
      's3:GetBucketPublicAccessBlock',
      's3:GetBucketVersioning',
      's3:GetBucketObjectLockConfiguration',
      's3:GetReplicationConfiguration',
    ],
    on: 'sourceBucket',
  },
  LookAtTargetKey: { actions: ['kms:DescribeKey'], on: 'targetKey' },
  FindAccessLogTargets: { actions: ['s3:GetBucketPolicy', 's3:GetBucketAcl'], on: 'sourceBucket' },
  SeeLocks: { actions: ['s3:GetObjectRetention', 's3:GetObjectLegalHold'], on: 'sourceObjects' },
  FindTheVersionsThatWereCopied: { actions: ['s3:ListBucketVersions'], on: 'sourceBucket' },
  VerifyObjects: { actions: ['s3:GetObject'], on: 'sourceObjects' },
  CompareTagsAndAnnotationsOfCanaries: {
    actions: ['s3:GetObjectTagging', 's3:ListObjectAnnotations'],
    on: 'sourceObjects',
  },
  FindWorkLocation: { actions: ['s3:ListBucket'], on: 'workBucket' },
  WriteJobManifestsReadCompletionReports: {
    actions: ['s3:PutObject', 's3:GetObject', 's3:AbortMultipartUpload'],
    on: 'workObjects',
  },
  CreateJobs: { actions: ['s3:CreateJob'], on: 'everything' },
  /**
   * Required by CreateJob, because the job is created with tags (S3 User Guide, "Controlling permissions for Batch
   * Operations using job tags").
   */
  TagOwnJobs: {
    actions: ['s3:PutJobTagging'],
    on: 'jobs',
    condition: {
      StringEquals: {
        'aws:RequestTag/s3-encryption-compliance': 'remediation',
        'aws:RequestTag/s3-encryption-compliance-bucket': 'SOURCE-BUCKET',
      },
      'ForAllValues:StringEquals': {
        'aws:TagKeys': ['s3-encryption-compliance', 's3-encryption-compliance-bucket', 's3-encryption-compliance-plan'],
      },
    },
  },
  FindJobs: { actions: ['s3:ListJobs'], on: 'everything' },
  FollowJobs: { actions: ['s3:DescribeJob'], on: 'jobs' },
  ConfirmAndCancelOwnJobs: {
    actions: ['s3:UpdateJobStatus'],
    on: 'jobs',
    condition: {
      StringEquals: {
        'aws:ResourceTag/s3-encryption-compliance': 'remediation',
        'aws:ResourceTag/s3-encryption-compliance-bucket': 'SOURCE-BUCKET',
      },
    },
  },
  PassTheBatchRole: {
    actions: ['iam:PassRole'],
    on: 'batchRole',
    condition: { StringEquals: { 'iam:PassedToService': 'batchoperations.s3.amazonaws.com' } },
  },
  /**
   * IAM API Reference, "GetRole", "SimulatePrincipalPolicy"; Service Authorization Reference, "AWS IAM": both support
   * roles as resources.
   */
  SeeWhatTheBatchRoleMayDo: { actions: ['iam:GetRole', 'iam:SimulatePrincipalPolicy'], on: 'batchRole' },
  SeeWhetherTheBatchRoleMayBePassed: { actions: ['iam:SimulatePrincipalPolicy'], on: 'ownRole' },
  ReadPolicyOfSourceBucket: { actions: ['s3:GetBucketPolicy'], on: 'sourceBucket' },
  ReadPolicyOfWorkBucket: { actions: ['s3:GetBucketPolicy'], on: 'workBucket' },
  /** What decides whether S3 delivers reports (S3 User Guide, "Configuring Amazon S3 Inventory"). */
  SeeWhetherReportsAreDelivered: {
    actions: ['s3:GetBucketPolicy', 's3:GetEncryptionConfiguration'],
    on: 'destinationBucket',
  },
  LookAtReportKey: { actions: ['kms:DescribeKey', 'kms:GetKeyPolicy'], on: 'reportKey' },
  SeeWhetherUnfinishedUploadsEnd: { actions: ['s3:GetLifecycleConfiguration'], on: 'workBucket' },
  /** Only `mode: setup` with `apply: true` writes these three. */
  CreateInventoryConfigurations: { actions: ['s3:PutInventoryConfiguration'], on: 'sourceBucket' },
  LetS3DeliverReports: { actions: ['s3:PutBucketPolicy'], on: 'destinationBucket' },
  EndUnfinishedUploads: { actions: ['s3:PutLifecycleConfiguration'], on: 'workBucket' },
  ReadPolicyOfTargetKey: { actions: ['kms:GetKeyPolicy'], on: 'targetKey' },
  /** S3 User Guide, "Using server-side encryption with AWS KMS keys"; parts of a copy are decrypted, too. */
  EncryptOwnCopies: { actions: ['kms:GenerateDataKey', 'kms:Decrypt'], on: 'targetKey', condition: THROUGH_S3 },
  /**
   * API Reference, "CopyObject" and, for the checksum, "HeadObject": for an object that was encrypted with another key
   * after the report, and is then given the target key.
   */
  ReadObjectsUnderOldKey: { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], on: 'oldKey', condition: THROUGH_S3 },
  UseKeyOfWorkBucket: { actions: ['kms:GenerateDataKey', 'kms:Decrypt'], on: 'workKey', condition: THROUGH_S3 },
  AskAthena: {
    actions: [
      'athena:GetWorkGroup',
      'athena:StartQueryExecution',
      'athena:GetQueryExecution',
      'athena:GetQueryResults',
      'athena:StopQueryExecution',
    ],
    on: 'workgroup',
  },
  /** Of the doctor, whose session starts no query. */
  LookAtWorkgroup: { actions: ['athena:GetWorkGroup'], on: 'workgroup' },
  FindOwnTables: { actions: ['athena:GetTableMetadata'], on: 'dataCatalog' },
  UseTheCatalog: { actions: GLUE, on: 'glueCatalog' },
  UseTheDatabase: { actions: GLUE, on: 'glueDatabase' },
  /** Athena User Guide, "Access policy to the default database and catalog": every query looks at it. */
  SeeTheDefaultDatabase: { actions: ['glue:GetDatabase'], on: 'defaultDatabase' },
  MakeAndRemoveOwnTables: {
    actions: ['glue:GetTable', 'glue:CreateTable', 'glue:DeleteTable', 'glue:BatchCreatePartition'],
    on: 'ownTables',
  },
  /**
   * S3 API Reference, "GetBucketMetadataConfiguration": "The IAM policy action name is the same for the V1 and V2 API
   * operations." The listing shows whether an empty table is one of an empty bucket.
   */
  FindMetadataTable: { actions: ['s3:GetBucketMetadataTableConfiguration', 's3:ListBucket'], on: 'sourceBucket' },
  /** S3 User Guide, "Permissions for querying metadata tables"; each catalog, and what is in it, is asked about. */
  SeeTheCatalogOfTableBuckets: {
    actions: ['glue:GetCatalog', 'glue:GetDatabase', 'glue:GetTable'],
    on: 'tableCatalogs',
  },
  SeeTheMetadataNamespace: { actions: ['glue:GetDatabase', 'glue:GetTable'], on: 'metadataNamespace' },
  SeeTheMetadataTables: { actions: ['glue:GetTable'], on: 'metadataTables' },
  /** AWS Lake Formation does not support resources for it (Service Authorization Reference, "AWS Lake Formation"). */
  GetDataThroughLakeFormation: { actions: ['lakeformation:GetDataAccess'], on: 'everything' },
  ReadTablesOfTheTableBucket: {
    actions: ['s3tables:GetTable', 's3tables:GetTableMetadataLocation', 's3tables:GetTableData'],
    on: 'managedTables',
  },
  /** The uploads are those of job manifests that a killed run began to join. */
  FindQueryResults: {
    actions: ['s3:ListBucket', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
    on: 'queryBucket',
  },
  WriteListsAndQueryResults: {
    actions: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
    on: 'queryObjects',
  },
  ReadJobManifests: { actions: ['s3:GetObject'], on: 'jobManifests' },
  WriteCompletionReports: { actions: ['s3:PutObject'], on: 'completionReports' },
  /**
   * S3 User Guide, "Granting permissions for Batch Operations": for a job whose job manifest S3 generates. No inventory
   * configuration is made for it.
   */
  LetS3ListObjectsForJobs: { actions: ['s3:PutInventoryConfiguration'], on: 'sourceBucket' },
  WriteAndReadGeneratedJobManifests: { actions: ['s3:PutObject', 's3:GetObject'], on: 'generatedManifests' },
  EncryptWithTargetKey: { actions: ['kms:GenerateDataKey', 'kms:Decrypt'], on: 'targetKey' },
  PutTargetKeyAroundDataKeys: { actions: ['kms:Encrypt', 'kms:ReEncryptTo'], on: 'targetKey' },
  TakeOldKeyFromDataKeys: { actions: ['kms:Decrypt', 'kms:ReEncryptFrom'], on: 'oldKey' },
  ...OPERATION_GRANTS,
} as const satisfies Readonly<Record<string, Grant>>
export type Sid = keyof typeof GRANTS
/** The actions of a statement. */
export type ActionOf<S extends Sid> = (typeof GRANTS)[S]['actions'][number]
