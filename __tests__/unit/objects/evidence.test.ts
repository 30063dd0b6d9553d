import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import { judgeBucket } from '../../../src/decide/verdict.ts'
import { scanReport } from '../../../src/engines/inventory-scan/scan.ts'
import type { RowPart } from '../../../src/findings/row-part.ts'
import type { ScanSpec } from '../../../src/findings/spec.ts'
import { CANDIDATES } from '../../../src/findings/spool.ts'
import type { EvidenceRequest } from '../../../src/objects/evidence.ts'
import type { LookAtObject } from '../../../src/objects/look-each.ts'
import type { ObjectLook } from '../../../src/objects/object-look.ts'
import { ActionError } from '../../../src/words/errors.ts'
import { textOfPart } from '../../support/kept-rows.ts'
import { makeLook } from '../../support/look.ts'
import { type CsvObject, createReport, createRequest, gzipLines, REPORT_TIME } from '../../support/report.ts'

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const OTHER = KEY.replace('1234abcd', '9999abcd')

const RIGHT = makeLook({
  encryption: 'SSE-KMS',
  kmsKeyArn: KEY,
  bucketKey: true,
  size: 10,
  storageClass: 'STANDARD',
  lastModified: REPORT_TIME - 1,
  websiteRedirect: undefined,
})
const WRONG: ObjectLook = { ...RIGHT, kmsKeyArn: OTHER }

let spool: string
beforeEach(() => {
  spool = mkdtempSync(join(tmpdir(), 'evidence-'))
})
afterEach(() => rmSync(spool, { recursive: true, force: true }))

type Setting = {
  readonly objects: readonly CsvObject[]
  /** By key; RIGHT for the others. */
  readonly seen?: Readonly<Record<string, ObjectLook | undefined>>
  readonly look?: LookAtObject
  readonly spec?: Partial<ScanSpec>
  readonly evidence?: Partial<EvidenceRequest>
  readonly signal?: AbortSignal
}

async function scan({ objects, seen = {}, look, spec, evidence, signal }: Setting) {
  // Two files, so that rows come from more than one part.
  const half = Math.ceil(objects.length / 2)
  const made = createReport([gzipLines(objects.slice(0, half)), gzipLines(objects.slice(half))])
  const request = createRequest(made, spool)
  const looked: string[] = []
  const result = await scanReport({
    ...request,
    ...(signal === undefined ? {} : { signal }),
    spec: {
      ...request.spec,
      accepted: ['SSE-KMS'],
      keyRule: { kmsKeyArn: KEY, bucketKey: false },
      choices: chooseByNeed({ target: 'SSE-KMS', copiesInParts: true, restoresArchived: false }),
      ...spec,
    },
    evidence: {
      maxRequests: 100,
      look: async (key, either) => {
        looked.push(key)
        return look === undefined ? (key in seen ? seen[key] : RIGHT) : await look(key, either)
      },
      sleep: async () => {},
      ...evidence,
    },
  })
  const judge = (maxFindings = 0) =>
    judgeBucket(result, {
      maxFindings,
      emptyReportContradicted: false,
      include: [],
      allowsPartialInventory: false,
    })
  return { result, looked: looked.sort(), judgement: judge(), judge }
}

const kms = (key: string, change: Partial<CsvObject> = {}): CsvObject => ({
  key,
  size: 10,
  status: 'SSE-KMS',
  ...change,
})
const read = (parts: readonly RowPart[] | undefined) => (parts ?? []).map(textOfPart).join('')

describe('the keys of accepted objects', () => {
  it('are looked at, each once, and all right ones are compliant', async () => {
    const { result, looked, judgement } = await scan({ objects: [kms('a'), kms('b c'), kms('d')] })
    expect(looked).toEqual(['a', 'b%20c', 'd'])
    expect(result.evidence).toEqual({
      judgedByColumn: 0,
      candidates: 3,
      requests: 3,
      gone: 0,
      changed: 0,
      breaches: { status: 0, key: 0, 'bucket-key': 0 },
      missing: undefined,
    })
    expect(judgement.verdict).toBe('COMPLIANT')
    expect(existsSync(join(spool, CANDIDATES))).toBe(false)
  })

  it('are findings where they are wrong, kept for the job like any other', async () => {
    const { result, judgement } = await scan({
      objects: [kms('a'), kms('b'), kms('c', { storageClass: 'GLACIER' }), kms('s3', { status: 'SSE-S3' })],
      seen: { b: WRONG, c: { ...WRONG, storageClass: 'GLACIER' } },
    })
    expect(judgement.verdict).toBe('NON_COMPLIANT')
    expect(result.rows).toBe(4)
    expect(result.findingsByStatus).toMatchObject({ 'SSE-KMS': { objects: 2, bytes: 20n }, 'SSE-S3': { objects: 1 } })
    expect(result.evidence).toMatchObject({ candidates: 3, requests: 3, breaches: { key: 2 } })
    expect(result.groups).toMatchObject([{ operation: 'update-encryption', tally: { objects: 3, bytes: 30n } }])
    expect(read(result.groups[0]?.parts)).toBe('src,s3\nsrc,b\nsrc,c\n')
  })

  it('are no answer if none of them is there', async () => {
    const { judgement } = await scan({ objects: [kms('a'), kms('b')], seen: { a: undefined, b: undefined } })
    expect(judgement).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'EVIDENCE_MISSING' })
    expect(judgement.message).toContain('None of 2 objects whose KMS key had to be looked at was there any more')
  })

  it('are judged by what the object is now', async () => {
    const written = { ...RIGHT, lastModified: REPORT_TIME + 1 }
    const { result, judgement } = await scan({
      objects: [kms('gone'), kms('new'), kms('s3'), kms('dsse')],
      seen: {
        gone: undefined,
        new: written,
        s3: { ...written, encryption: 'SSE-S3', kmsKeyArn: undefined, bucketKey: false },
        dsse: { ...written, encryption: 'DSSE-KMS', bucketKey: false },
      },
    })
    expect(judgement.verdict).toBe('NON_COMPLIANT')
    expect(result.evidence).toMatchObject({ gone: 1, changed: 3, breaches: { status: 2, key: 0, 'bucket-key': 0 } })
    expect(result.findings.objects).toBe(2)
    expect(read(result.groups[0]?.parts)).toBe('src,s3\n')
    // Two layers are never replaced by one.
    expect(result.heldBack.get('dsse-kms')?.tally.objects).toBe(1)
  })

  it('are not asked of objects that are left out, noncurrent or of another status', async () => {
    const { looked, result } = await scan({
      objects: [kms('tmp/a'), kms('old', { latest: 'false' }), kms('b'), kms('c', { status: 'NOT-SSE' })],
      spec: { exclude: ['tmp/**'] },
    })
    expect(looked).toEqual(['b'])
    expect(result.evidence).toMatchObject({ candidates: 1, requests: 1 })
    expect(result.findings.objects).toBe(1)
  })

  it('are nobody’s business where the policy asks nothing of them', async () => {
    const { looked, result } = await scan({
      objects: [kms('a')],
      spec: { keyRule: { kmsKeyArn: undefined, bucketKey: false } },
    })
    expect(looked).toEqual([])
    expect(result.evidence).toBeUndefined()
  })

  it('may be wrong where an exception says so, and count with it', async () => {
    const { result, judgement } = await scan({
      objects: [kms('a/1'), kms('b/1'), kms('a/2')],
      seen: { 'a/1': WRONG, 'a/2': RIGHT },
      spec: { exceptions: [{ prefix: 'a/' }] },
    })
    expect(judgement.verdict).toBe('COMPLIANT')
    expect(result.excepted).toEqual([{ objects: 1, bytes: 10n }])
    expect(result.evidence).toMatchObject({ candidates: 3, breaches: { key: 1 } })
  })

  it('are held back by what the report said of the object', async () => {
    const { result } = await scan({ objects: [kms('a')], seen: { a: WRONG }, spec: { defaultEventHold: true } })
    expect([...result.heldBack.keys()]).toEqual(['object-lock-default-hold'])
    expect(result.groups).toEqual([])
  })
})

describe('a bucket key the report does not tell', () => {
  it('is looked for', async () => {
    const { result, judgement } = await scan({
      objects: [kms('a'), kms('b'), kms('c', { status: 'SSE-S3' })],
      seen: { b: { ...RIGHT, bucketKey: false } },
      spec: { accepted: ['SSE-KMS', 'SSE-S3'], keyRule: { kmsKeyArn: undefined, bucketKey: true } },
    })
    expect(judgement.verdict).toBe('NON_COMPLIANT')
    expect(result.evidence).toMatchObject({ judgedByColumn: 0, candidates: 2, breaches: { 'bucket-key': 1 } })
  })
})

describe('without whole evidence there is no answer', () => {
  const three = [kms('a'), kms('b'), kms('c')]

  it('where more objects than allowed had to be looked at: none is', async () => {
    const { result, looked, judge } = await scan({ objects: three, evidence: { maxRequests: 2 } })
    expect(looked).toEqual([])
    // However many findings are allowed.
    expect(judge(1000)).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'EVIDENCE_MISSING' })
    expect(judge()).toMatchObject({
      message: expect.stringContaining('3 objects'),
      hint: expect.stringContaining('max-evidence-requests to at least 3'),
    })
    expect(result.evidence).toMatchObject({ candidates: 3, requests: 0 })
    expect(existsSync(join(spool, CANDIDATES))).toBe(false)
  })

  it('but exactly as many may be looked at as allowed', async () => {
    const { looked, judgement } = await scan({ objects: three, evidence: { maxRequests: 3 } })
    expect(looked).toHaveLength(3)
    expect(judgement.verdict).toBe('COMPLIANT')
  })

  it('where nobody was told how to look', async () => {
    const made = createReport([gzipLines([kms('a')])])
    const request = createRequest(made, spool)
    const spec = { ...request.spec, accepted: ['SSE-KMS'] as const, keyRule: { kmsKeyArn: KEY, bucketKey: false } }
    const result = await scanReport({ ...request, spec })
    expect(result.evidence?.missing?.reason).toBe('EVIDENCE_MISSING')
  })

  it.each(['ACCESS_DENIED', 'SERVICE_UNAVAILABLE', 'NO_CREDENTIALS', 'EVIDENCE_MISSING', 'INTERNAL_ERROR'] as const)(
    'where one look of many fails with %s',
    async (code) => {
      const { judge } = await scan({
        objects: three,
        look: async (key) => {
          if (key === 'b') throw new ActionError(code, 'why', { hint: 'what to do' })
          return RIGHT
        },
      })
      expect(judge(1000)).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: code, hint: 'what to do' })
      expect(judge().message).toContain('After 1 of 3 objects')
    },
  )

  it('where a failure is none of ours', async () => {
    const { judgement } = await scan({
      objects: three,
      look: async () => {
        throw new Error('boom')
      },
    })
    expect(judgement).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'INTERNAL_ERROR' })
  })

  it.each<[string, Partial<ObjectLook>]>([
    ['no encryption', { encryption: 'NOT-SSE', kmsKeyArn: undefined, bucketKey: false }],
    ['no key', { kmsKeyArn: undefined }],
    ['an alias', { kmsKeyArn: KEY.replace(/key\/.*/, 'alias/data') }],
    ['a bare key id', { kmsKeyArn: '1234abcd-12ab-34cd-56ef-1234567890ab' }],
  ])('where S3 shows %s for an object of SSE-KMS', async (_, change) => {
    const { judge } = await scan({ objects: three, seen: { b: { ...RIGHT, ...change } } })
    expect(judge(1000)).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'EVIDENCE_MISSING' })
  })

  it('where the run is interrupted while it looks', async () => {
    const abort = new AbortController()
    const failure = await scan({
      objects: three,
      signal: abort.signal,
      look: async () => {
        abort.abort()
        throw new ActionError('SERVICE_UNAVAILABLE', 'no')
      },
    }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ActionError)
    expect(existsSync(join(spool, CANDIDATES))).toBe(false)
  })
})
