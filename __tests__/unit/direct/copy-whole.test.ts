// Direct copies of objects up to 5 GiB, against the emulator.

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readHistory } from '../../../emulator/s3/state.ts'
import { seedKmsKey, seedObject } from '../../../emulator/seed.ts'
import type { Fault } from '../../../emulator/traffic.ts'
import { copyDirectly } from '../../../src/direct/copy-directly.ts'
import type { TargetEncryption } from '../../../src/words/encryption.ts'
import {
  bytesOf,
  copyAndTell,
  interleave,
  OLD,
  propertiesOf,
  REPORT_TIME,
  type Stage,
  seedRich,
  setStage,
  taskOf,
} from './stage.ts'

const signal = new AbortController().signal
let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})
afterEach(async () => {
  await stage.close()
})

describe('a copy of a whole object', () => {
  it.each(['STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR', 'REDUCED_REDUNDANCY'])(
    'changes the encryption of a %s object and nothing else',
    async (storageClass) => {
      const before = seedRich(stage, 'a b/ü+%.txt', { storageClass })
      expect(await copyAndTell(stage, taskOf(['a b/ü+%.txt']))).toEqual(['encrypted 1: a%20b/%C3%BC%2B%25.txt'])
      const after = stage.current('a b/ü+%.txt')
      expect(after?.encryption).toEqual({ status: 'SSE-S3' })
      expect(propertiesOf(after)).toEqual(propertiesOf(before))
      expect(bytesOf(after)).toBe(bytesOf(before))
      expect(stage.operations()).toEqual(['ListObjectsV2', 'HeadObject', 'CopyObject', 'HeadObject'])
      const etag = `"${before.etag}"`
      expect(stage.world.log[2]?.headers).toMatchObject({ 'if-match': etag, 'x-amz-copy-source-if-match': etag })
    },
  )

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'])('keeps a checksum by %s', async (algorithm) => {
    seedRich(stage, 'k', { checksum: { algorithm, value: 'eA==-2', type: 'COMPOSITE' } })
    expect(await copyAndTell(stage, taskOf(['k']))).toEqual(['encrypted 1: k'])
    expect(stage.current('k')?.checksum?.algorithm).toBe(algorithm)
  })

  it('names the bucket key on and off, also against the bucket default', async () => {
    const { arn } = seedKmsKey(stage.world)
    stage.bucket.defaultEncryption = { algorithm: 'aws:kms', bucketKey: true, explicit: true }
    for (const bucketKey of [true, false]) {
      seedRich(stage, 'k')
      const target: TargetEncryption = { status: 'SSE-KMS', kmsKeyArn: arn, bucketKey }
      expect(await copyAndTell(stage, taskOf(['k'], { target, accepted: [] }))).toEqual(['encrypted 1: k'])
      expect(stage.current('k')?.encryption).toEqual({ status: 'SSE-KMS', kmsKeyArn: arn, bucketKey })
    }
    seedRich(stage, 'k')
    await copyAndTell(stage, taskOf(['k']))
    expect(stage.current('k')?.encryption).toEqual({ status: 'SSE-S3' })
  })

  it('leaves a version behind where the bucket keeps versions', async () => {
    stage.bucket.versioning = 'Enabled'
    seedRich(stage, 'k')
    expect(await copyAndTell(stage, taskOf(['k']))).toEqual(['encrypted 1: k'])
    expect(stage.bucket.objects.get('k')?.map((version) => version.encryption.status)).toEqual(['NOT-SSE', 'SSE-S3'])
  })

  it('copies a restored object', async () => {
    const restore = { ongoing: false, expiry: Date.UTC(2199, 0, 1) }
    seedRich(stage, 'k', { storageClass: 'GLACIER', restore })
    expect(await copyAndTell(stage, taskOf(['k']))).toEqual(['encrypted 1: k'])
    expect(stage.current('k')?.storageClass).toBe('GLACIER')
  })

  it('sees a copy that lost something', async () => {
    seedRich(stage, 'k')
    const { copyObject } = stage.deps
    const deps = {
      ...stage.deps,
      copyObject: (...[key, look, ...rest]: Parameters<typeof copyObject>) =>
        copyObject(key, { ...look, storageClass: 'STANDARD', websiteRedirect: undefined }, ...rest),
    }
    const { outcomes } = await copyDirectly(taskOf(['k']), deps, signal)
    expect(outcomes.mismatch.samples).toEqual([{ key: 'k', reason: 'not as before: storage class, website redirect' }])
  })
})

describe('objects that are left alone', () => {
  it.each<[string, Parameters<typeof seedRich>[2], string]>([
    ['encrypted by now', { status: 'SSE-S3', lastModified: REPORT_TIME + 5000 }, 'already'],
    ['encrypted otherwise, as the policy accepts', { status: 'DSSE-KMS' }, 'already'],
    ['written after the report', { lastModified: REPORT_TIME + 1000 }, 'changed'],
    ['archived', { storageClass: 'GLACIER' }, 'archived'],
    ['archived deeply', { storageClass: 'DEEP_ARCHIVE' }, 'archived'],
    ['being restored', { storageClass: 'GLACIER', restore: { ongoing: true } }, 'restoring'],
    ['restored, until a while ago', { storageClass: 'GLACIER', restore: { ongoing: false, expiry: OLD } }, 'archived'],
    ['in an archive tier', { storageClass: 'INTELLIGENT_TIERING', accessTier: 'ARCHIVE' }, 'archived'],
    ['on legal hold', { lock: { legalHold: true } }, 'locked'],
    ['retained', { lock: { mode: 'GOVERNANCE', retainUntil: Date.UTC(2199, 0, 1) } }, 'locked'],
    ['retained until long ago', { lock: { mode: 'COMPLIANCE', retainUntil: OLD } }, 'locked'],
  ])('one that is %s', async (_, seed, outcome) => {
    seedRich(stage, 'k', seed)
    expect(await copyAndTell(stage, taskOf(['k']))).toEqual([`${outcome} 1: k`])
    expect(stage.operations()).toEqual(['ListObjectsV2', 'HeadObject'])
  })

  it('one that is gone', async () => {
    expect(await copyAndTell(stage, taskOf(['k']))).toEqual(['gone 1: k'])
  })

  it('one whose protection a copy would weaken', async () => {
    seedRich(stage, 'k', { status: 'DSSE-KMS' })
    const { outcomes } = await copyDirectly(taskOf(['k'], { accepted: ['SSE-S3'] }), stage.deps, signal)
    expect(outcomes.failed.samples[0]?.reason).toContain('DSSE-KMS')
  })

  it('one that a copy would take a key of the customer away from', async () => {
    seedRich(stage, 'k', { status: 'SSE-KMS', kmsKeyArn: seedKmsKey(stage.world).arn })
    const { outcomes } = await copyDirectly(taskOf(['k'], { accepted: ['SSE-S3'] }), stage.deps, signal)
    expect(outcomes.failed.samples[0]?.reason).toContain('now encrypted with a KMS key')
    expect(stage.operations()).toEqual(['ListObjectsV2', 'HeadObject'])
  })

  it('one that only its customer can read', async () => {
    seedObject(stage.world, stage.bucket, {
      key: 'k',
      body: 'x',
      status: 'SSE-C',
      customerKeyMd5: 'x',
      lastModified: OLD,
    })
    expect(await copyAndTell(stage, taskOf(['k'], { accepted: [] }))).toEqual(['failed 1: k'])
  })
})

describe('the result', () => {
  it('counts objects and bytes, and samples five of a kind in the order of the keys', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `k${index}`)
    for (const [index, key] of keys.entries()) seedRich(stage, key, index % 3 === 0 ? { status: 'SSE-S3' } : {})
    const { outcomes, interrupted, uploadsLeft } = await copyDirectly(taskOf(keys), stage.deps, signal)
    const bytes = keys.filter((_, index) => index % 3 !== 0).reduce((sum, key) => sum + `the bytes of ${key}`.length, 0)
    expect(outcomes.encrypted.tally).toEqual({ objects: 20, bytes: BigInt(bytes) })
    expect(outcomes.encrypted.samples.map(({ key }) => key)).toEqual(['k1', 'k2', 'k4', 'k5', 'k7'])
    expect(outcomes.already.tally.objects).toBe(10)
    expect({ interrupted, uploadsLeft }).toEqual({ interrupted: false, uploadsLeft: [] })
    expect(stage.progress.at(-1)).toEqual({ objectsDone: 30, objectsTotal: 30, bytesCopied: BigInt(bytes) })
  })

  it('refuses more keys than allowed before anything is asked', async () => {
    await expect(copyDirectly(taskOf(['a', 'b'], { maxObjects: 1 }), stage.deps, signal)).rejects.toMatchObject({
      code: 'REMEDIATION_REFUSED',
    })
    expect(stage.operations()).toEqual([])
  })

  it('begins nothing after an interruption', async () => {
    seedRich(stage, 'k')
    expect(await copyAndTell(stage, taskOf(['k']), stage.deps, AbortSignal.abort())).toEqual(['interrupted 1: k'])
    expect(stage.operations()).toEqual(['ListObjectsV2'])
  })
})

describe('answers that are lost or refused', () => {
  const error = (status: number, code: string) => ({ kind: 'error' as const, status, code })

  it.each([
    ['SSE-S3', { status: 'SSE-S3' } as const],
    ['SSE-KMS, whose ETag is another', { status: 'SSE-KMS', kmsKeyArn: '', bucketKey: true } as const],
  ])('does not take its own copy to %s for that of somebody else', async (_, template) => {
    const target = template.status === 'SSE-S3' ? template : { ...template, kmsKeyArn: seedKmsKey(stage.world).arn }
    seedRich(stage, 'k')
    stage.world.faults.push({ match: { operation: 'CopyObject' }, phase: 'after', effect: { kind: 'reset' }, times: 1 })
    expect(await copyAndTell(stage, taskOf(['k'], { target, accepted: [] }))).toEqual(['encrypted 1: k'])
  })

  it.each<[string, Omit<Fault, 'match' | 'times'>]>([
    ['is lost', { phase: 'after', effect: { kind: 'reset' } }],
    ['is 500', { phase: 'after', effect: error(500, 'InternalError') }],
    ['breaks off', { phase: 'body', bytes: 'half', effect: { kind: 'reset' } }],
    ['turns into an error after status 200', { phase: 'body', effect: error(200, 'InternalError') }],
  ])('makes a copy once whose answer %s', async (_, fault) => {
    seedRich(stage, 'k')
    const written = readHistory(stage.world).length
    stage.world.faults.push({ match: { operation: 'CopyObject' }, ...fault, times: 1 })
    expect(await copyAndTell(stage, taskOf(['k']))).toEqual(['encrypted 1: k'])
    expect(stage.operations().filter((operation) => operation === 'CopyObject')).toHaveLength(1)
    expect(readHistory(stage.world)).toHaveLength(written + 1)
  })

  it('sees an error behind status 200', async () => {
    seedRich(stage, 'k')
    stage.world.faults.push({
      match: { operation: 'CopyObject' },
      phase: 'body',
      effect: error(200, 'InternalError'),
      times: 100,
    })
    const before = stage.current('k')
    expect(await copyAndTell(stage, taskOf(['k']))).toEqual(['encrypted 1: k'])
    expect(bytesOf(stage.current('k'))).toBe(bytesOf(before))
  })

  it.each<[string, number, string, string, number]>([
    ['goes on after being asked to slow down', 503, 'SlowDown', 'encrypted', 2],
    ['gives up when it never ends', 503, 'SlowDown', 'failed', 100],
    ['goes on after a conflict', 409, 'ConditionalRequestConflict', 'encrypted', 1],
    ['gives up on a conflict that never ends', 409, 'ConditionalRequestConflict', 'failed', 100],
    ['does not repeat a refusal', 403, 'AccessDenied', 'denied', 100],
    ['does not repeat a wrong request', 400, 'KMS.DisabledException', 'failed', 100],
  ])('%s', async (_, status, code, outcome, times) => {
    seedRich(stage, 'k')
    stage.world.faults.push({
      match: { operation: 'CopyObject' },
      phase: 'before',
      effect: error(status, code),
      times,
    })
    expect(await copyAndTell(stage, taskOf(['k']))).toEqual([`${outcome} 1: k`])
    expect(stage.current('k')?.encryption.status).toBe(outcome === 'encrypted' ? 'SSE-S3' : 'NOT-SSE')
    expect(stage.slept.length).toBeLessThanOrEqual(2)
    if (status === 403 || status === 400) expect(stage.slept).toEqual([])
  })

  it('never calls a copy good that it could not look at', async () => {
    seedRich(stage, 'k')
    const refuse = { match: { operation: 'HeadObject' }, phase: 'before', effect: error(403, 'AccessDenied') } as const
    interleave(stage.world, 'after', 3, () => stage.world.faults.push({ ...refuse, times: 100 }))
    expect(await copyAndTell(stage, taskOf(['k']))).toEqual(['mismatch 1: k'])
  })
})
