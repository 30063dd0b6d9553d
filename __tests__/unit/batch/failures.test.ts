// Failed tasks: what each means, what to do about it, and how they are counted.

import { describe, expect, it } from '@jest/globals'
import { classifyFailure, hintFor, SETTLED_CAUSES } from '../../../src/batch/failure-cause.ts'
import { createFailureGroups } from '../../../src/batch/failure-groups.ts'
import { FAILURE_CAUSES } from '../../../src/operations/failure-causes.ts'

describe('the cause of a failed task', () => {
  it.each([
    ['403', 'InvalidObjectState', '', 'archived'],
    ['500', 'PreconditionFailed', '', 'changed-since-report'],
    ['500', 'NoSuchKey', '', 'deleted-since-report'],
    ['404', 'NoSuchBucket', '', 'invalid-request'],
    ['400', 'EntityTooLarge', '', 'too-large'],
    ['400', 'SlowDown', '', 'service-error'],
    ['400', 'KMS.DisabledException', '', 'kms'],
    ['400', 'KmsThing', '', 'kms'],
    ['400', 'TheKMSThing', '', 'kms'],
    ['400', 'XKmsX', '', 'kms'],
    ['403', 'AccessDenied', 'not authorized to perform: kms:Decrypt', 'kms'],
    ['403', 'AccessDenied', 'the KMS key is disabled', 'kms'],
    ['403', 'AccessDenied', 'xkms:y KMSx', 'access-denied'],
    ['403', 'AccessDenied', '', 'access-denied'],
    ['400', 'InvalidRequest', 'The specified copy source is Larger than the maximum', 'too-large'],
    ['400', 'InvalidRequest', 'too large', 'too-large'],
    ['400', 'InvalidRequest', 'above the maximum allowed size', 'too-large'],
    ['403', 'AccessDenied', 'too large', 'access-denied'],
    ['400', 'InvalidRequest', '', 'invalid-request'],
    ['405', '', '', 'invalid-request'],
    ['409', '', '', 'invalid-request'],
    ['412', '', '', 'changed-since-report'],
    ['404', '', '', 'deleted-since-report'],
    ['429', '', '', 'service-error'],
    ['500', 'InternalError', '', 'service-error'],
    ['503', '', '', 'service-error'],
    ['450', '', '', 'other'],
    ['150', '', '', 'other'],
  ])('%s %s %j is %s', (httpStatus, errorCode, message, cause) => {
    expect(classifyFailure({ httpStatus, errorCode, message })).toBe(cause)
  })

  it('is settled only where the object itself decides', () => {
    expect([...SETTLED_CAUSES]).toEqual(['changed-since-report', 'deleted-since-report'])
  })

  const operations = ['S3PutObjectCopy', 'S3UpdateObjectEncryption', 'S3InitiateRestoreObject'] as const
  it.each(operations.flatMap((operation) => FAILURE_CAUSES.map((cause) => [cause, operation] as const)))(
    '%s of %s has something to do about it',
    (cause, operation) => {
      expect(hintFor(cause, operation)).toMatch(/^[A-Z].{30,}\.$/)
    },
  )

  // What a copy, a change of key and a restore want of the reader differs: no hint may send him to the wrong permission.
  it.each([
    ['access-denied', /read or write/, /s3:UpdateObjectEncryption, s3:PutObject.*Object Lock/, /s3:RestoreObject/],
    ['archived', /must be restored before/, /page of the operation/, /storage class and tier/],
    ['too-large', /over 5 GB cannot be copied/, /page of the operation/, /page of the operation/],
    [
      'invalid-request',
      /rejected the copy/,
      /rejected the change of the key/,
      /rejected the restore.*nothing is needed/,
    ],
    ['changed-since-report', /did not copy the newer data/, /did not copy the newer data/, /anything to restore/],
    ['deleted-since-report', /left to encrypt/, /left to encrypt/, /left to restore/],
    ['kms', /kms:GenerateDataKey/, /kms:GenerateDataKey/, /kms:GenerateDataKey/],
    ['service-error', /run again/, /run again/, /run again/],
    ['other', /completion report in the work/, /completion report in the work/, /completion report in the work/],
  ] as const)('%s is explained for what the job did', (cause, ...hints) => {
    hints.forEach((hint, index) => {
      expect(hintFor(cause, operations[index] ?? 'S3PutObjectCopy')).toMatch(hint)
    })
  })
})

describe('the groups of failures', () => {
  const row = (key: string, httpStatus: string, errorCode = '') => ({
    ...{ bucket: 'src', key, succeeded: false, httpStatus, errorCode, message: '' },
  })

  it('count by cause, status and code, largest first, with five keys each', () => {
    const groups = createFailureGroups('S3PutObjectCopy')
    expect(groups.add(row('z', '404'))).toBe('deleted-since-report')
    for (let index = 0; index < 7; index++) groups.add(row(`k${index}`, '403', 'AccessDenied'))
    groups.add(row('a b', '403', 'Other'))
    groups.add(row('c', '403', 'Other'))
    expect(groups.list()).toEqual([
      {
        cause: 'access-denied',
        httpStatus: '403',
        errorCode: 'AccessDenied',
        tasks: 7,
        samples: ['k0', 'k1', 'k2', 'k3', 'k4'],
        hint: hintFor('access-denied', 'S3PutObjectCopy'),
      },
      {
        cause: 'access-denied',
        httpStatus: '403',
        errorCode: 'Other',
        tasks: 2,
        samples: ['a%20b', 'c'],
        hint: hintFor('access-denied', 'S3PutObjectCopy'),
      },
      {
        cause: 'deleted-since-report',
        httpStatus: '404',
        errorCode: '',
        tasks: 1,
        samples: ['z'],
        hint: hintFor('deleted-since-report', 'S3PutObjectCopy'),
      },
    ])
  })

  it('are a cause as a whole beyond fifty, and go on counting the fifty', () => {
    const groups = createFailureGroups('S3PutObjectCopy')
    for (let index = 0; index < 50; index++) groups.add(row('k', '403', `Code${index}`))
    groups.add(row('k', '403', 'Code50'))
    groups.add(row('k', '403', 'Code51'))
    groups.add(row('k', '403', 'Code49'))
    const listed = groups.list()
    expect(listed).toHaveLength(51)
    expect(
      listed.filter(({ tasks }) => tasks > 1).map(({ errorCode, httpStatus, tasks }) => [errorCode, httpStatus, tasks]),
    ).toEqual([
      ['Code49', '403', 2],
      ['', '', 2],
    ])
  })

  it('show a key that cannot be read encoded, and not all of it', () => {
    const groups = createFailureGroups('S3PutObjectCopy')
    groups.add(row(`é${'x'.repeat(2_000)}`, '403'))
    expect(groups.list()[0]?.samples).toEqual([`%C3%A9${'x'.repeat(99)}`])
  })
})
