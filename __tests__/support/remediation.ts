// Knows how remediation stories look at the world: findings to seed, jobs and their job manifests, and what became of objects.

import { expect } from '@jest/globals'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { readWholeBody } from '../../emulator/s3/body.ts'
import { bodySha256, changeVersion, currentVersion, getBucket, readHistory } from '../../emulator/s3/state.ts'
import type { Job } from '../../emulator/s3-control/job.ts'
import { batchState } from '../../emulator/s3-control/state.ts'
import { type ObjectSeed, seedObject } from '../../emulator/seed.ts'
import { type DocumentedNames, readDocumentedPolicy, WORK_BUCKET } from '../../emulator/stage.ts'
import type { Bucket, ObjectVersion, World } from '../../emulator/world.ts'
import { BUCKET, OLD, type Scenario } from './scenario.ts'

/** Inputs of a cancel: neither a batch role nor a work location is needed, and both may be there. */
export const CANCEL = { remediation: 'cancel', 'on-findings': 'warn' }

/** Objects that are not encrypted, one per key. */
export function seedFindings(world: World, keys: readonly string[], seed: Partial<ObjectSeed> = {}): void {
  for (const key of keys) seedObject(world, BUCKET, { key, size: 100, status: 'NOT-SSE', lastModified: OLD, ...seed })
}

type RoleName = keyof Scenario['roles']

/** Attaches policies of docs/iam/ to a role, as its table says. */
export function attach(
  { world, roles }: Scenario,
  role: RoleName,
  files: readonly string[],
  keys: DocumentedKeys = {},
) {
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo', ...keys }
  const added = files.map((file) => readDocumentedPolicy(world, file, names))
  roles[role].policies = [...roles[role].policies, ...added]
}

/** Lets the action look at the key that objects are to get, as documented. */
export function allowTargetKey(scenario: Scenario, kmsKeyArn: string): void {
  for (const role of ['plan', 'remediation'] as const) attach(scenario, role, ['kms-target-policy.json'], { kmsKeyArn })
}

/** Lets the action look at everything a run rests on before it creates anything, as documented. */
export function allowPreflight(scenario: Scenario, role: 'plan' | 'remediation', kmsKeyArn?: string): void {
  attach(scenario, role, ['preflight-policy.json'])
  if (kmsKeyArn !== undefined) attach(scenario, role, ['preflight-kms-policy.json'], { kmsKeyArn })
}

/** Turns Object Lock on, and lets the action see locks, as documented. */
export function lockBucket(scenario: Scenario): Bucket {
  const bucket = getBucket(scenario.world, BUCKET)
  bucket.objectLockEnabled = true
  attach(scenario, 'plan', ['object-lock-policy.json', 'evidence-policy.json'])
  attach(scenario, 'remediation', ['object-lock-policy.json'])
  return bucket
}

/** Changes the lock of the current version of a key, as somebody else. */
export function setLock(world: World, key: string, lock: ObjectVersion['lock'] = { legalHold: true }): void {
  const bucket = getBucket(world, BUCKET)
  const version = currentVersion(bucket, key)
  if (version === undefined) throw new Error(`no object ${key}`)
  changeVersion(world, bucket, version, { lock }, 'legal-department')
}

/** Lets the batch role do what copies do not need, and use the keys objects get and had, as documented. */
export function allowOtherOperations(scenario: Scenario, keys: DocumentedKeys = {}): void {
  attach(scenario, 'batch', ['batch-role-update-encryption-policy.json', 'batch-role-restore-policy.json'])
  if (keys.kmsKeyArn !== undefined) attach(scenario, 'batch', ['batch-role-kms-policy.json'], keys)
}

export type DocumentedKeys = Omit<DocumentedNames, 'bucket' | 'repository'>

/** `old/1`, `old/2`, … */
export const oldKeys = (count: number): string[] => Array.from({ length: count }, (_, index) => `old/${index + 1}`)

/** The jobs of the world, oldest first. */
export const jobsOf = (world: World): Job[] => [...batchState(world).jobs.values()]

/** The only job there is. */
export function onlyJob(world: World): Job {
  const [job, ...others] = jobsOf(world)
  if (job === undefined || others.length > 0) throw new Error(`${jobsOf(world).length} jobs instead of one`)
  return job
}

/** Switches of S3 Batch Operations in this world. */
export const batchSettings = (world: World) => batchState(world).settings

/** The text of the job manifest of a job. */
export function jobManifestText(world: World, job: Job): string {
  const { manifest } = job.request
  const object = currentVersion(getBucket(world, manifest?.bucket ?? ''), manifest?.key ?? '')
  if (object === undefined) throw new Error(`job ${job.id} has no job manifest`)
  return Buffer.from(readWholeBody(object.body)).toString('latin1')
}

/** Keys in the job manifests of all jobs, decoded here byte by byte, as nothing else in this repository does it. */
export function orderedKeys(world: World): string[] {
  return jobsOf(world).flatMap((job) =>
    jobManifestText(world, job)
      .split('\n')
      .slice(0, -1)
      .map((row) => {
        const [bucket, key = '', ...more] = row.split(',')
        expect([bucket, more]).toEqual([BUCKET, []])
        return decodeCell(key)
      }),
  )
}

function decodeCell(cell: string): string {
  const bytes: number[] = []
  for (let at = 0; at < cell.length; at += 1) {
    if (cell[at] === '%') {
      bytes.push(Number.parseInt(cell.slice(at + 1, at + 3), 16))
      at += 2
    } else bytes.push(cell.charCodeAt(at))
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes))
}

/** The current version of each key of the source bucket. */
export function currentObjects(world: World): Map<string, ObjectVersion> {
  return new Map(
    [...getBucket(world, BUCKET).objects].flatMap(([key, versions]) => {
      const current = versions.at(-1)
      return current === undefined || current.isDeleteMarker ? [] : [[key, current] as const]
    }),
  )
}

/** Encryption statuses of the current versions, by key. */
export const statuses = (world: World): Record<string, string> =>
  Object.fromEntries([...currentObjects(world)].map(([key, { encryption }]) => [key, encryption.status]))

/** Everything of an object that a copy in place must keep. */
export const keptProperties = ({ key, size, body, storageClass, metadata, headers, tags }: ObjectVersion) => ({
  key,
  size,
  sha256: bodySha256(body),
  storageClass,
  metadata: Object.fromEntries(metadata),
  headers: Object.fromEntries(headers),
  tags: Object.fromEntries(tags),
})

/** How often jobs wrote each key. */
export function copiesByKey(world: World): Map<string, number> {
  const copies = new Map<string, number>()
  for (const { kind, bucket, version, writer } of readHistory(world)) {
    if (kind === 'written' && bucket === BUCKET && writer.startsWith('job:'))
      copies.set(version.key, (copies.get(version.key) ?? 0) + 1)
  }
  return copies
}

/** True when jobs wrote exactly these keys, each once. */
export function expectCopiedOnce(world: World, keys: readonly string[]): void {
  expect(copiesByKey(world)).toEqual(new Map(keys.map((key) => [key, 1])))
}

/** Names of objects in the work bucket. */
export const workObjects = (world: World): string[] => [...getBucket(world, WORK_BUCKET).objects.keys()]

/** Outputs about the remediation, the job ids as a number. */
export function remediationOutputs({ outputs, exitCode }: ActionResult) {
  return {
    exitCode,
    status: outputs.get('remediation-status'),
    jobs: (JSON.parse(outputs.get('job-ids') || '[]') as string[]).length,
    succeeded: outputs.get('tasks-succeeded'),
    failed: outputs.get('tasks-failed'),
  }
}
