// The two decisions: tables of cases without any double.

import { describe, expect, it } from '@jest/globals'
import type { PlanRules } from '../../../src/decide/bucket-plan.ts'
import { planBucket } from '../../../src/decide/plan.ts'
import { judgeBucket, type VerdictRules } from '../../../src/decide/verdict.ts'
import type { Findings, KeyEvidence, OperationGroup } from '../../../src/findings/findings.ts'
import type { ReportProof } from '../../../src/findings/proof.ts'
import type { Coverage } from '../../../src/inventory/coverage.ts'
import type { BucketFacts } from '../../../src/posture/bucket-facts.ts'
import { parseDuration } from '../../../src/words/duration.ts'
import { NO_OBJECTS } from '../../../src/words/encryption.ts'
import { ANY_KEY } from '../../../src/words/key-rule.ts'
import { makeBucketFacts, makePlanRules } from '../../support/plan.ts'

const CREATED_AT = new Date('2026-11-21T01:00:00.000Z')
const file = { key: 'data/a.csv.gz', size: 1, md5: '0'.repeat(32) }

const none = {
  'SSE-S3': NO_OBJECTS,
  'SSE-KMS': NO_OBJECTS,
  'DSSE-KMS': NO_OBJECTS,
  'SSE-C': NO_OBJECTS,
  'NOT-SSE': NO_OBJECTS,
}

function scanOf(part: Partial<Findings>): Findings {
  return {
    rows: 10,
    current: none,
    noncurrent: none,
    deleteMarkers: 0,
    excluded: NO_OBJECTS,
    matchedPatterns: { include: [], exclude: [] },
    excepted: [],
    findings: NO_OBJECTS,
    findingsByStatus: none,
    findingsByStorageClass: new Map(),
    findingsBySize: [],
    topPrefixes: [],
    groups: [],
    heldBack: new Map(),
    samples: [],
    unknownStatus: { rows: 0, values: [] },
    duplicates: { keys: 0, rows: 0, contradictory: 0 },
    rowsDropped: false,
    evidence: undefined,
    proof,
    ...part,
  }
}

const whole: Coverage = { kind: 'whole' }
const proof: ReportProof = {
  source: 'inventory',
  fingerprint: '0'.repeat(32),
  asOf: CREATED_AT,
  ageMs: 1,
  maxAgeMs: 2,
  coverage: whole,
  filesDeclared: 1,
  files: [{ key: file.key, size: 1, rows: 10, proof: 'md5', bytesFetched: 1 }],
}
const proving = (part: Partial<ReportProof>): Partial<Findings> => ({ proof: { ...proof, ...part } })
const covering = (coverage: Coverage) => proving({ coverage })
const rules: VerdictRules = {
  maxFindings: 0,
  emptyReportContradicted: false,
  include: [],
  allowsPartialInventory: false,
}

const findings = (objects: number) => ({ findings: { objects, bytes: 0n } })

const left = { excluded: { objects: 5, bytes: 5n } }
const bare = { ...none, 'NOT-SSE': { objects: 1, bytes: 1n } }
const PREFIX: Coverage = { kind: 'prefix', prefix: 'new/' }
const UNKNOWN: Coverage = { kind: 'unknown', why: 'nobody may look', remedy: 'Let me look' }

describe('judgeBucket', () => {
  const judge = (found: Partial<Findings>, more: Partial<VerdictRules>) => {
    const { verdict, reason } = judgeBucket(scanOf(found), { ...rules, ...more })
    return reason ?? verdict
  }

  const evidence = (missing: KeyEvidence['missing']): Partial<Findings> => ({
    evidence: {
      judgedByColumn: 0,
      candidates: 3,
      requests: 3,
      gone: 0,
      changed: 0,
      breaches: { status: 0, key: 0, 'bucket-key': 0 },
      missing,
    },
  })
  const unseen = evidence({ reason: 'EVIDENCE_MISSING', message: '3 keys were not looked at.', hint: undefined })
  it.each([
    ['no finding', {}, {}, 'COMPLIANT'],
    ['all keys looked at', evidence(undefined), {}, 'COMPLIANT'],
    ['keys that were not looked at', unseen, {}, 'EVIDENCE_MISSING'],
    ['keys that were not looked at, beside findings', { ...unseen, ...findings(9) }, {}, 'EVIDENCE_MISSING'],
    ['one finding', findings(1), {}, 'NON_COMPLIANT'],
    ['as many findings as allowed', findings(5), { maxFindings: 5 }, 'COMPLIANT'],
    ['one more than allowed', findings(6), { maxFindings: 5 }, 'NON_COMPLIANT'],
    [
      'an unknown status, although nothing else',
      { unknownStatus: { rows: 1, values: ['SSE-X'] } },
      {},
      'UNKNOWN_STATUS',
    ],
    [
      'an unknown status beside findings',
      { ...findings(9), unknownStatus: { rows: 1, values: [''] } },
      {},
      'UNKNOWN_STATUS',
    ],
    ['a file that was not read', proving({ files: [] }), {}, 'INCOMPLETE_DELIVERY'],
    ['a report too old', proving({ ageMs: 3 }), {}, 'STALE'],
    ['no row and an empty bucket', { rows: 0 }, {}, 'COMPLIANT'],
    ['no row but objects', { rows: 0 }, { emptyReportContradicted: true }, 'INCOMPLETE_DELIVERY'],
    ['rows, whatever a listing shows', {}, { emptyReportContradicted: true }, 'COMPLIANT'],
    ['nothing selected', left, {}, 'NOTHING_SELECTED'],
    ['nothing selected, with noncurrent findings', { ...left, noncurrent: bare }, {}, 'NOTHING_SELECTED'],
    ['something selected', { ...left, current: bare }, {}, 'COMPLIANT'],
    ['something selected, excepted or found', { ...left, current: bare, ...findings(1) }, {}, 'NON_COMPLIANT'],
    ['nothing there, and nothing left out', {}, { include: ['a/**'] }, 'COMPLIANT'],
    ['a prefix', covering(PREFIX), {}, 'PARTIAL_INVENTORY'],
    ['a prefix, beside findings', { ...findings(9), ...covering(PREFIX) }, {}, 'PARTIAL_INVENTORY'],
    ['a prefix that is believed', covering(PREFIX), { allowsPartialInventory: true }, 'COMPLIANT'],
    ['a prefix around all that is judged', covering(PREFIX), { include: ['new/**', 'new/a?'] }, 'COMPLIANT'],
    ['a prefix around half of it', covering(PREFIX), { include: ['new/**', 'old/**'] }, 'PARTIAL_INVENTORY'],
    ['unknown coverage', covering(UNKNOWN), {}, 'PARTIAL_INVENTORY'],
    ['unknown coverage, whatever is judged', covering(UNKNOWN), { include: ['a'] }, 'PARTIAL_INVENTORY'],
    [
      'unknown coverage that is believed',
      { ...findings(1), ...covering(UNKNOWN) },
      { allowsPartialInventory: true },
      'NON_COMPLIANT',
    ],
    ['a prefix, before what is judged', { ...left, ...covering(PREFIX) }, { include: ['old/**'] }, 'PARTIAL_INVENTORY'],
    ['a report as old as is allowed', proving({ ageMs: 2 }), {}, 'COMPLIANT'],
  ])('%s', (_, scan, more, expected) => {
    expect(judge(scan, more)).toBe(expected)
  })

  const today = 'as it is today, which does not prove what it was when the report was made.'
  const entire = `Scope: the whole bucket, by the inventory configuration ${today}`
  it.each([
    [{}, {}, { verdict: 'COMPLIANT', message: `No finding. ${entire}` }],
    [
      covering(PREFIX),
      { allowsPartialInventory: true },
      {
        verdict: 'COMPLIANT',
        message: `No finding. Scope: only the prefix that the inventory configuration is limited to, ${today}`,
      },
    ],
    [
      covering(UNKNOWN),
      { allowsPartialInventory: true },
      {
        verdict: 'COMPLIANT',
        message:
          'No finding. Scope: what the report lists; whether that is the whole bucket is unknown, because nobody may look.',
      },
    ],
    [
      covering(PREFIX),
      {},
      {
        verdict: 'INSUFFICIENT_DATA',
        reason: 'PARTIAL_INVENTORY',
        message: 'The inventory configuration is limited to a prefix, so the report does not cover other objects.',
        hint: 'Read a configuration of the whole bucket, narrow include to keys under that prefix, or set allow-partial-inventory: true; the verdict then states what it covers.',
      },
    ],
    [
      covering(UNKNOWN),
      {},
      {
        verdict: 'INSUFFICIENT_DATA',
        reason: 'PARTIAL_INVENTORY',
        message: 'Whether the report lists the whole bucket is not known: nobody may look.',
        hint: 'Let me look, or set allow-partial-inventory: true; the verdict then states what it covers.',
      },
    ],
    [
      left,
      {},
      {
        verdict: 'INSUFFICIENT_DATA',
        reason: 'NOTHING_SELECTED',
        message: 'The report lists 5 current objects, and include and exclude select none of them.',
        hint: 'Correct include and exclude: keys have no leading slash, each pattern is on its own line, and only `**` crosses folders.',
      },
    ],
    [findings(2), { maxFindings: 3 }, { verdict: 'COMPLIANT', message: `2 findings, within the 3 allowed. ${entire}` }],
    [findings(2), {}, { verdict: 'NON_COMPLIANT', message: `2 findings. ${entire}` }],
    [findings(2), { maxFindings: 1 }, { verdict: 'NON_COMPLIANT', message: `2 findings, 1 allowed. ${entire}` }],
    [
      proving({ ageMs: 3 }),
      {},
      {
        verdict: 'INSUFFICIENT_DATA',
        reason: 'STALE',
        message: 'The report is older than max-inventory-age allows.',
        hint: undefined,
      },
    ],
    [
      proving({ files: [] }),
      {},
      {
        verdict: 'INSUFFICIENT_DATA',
        reason: 'INCOMPLETE_DELIVERY',
        message: 'Only 0 of 1 inventory files were read.',
        hint: undefined,
      },
    ],
    [
      { unknownStatus: { rows: 3, values: ['', 'a b'] } },
      {},
      {
        verdict: 'INSUFFICIENT_DATA',
        reason: 'UNKNOWN_STATUS',
        message: 'The EncryptionStatus of 3 rows is not understood: "", "a%20b".',
        hint: 'Update the action; if the newest version does not know the value either, report it. Unknown never counts as encrypted.',
      },
    ],
    [
      { rows: 0 },
      { emptyReportContradicted: true },
      {
        verdict: 'INSUFFICIENT_DATA',
        reason: 'INCOMPLETE_DELIVERY',
        message: 'The report has no row, but the bucket holds objects older than the report.',
        hint: 'Wait for the next report; if it is empty again, check the filter of the inventory configuration.',
      },
    ],
  ])('says so (%#)', (found, more, judgement) => {
    expect(judgeBucket(scanOf(found), { ...rules, ...more })).toEqual(judgement)
  })
})

it('says that rows are counted, where findings are too many to compare', () => {
  const judge = (part: Partial<Findings>) => judgeBucket(scanOf(part), { ...rules, maxFindings: 1 }).message
  expect(judge({ ...findings(7), duplicates: undefined })).toMatch(/^7 rows with a finding, 1 allowed\. /)
  expect(judge(findings(7))).toMatch(/^7 findings, 1 allowed\. /)
})

describe('planBucket', () => {
  const group = (storageClass: string, objects: number, newest?: number): OperationGroup => ({
    operation: 'copy',
    storageClass,
    tally: { objects, bytes: BigInt(objects) },
    newestLastModified: newest,
    parts: [],
  })
  const facts = makeBucketFacts()
  const rules = makePlanRules()
  const kms = { status: 'SSE-KMS', kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k', bucketKey: false } as const
  const plan = (groups: OperationGroup[], otherFacts: Partial<BucketFacts> = {}, otherRules: Partial<PlanRules> = {}) =>
    planBucket('b', scanOf({ groups: groups }), CREATED_AT, { ...facts, ...otherFacts }, { ...rules, ...otherRules })

  it('is refused where rows are counted, because a key listed twice would be copied twice', () => {
    const scan = scanOf({ groups: [group('STANDARD', 5)], duplicates: undefined, ...findings(12_000_000) })
    const { refusal } = planBucket('b', scan, CREATED_AT, facts, rules)
    expect(refusal?.message).toContain('rows are counted')
    expect(refusal?.hint).toContain('Set max-objects to at least 12000000')
  })

  it('has one job per storage class', () => {
    expect(plan([group('STANDARD', 5), group('STANDARD_IA', 7)]).jobs.map((job) => job.group.storageClass)).toEqual([
      'STANDARD',
      'STANDARD_IA',
    ])
  })

  it.each([
    ['the newest object, up to the whole second', 1_000_000_000_001, '2001-09-09T01:46:41.000Z'],
    ['the newest object on the second', 1_000_000_000_000, '2001-09-09T01:46:40.000Z'],
    ['the start of the listing without that column', undefined, '2026-11-21T01:00:00.000Z'],
  ])('guards by %s', (_, newest, expected) => {
    expect(plan([group('STANDARD', 1, newest)]).jobs[0]).toMatchObject({ unmodifiedSince: new Date(expected) })
  })

  const kmsDefault = { defaultEncryption: { algorithm: 'aws:kms', kmsKeyArn: undefined, bucketKey: true } } as const
  it.each([
    ['the bucket default, when it is the target', {}, {}, 'bucket-default'],
    ['the key id', {}, { target: kms }, 'kms-key-id'],
    ['the key id also where the default is KMS', kmsDefault, { target: kms }, 'kms-key-id'],
    ['new object metadata, when nothing else is left', kmsDefault, {}, 'new-object-metadata'],
  ])('names the encryption by %s', (_, otherFacts, otherRules, naming) => {
    expect(plan([group('STANDARD', 1)], otherFacts, otherRules).jobs[0]).toMatchObject({ naming })
  })

  it.each([
    ['copy', { status: 'SSE-S3' }, [1, 0, 0]],
    ['copy', kms, [1, 0, 1]],
    ['multipart-copy', kms, [1, 0, 1]],
    ['update-encryption', kms, [0, 1, 1]],
  ] as const)('says what a %s to %j means for replicas, and where they are', (operation, target, expected) => {
    const work = [{ ...group('STANDARD', 1), operation }]
    const count = (replicas: Partial<BucketFacts>) => {
      const { warnings } = plan(work, replicas, { target })
      return ['is replicated again', 'replicas keep the old one', 'kms:Decrypt on that key and kms:Encrypt'].map(
        (text) => warnings.filter((warning) => warning.includes(text)).length,
      )
    }
    expect(count({})).toEqual([0, 0, 0])
    expect(count({ replicates: true, replicaBuckets: [] })).toEqual(expected)
    const { warnings } = plan(work, { replicates: true, replicaBuckets: ['there', 'elsewhere'] }, { target })
    const naming = warnings.filter((warning) => warning.includes('there, elsewhere'))
    expect(naming).toHaveLength(1)
    if (operation === 'update-encryption') expect(naming[0]).toContain('add there, elsewhere to buckets')
  })

  it('says what S3 does where the bucket has no default encryption', () => {
    const about = (facts: Partial<BucketFacts>, operation: OperationGroup['operation'] = 'copy') =>
      plan([{ ...group('STANDARD', 1), operation }], facts, { target: kms }).warnings.filter((warning) =>
        warning.includes('no default encryption configuration'),
      )
    expect(about({})).toEqual([])
    expect(about({ hasEncryptionConfiguration: false })).toHaveLength(1)
    expect(about({ hasEncryptionConfiguration: false }, 'update-encryption')).toEqual([])
  })

  it.each([
    ['a bucket key and no key', { kmsKeyArn: undefined, bucketKey: true }, 'update-encryption', 1],
    ['a bucket key and this key', { kmsKeyArn: kms.kmsKeyArn, bucketKey: true }, 'update-encryption', 0],
    ['this key alone', { kmsKeyArn: kms.kmsKeyArn, bucketKey: false }, 'update-encryption', 0],
    ['nothing of keys', ANY_KEY, 'update-encryption', 0],
    ['a bucket key, of objects without any encryption', { kmsKeyArn: undefined, bucketKey: true }, 'copy', 0],
  ] as const)('says that keys change unasked where the policy asks for %s: %j, %s', (_, keyRule, operation, times) => {
    const { warnings } = plan([{ ...group('STANDARD', 1), operation }], {}, { target: kms, keyRule })
    expect(warnings.filter((warning) => warning.includes('whatever key they have now'))).toHaveLength(times)
  })

  it.each([
    ['few', [group('STANDARD', 1000)], {}, { maxObjects: 10_000 }, [0]],
    ['many of one class and few of another', [group('STANDARD', 998), group('STANDARD_IA', 3)], {}, {}, [5, 3]],
    ['metadata at risk', [group('STANDARD', 1)], kmsDefault, {}, [1]],
  ] as const)('copies a few objects first of %s', (_, groups, otherFacts, otherRules, expected) => {
    const { jobs } = plan([...groups], otherFacts, { maxObjects: 10_000, ...otherRules })
    expect(jobs.map((job) => 'canaryObjects' in job && job.canaryObjects)).toEqual(expected)
  })

  it.each([
    ['nothing to copy', [], { versioning: 'Unversioned' }, {}, undefined],
    ['a versioned bucket', [group('STANDARD', 1000)], {}, {}, undefined],
    [
      'more than max-objects over all classes',
      [group('STANDARD', 600), group('STANDARD_IA', 401)],
      {},
      {},
      'max-objects',
    ],
    ['an unversioned bucket', [group('STANDARD', 1)], { versioning: 'Unversioned' }, {}, 'Unversioned'],
    ['a suspended one', [group('STANDARD', 1)], { versioning: 'Suspended' }, {}, 'Suspended'],
    [
      'an unversioned bucket, allowed',
      [group('STANDARD', 1)],
      { versioning: 'Unversioned' },
      { allowUnversioned: true },
      undefined,
    ],
    // A job is 0.25; 1,000 tasks 0.001 and copies 0.005: 0.256, so 0.26.
    ['exactly max-cost', [group('STANDARD', 1000)], {}, { maxCostUsd: 0.26 }, undefined],
    [
      'a cent more than max-cost',
      [group('STANDARD', 1000)],
      {},
      { maxCostUsd: 0.25 },
      'about 0.26 USD, more than max-cost allows (0.25 USD)',
    ],
    ['nothing to do and max-cost 0', [], {}, { maxCostUsd: 0 }, undefined],
  ] as const)('starting with %s', (_, groups, otherFacts, otherRules, refusal) => {
    const { refusal: found } = plan([...groups], otherFacts, otherRules)
    if (refusal === undefined) expect(found).toBeUndefined()
    else expect(found?.message).toContain(refusal)
  })

  it.each([
    ['lifecycle', 's3:GetLifecycleConfiguration'],
    ['notifications', 's3:GetBucketNotification'],
  ])('warns where %s could not be read', (fact, permission) => {
    const { warnings } = plan([group('STANDARD', 1)], { [fact]: 'unknown' })
    expect(warnings.filter((text) => text.includes(permission))).toHaveLength(1)
    expect(plan([group('STANDARD', 1)]).warnings.join()).not.toContain(permission)
  })

  it('prices the looks at what was held back for its redirect, though nothing is planned for it', () => {
    const scan = scanOf({
      groups: [group('STANDARD', 2)],
      heldBack: new Map([['website-redirect', { tally: { objects: 3, bytes: 9n }, samples: [] }]]),
    })
    const { lines } = planBucket('b', scan, CREATED_AT, { ...facts, website: 'some' }, rules).estimate
    const looks = lines.filter(({ what }) => what.includes('redirect'))
    expect(looks.map(({ quantity, unit }) => [quantity, unit])).toEqual([
      [2, 'requests'],
      [3, 'requests'],
    ])
  })

  it('prices every group by what is done about it', () => {
    const groups = [group('STANDARD', 2), group('STANDARD_IA', 3)]
    const { lines } = plan(groups, {}, { target: kms }).estimate
    expect(lines.filter(({ what }) => what.startsWith('COPY requests')).map(({ quantity }) => quantity)).toEqual([2, 3])
    expect(lines.filter(({ what }) => what.startsWith('KMS requests')).map(({ quantity }) => quantity)).toEqual([4, 6])
  })
})

describe('parseDuration', () => {
  it.each([
    ['250ms', 250],
    ['30s', 30_000],
    ['90m', 5_400_000],
    ['5h30m', 19_800_000],
    ['3d', 259_200_000],
    ['', undefined],
    ['5', undefined],
    ['h', undefined],
    ['0s', undefined],
    ['1.5h', undefined],
    ['-1h', undefined],
    [' 1h', undefined],
  ])('%j is %p ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })
})
