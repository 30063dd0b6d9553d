// docs/iam/direct-copy-policy.json is what direct copies use, and no more.

import { afterEach, describe, expect, it } from '@jest/globals'
import type { IamPolicy, IamStatement } from '../../../emulator/iam/types.ts'
import { createWorld } from '../../../emulator/index.ts'
import { copyDirectly } from '../../../src/direct/copy-directly.ts'
import { parseRecord } from '../../../src/external/upload-journal.ts'
import {
  directPolicy,
  interleave,
  LARGE_BYTES,
  SMALL_LIMITS,
  type Stage,
  seedRich,
  setStage,
  taskOf,
  tell,
} from './stage.ts'

let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

const large = { body: undefined, size: LARGE_BYTES, annotations: { label: 'a text' } }
const keys = ['gone', 'large', 'on-hold', 'retained', 'small', 'plain']
const task = taskOf(keys, { ...SMALL_LIMITS, partsAtOnce: 1, objectsAtOnce: 1 })

/** What becomes of every kind of object when an earlier run left an upload, which is of no use any more. */
async function copyAs(policy: IamPolicy): Promise<string[]> {
  stage = await setStage()
  seedRich(stage, 'large', { ...large, tags: { team: 'red' } })
  const stop = new AbortController()
  interleave(stage.world, 'after', 6, () => stop.abort())
  await copyDirectly(
    { ...task, keys: taskOf(['large']).keys, whenInterrupted: 'keep-uploads' },
    stage.deps,
    stop.signal,
  )
  seedRich(stage, 'large', large)
  seedRich(stage, 'small')
  seedRich(stage, 'plain', { tags: {} })
  seedRich(stage, 'on-hold', { lock: { legalHold: true } })
  seedRich(stage, 'retained', { lock: { mode: 'GOVERNANCE', retainUntil: Date.UTC(2199, 0, 1) } })
  try {
    const result = await copyDirectly(task, stage.depsFor([policy]), new AbortController().signal)
    return [...tell(result), `uploads ${stage.bucket.uploads.size}, told ${result.uploadsLeft.length}`]
  } catch (error) {
    return [`refused: ${(error as { code?: string }).code}`]
  }
}

const policy = directPolicy(createWorld())
const permissions = policy.Statement.flatMap((statement) =>
  [statement.Action ?? []].flat().map((action) => ({ action, resource: String(statement.Resource), statement })),
)

function without(statement: IamStatement, action: string): IamPolicy {
  const changed = { ...statement, Action: [statement.Action ?? []].flat().filter((one) => one !== action) }
  return { Statement: policy.Statement.map((one) => (one === statement ? changed : one)) }
}

describe('the documented policy for direct copies', () => {
  const expected = ['encrypted 3: large small plain', 'gone 1: gone', 'locked 2: on-hold retained', 'uploads 0, told 0']

  it('is enough', async () => {
    expect(await copyAs(policy)).toEqual(expected)
  })

  it.each(permissions)('needs $action on $resource', async ({ action, statement }) => {
    expect(await copyAs(without(statement, action))).not.toEqual(expected)
  })
})

describe('a refusal', () => {
  it('names the permission, the object and the file that grants it', async () => {
    stage = await setStage()
    seedRich(stage, 'k')
    const { outcomes } = await copyDirectly(
      taskOf(['k']),
      stage.depsFor([{ Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }] }]),
      new AbortController().signal,
    )
    expect(outcomes.denied.samples[0]?.reason).toMatch(/s3:GetObject .*on arn:aws:s3:::source\/k/)
  })
})

describe('a record of an upload', () => {
  const record = { key: 'a%20b', uploadId: 'u', fingerprint: 'f', startedAt: 1 }
  const kept = { name: 'ä.b', sha256: 'a'.repeat(64), checksum: { algorithm: 'SHA256', value: 'x' } }
  const source = { etag: '"e"', versionId: 'v', lastModified: 1, encryption: 'NOT-SSE', size: 2 }
  const owed = { annotations: [kept, { name: 'b', sha256: 'b'.repeat(64) }], source, copyEtag: '"c-1"', parts: 1 }

  it.each([record, { ...record, owed }])('is read as it was written', (written) => {
    expect(parseRecord(JSON.stringify({ ...written, more: 1 }), 's3://w/r')).toEqual(written)
  })

  it.each([
    null,
    'x',
    {},
    { ...owed, annotations: undefined },
    { ...owed, annotations: [{ ...kept, name: 1 }] },
    { ...owed, annotations: [{ ...kept, sha256: '../x' }] },
    { ...owed, annotations: [{ ...kept, checksum: { algorithm: 1, value: 'x' } }] },
    { ...owed, copyEtag: undefined },
    { ...owed, parts: '1' },
    { ...owed, source: { ...source, etag: undefined } },
    { ...owed, source: { ...source, lastModified: 'now' } },
    { ...owed, source: { ...source, size: undefined } },
    { ...owed, source: { ...source, encryption: undefined } },
  ])('is refused when it is owed %j', (odd) => {
    expect(() => parseRecord(JSON.stringify({ ...record, owed: odd }), 's3://w/r')).toThrow('s3://w/r is not a record')
  })

  it.each([
    'x',
    'null',
    '[]',
    '{}',
    JSON.stringify({ ...record, key: 'a b' }),
    JSON.stringify({ ...record, key: '%zz' }),
    JSON.stringify({ ...record, uploadId: '' }),
    JSON.stringify({ ...record, fingerprint: 1 }),
    JSON.stringify({ ...record, startedAt: '1' }),
  ])('is refused when it is %s', (text) => {
    expect(() => parseRecord(text, 's3://w/r')).toThrow('s3://w/r is not a record')
  })
})
