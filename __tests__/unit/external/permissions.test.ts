// docs/iam/ says what src/external/permissions.ts says, and whoever names a file or a statement names one that is there.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { renderPolicy } from '../../../scripts/iam-policy.ts'
import { needing } from '../../../src/external/attempt.ts'
import { explainAwsError } from '../../../src/external/aws-errors.ts'
import { GRANTS, type Sid } from '../../../src/external/permissions.ts'
import { POLICIES, type PolicyFile } from '../../../src/external/policy-files.ts'

const files = Object.keys(POLICIES) as PolicyFile[]
const listTexts = (folder: string, ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))

describe('docs/iam/', () => {
  it.each(files)('%s is what npm run iam writes, byte for byte', (file) => {
    expect(readFileSync(`docs/iam/${file}`, 'utf8')).toBe(renderPolicy(file))
  })

  it('has no other policy of a role', () => {
    const ofResources = ['destination-bucket-policy.json', 'report-key-policy.json']
    const others = readdirSync('docs/iam').filter(
      (name) => name.endsWith('.json') && !/trust/.test(name) && !ofResources.includes(name),
    )
    expect(others.sort()).toEqual([...files].sort())
  })

  it('has a file for every statement, and no statement twice in a file', () => {
    const used = files.flatMap((file): readonly Sid[] => POLICIES[file])
    expect(new Set(used)).toEqual(new Set(Object.keys(GRANTS)))
    for (const file of files) expect(new Set(POLICIES[file]).size).toBe(POLICIES[file].length)
  })

  it('has every file that code, docs and README name', () => {
    const texts = [...listTexts('src', '.ts'), ...listTexts('docs', '.md'), 'README.md', 'action.yml']
    const named = texts.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/docs\/iam\/([a-z-]+\.json)/g)].map(([, name]) => name ?? ''),
    )
    expect(named.filter((name) => !readdirSync('docs/iam').includes(name))).toEqual([])
  })

  it('lets neither who scans nor who plans write anything', () => {
    const actions = [...POLICIES['scan-role-policy.json'], ...POLICIES['plan-role-policy.json']].flatMap(
      (sid): readonly string[] => GRANTS[sid].actions,
    )
    expect(actions.filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([])
  })
})

describe('a refusal', () => {
  const refused = (action: string, resource: string) =>
    Object.assign(
      new Error(
        `User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      ),
      {
        name: 'AccessDenied',
        $metadata: { httpStatusCode: 403 },
      },
    )
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/abc'

  it.each([
    ['ReadReports', 's3:GetObject', 'kms:Decrypt', 'inventory-kms-policy.json (statement DecryptReports)'],
    ['CreateJobs', 's3:CreateJob', 'iam:PassRole', 'remediation-role-policy.json (statement PassTheBatchRole)'],
    [
      'CopyObjectsOntoThemselves',
      's3:PutObject',
      'kms:GenerateDataKey',
      'direct-copy-kms-policy.json (statement EncryptOwnCopies)',
    ],
    [
      'LookAtObjectsToCopy',
      's3:GetObject',
      'kms:Decrypt',
      'direct-copy-kms-policy.json (statement EncryptOwnCopies) or docs/iam/direct-copy-old-key-policy.json (statement ReadObjectsUnderOldKey). ',
    ],
    [
      'RecordUnfinishedUploads',
      's3:PutObject',
      'kms:GenerateDataKey',
      'work-location-kms-policy.json (statement UseKeyOfWorkBucket)',
    ],
  ] as const)('of %s for want of another action names that one, and its statement', (sid, called, wanted, where) => {
    const { hint } = explainAwsError(
      refused(wanted, key),
      needing(sid as 'ReadReports', called as 's3:GetObject', 'arn:aws:s3:::b/k'),
    )
    expect(hint).toContain(`Allow ${wanted} on ${key}: see docs/iam/${where}`)
  })

  it("by the session's own policy is told as the action's mistake", () => {
    const error = refused('s3:GetObject', 'arn:aws:s3:::b/k')
    error.message = error.message.replace('no identity-based policy', 'no session policy')
    const { hint } = explainAwsError(error, needing('ReadReports', 's3:GetObject', 'arn:aws:s3:::b/k'))
    expect(hint).toContain('narrow-session: false')
    expect(hint).not.toContain('docs/iam')
  })
})
