// Lists the parameters of the CloudFormation template, with their defaults or what a setup presets.

import type { InfraWish, Presets } from './wish.ts'

export function createParameters({ destinationBucket, workBucket, presets = {} }: InfraWish) {
  const text = (Description: string, Default: string) => ({ Type: 'String', Description, Default })
  const choice = (Description: string, isSet: boolean) => ({
    Type: 'String',
    AllowedValues: ['true', 'false'],
    Default: String(isSet),
    Description,
  })
  const parameters = {
    DestinationBucketName: text('Bucket for inventory reports', destinationBucket),
    CreateDestinationBucket: choice('false if the bucket exists already', true),
    WorkBucketName: text('Bucket for job manifests and completion reports', workBucket),
    CreateWorkBucket: choice('false if the bucket exists already', true),
    CreateProvider: choice('false if the account has the identity provider of GitHub Actions already', true),
    Audience: text('sts.amazonaws.com.cn in China', 'sts.amazonaws.com'),
    Remediate: choice('false for scans only', true),
    TargetKeyArn: text('KMS key to encrypt with (target-encryption: SSE-KMS); empty for SSE-S3', ''),
    ReportKeyArn: text('KMS key of the inventory reports; empty if they are encrypted with SSE-S3', ''),
    ObjectLock: choice('true if a source bucket has Object Lock', false),
    RestoreArchived: choice('true to restore archived objects (restore-archived)', false),
    ListObjects: choice('true to look at every object of small buckets (source: list or auto)', false),
    AthenaDatabase: text('Database for queries (athena-database); empty if the runner reads the reports', ''),
    AthenaWorkgroup: text('Workgroup in which queries run', 'primary'),
    MetadataTables: choice('true to read tables of S3 Metadata (source: metadata or auto)', false),
    GenerateManifests: choice('true to let S3 list the objects for jobs (source: manifest-generator)', false),
    TagObjects: choice('true for operation: tag', false),
    LambdaArn: text('Function of operation: invoke-lambda, with its version or alias; empty for none', ''),
    WholeAccount: choice('true where lines of buckets take buckets of the account, such as * or tag:env=prod', false),
    Organization: choice('true if the scan role lists the accounts of the organization and assumes their roles', false),
    BaselineBucketName: text('Bucket with the findings file of a baseline; empty for none', ''),
    SetUp: choice('true for the role that creates what is missing for inventory reports (mode: setup)', false),
  }
  const isPreset = (name: string): name is keyof Presets => name in presets
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      isPreset(name) ? { ...parameter, Default: String(presets[name]) } : parameter,
    ]),
  )
}
