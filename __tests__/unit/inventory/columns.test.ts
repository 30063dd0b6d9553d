import { describe, expect, it } from '@jest/globals'
import { parseFileSchema } from '../../../src/inventory/columns.ts'

const ALL =
  'bucket key versionid islatest isdeletemarker size lastmodifieddate etag storageclass ismultipartuploaded replicationstatus encryptionstatus objectlockretainuntildate objectlockmode objectlocklegalholdstatus intelligenttieringaccesstier bucketkeystatus checksumalgorithm objectaccesscontrollist objectowner'.split(
    ' ',
  )

const DOCUMENTED = {
  CSV: 'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass, IsMultipartUploaded, ReplicationStatus, EncryptionStatus, ObjectLockRetainUntilDate, ObjectLockMode, ObjectLockLegalHoldStatus, IntelligentTieringAccessTier, BucketKeyStatus, ChecksumAlgorithm, ObjectAccessControlList, ObjectOwner',
  ORC: 'struct<bucket:string,key:string,version_id:string,is_latest:boolean,is_delete_marker:boolean,size:bigint,last_modified_date:timestamp,e_tag:string,storage_class:string,is_multipart_uploaded:boolean,replication_status:string,encryption_status:string,object_lock_retain_until_date:timestamp,object_lock_mode:string,object_lock_legal_hold_status:string,intelligent_tiering_access_tier:string,bucket_key_status:string,checksum_algorithm:string,object_access_control_list:string,object_owner:string>',
  Parquet:
    'message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional binary version_id (UTF8); optional boolean is_latest; optional boolean is_delete_marker; optional int64 size; optional int64 last_modified_date (TIMESTAMP_MILLIS); optional binary e_tag (UTF8); optional binary storage_class (UTF8); optional boolean is_multipart_uploaded; optional binary replication_status (UTF8); optional binary encryption_status (UTF8); optional int64 object_lock_retain_until_date (TIMESTAMP_MILLIS); optional binary object_lock_mode (UTF8); optional binary object_lock_legal_hold_status (UTF8); optional binary intelligent_tiering_access_tier (UTF8); optional binary bucket_key_status (UTF8); optional binary checksum_algorithm (UTF8); optional binary object_access_control_list (UTF8); optional binary object_owner (UTF8);}',
} as const

describe('parseFileSchema', () => {
  it.each(['CSV', 'ORC', 'Parquet'] as const)('reads the documented %s schema', (format) => {
    expect(parseFileSchema(format, DOCUMENTED[format])).toEqual(ALL)
  })

  it.each([
    [
      'Parquet',
      'message s3.inventory {  required binary bucket (STRING);  required binary key (STRING);  optional int64 last_modified_date (TIMESTAMP(MILLIS,true));  optional binary e_tag (STRING); }',
      ['bucket', 'key', 'lastmodifieddate', 'etag'],
    ],
    ['Parquet', 'message m { optional fixed_len_byte_array(16) a (UUID) = 3; }', ['a']],
    ['ORC', 'struct<a:decimal(10,2),b:struct<c:int,d:int>,e:string>', ['a', 'b', 'e']],
    ['CSV', 'Bucket,Key , NewField', ['bucket', 'key', 'newfield']],
  ] as const)('reads %s %s', (format, schema, columns) => {
    expect(parseFileSchema(format, schema)).toEqual(columns)
  })

  it.each([
    ['CSV', ''],
    ['CSV', 'Bucket, , Key'],
    ['CSV', 'Bucket, Key, E_Tag, ETag'],
    ['CSV', 'struct<bucket:string>'],
    ['ORC', 'Bucket, Key'],
    ['ORC', 'struct<bucket:string,key>'],
    ['ORC', 'struct<>'],
    ['Parquet', 'message m { repeated binary a (UTF8); }'],
    ['Parquet', 'message m { required binary a (UTF8) }'],
    ['Parquet', 'struct<bucket:string>'],
    ['CSV', `Bucket, ${'a'.repeat(20_000)}`],
  ] as const)('refuses %s %j', (format, schema) => {
    expect(parseFileSchema(format, schema)).toBeUndefined()
  })
})
