// Knows the files of docs/iam/: which statements each of them has, so which permissions each role has.

import { OPERATION_POLICIES } from '../operations/registry.ts'
import type { Sid } from './permissions.ts'

const SCAN = ['ReadInventoryConfigurations', 'FindReports', 'ReadReports'] as const

const PLAN = [...SCAN, 'ReadBucketSettings'] as const

/** What a remediation needs beyond its plan. */
export const REMEDIATION = [
  'VerifyObjects',
  'CompareTagsAndAnnotationsOfCanaries',
  'FindWorkLocation',
  'WriteJobManifestsReadCompletionReports',
  'CreateJobs',
  'TagOwnJobs',
  'FindJobs',
  'FollowJobs',
  'ConfirmAndCancelOwnJobs',
  'PassTheBatchRole',
] as const

/**
 * The files of docs/iam/ with the permissions of each role, and their statements. Hints name the first file that
 * contains a statement.
 */
export const POLICIES = {
  'scan-role-policy.json': SCAN,
  'baseline-policy.json': ['FindBaseline', 'ReadBaseline'],
  'account-policy.json': ['ListBucketsOfTheAccount'],
  'bucket-tags-policy.json': ['ReadTagsOfBuckets'],
  'posture-policy.json': ['SeePosture'],
  'organization-policy.json': ['ListAccountsOfTheOrganization'],
  'chain-policy.json': ['AssumeRolesOfAccounts'],
  'list-role-policy.json': ['ListObjects', 'LookAtListedObjects'],
  'plan-role-policy.json': PLAN,
  'remediation-role-policy.json': [...PLAN, ...REMEDIATION],
  'preflight-policy.json': [
    'FindWorkLocation',
    'SeeWhatTheBatchRoleMayDo',
    'SeeWhetherTheBatchRoleMayBePassed',
    'ReadPolicyOfSourceBucket',
    'ReadPolicyOfWorkBucket',
  ],
  'preflight-kms-policy.json': ['ReadPolicyOfTargetKey'],
  'doctor-policy.json': [
    'SeeWhetherTheBatchRoleMayBePassed',
    'ReadPolicyOfSourceBucket',
    'SeeWhetherReportsAreDelivered',
  ],
  'doctor-kms-policy.json': ['LookAtReportKey'],
  'doctor-athena-policy.json': ['LookAtWorkgroup'],
  'doctor-work-policy.json': ['SeeWhetherUnfinishedUploadsEnd'],
  'setup-policy.json': [
    'ReadInventoryConfigurations',
    'CreateInventoryConfigurations',
    'FindReports',
    'SeeWhetherReportsAreDelivered',
    'LetS3DeliverReports',
  ],
  'setup-work-policy.json': ['FindWorkLocation', 'SeeWhetherUnfinishedUploadsEnd', 'EndUnfinishedUploads'],
  'evidence-policy.json': ['LookAtObjects'],
  'inventory-kms-policy.json': ['DecryptReports'],
  'metadata-kms-policy.json': ['DecryptMetadataTables'],
  'kms-target-policy.json': ['LookAtTargetKey', 'FindAccessLogTargets'],
  'object-lock-policy.json': ['SeeLocks', 'FindTheVersionsThatWereCopied'],
  'direct-copy-kms-policy.json': ['EncryptOwnCopies'],
  'direct-copy-old-key-policy.json': ['ReadObjectsUnderOldKey'],
  'work-location-kms-policy.json': ['UseKeyOfWorkBucket'],
  'athena-policy.json': [
    'AskAthena',
    'FindOwnTables',
    'UseTheCatalog',
    'UseTheDatabase',
    'SeeTheDefaultDatabase',
    'MakeAndRemoveOwnTables',
    'FindQueryResults',
    'WriteListsAndQueryResults',
  ],
  'metadata-role-policy.json': [
    'FindMetadataTable',
    'AskAthena',
    'SeeTheDefaultDatabase',
    'SeeTheCatalogOfTableBuckets',
    'SeeTheMetadataNamespace',
    'SeeTheMetadataTables',
    'GetDataThroughLakeFormation',
    'ReadTablesOfTheTableBucket',
    'FindQueryResults',
    'WriteListsAndQueryResults',
  ],
  ...OPERATION_POLICIES,
  'batch-role-generator-policy.json': ['LetS3ListObjectsForJobs', 'WriteAndReadGeneratedJobManifests'],
  'batch-role-kms-policy.json': ['EncryptWithTargetKey', 'PutTargetKeyAroundDataKeys', 'TakeOldKeyFromDataKeys'],
} as const satisfies Readonly<Record<string, readonly Sid[]>>

export type PolicyFile = keyof typeof POLICIES
