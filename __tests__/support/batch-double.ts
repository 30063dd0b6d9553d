// A scripted stand-in for S3 and S3 Control: jobs that run on each look, objects that are copied, a clock that sleeps.

import { createHash } from 'node:crypto'
import type { CreateJobCommandInput, JobDescriptor } from '@aws-sdk/client-s3-control'
import type { BatchDeps, JobProgress } from '../../src/batch/batch-deps.ts'
import type { AnnotationEntry, ObjectLook } from '../../src/objects/object-look.ts'
import type { Fault } from '../../src/time/retry.ts'
import { makeLook } from './look.ts'

export function fault(kind: Fault | undefined, message: string = kind ?? 'refused'): Error {
  return Object.assign(new Error(message), kind === undefined ? {} : { fault: kind })
}

export type DoubleObject = {
  encryption: 'NOT-SSE' | 'SSE-S3' | 'SSE-KMS'
  kmsKeyArn?: string
  copies: number
  modifiedAt: number
  storageClass: string
  metadata: ReadonlyMap<string, string>
  headers: ReadonlyMap<string, string>
  tags: ReadonlyMap<string, string>
  annotations: readonly AnnotationEntry[]
  websiteRedirect?: string
}

export type DoubleJob = {
  request: CreateJobCommandInput
  job: JobDescriptor
  token: string
  /** Statuses still to come, one per look. */
  script: string[]
}

/** A row of a completion report as S3 writes it. */
export type TaskResult = { httpStatus: string; errorCode: string; message: string }

export type DoubleOptions = {
  readonly bucket: string
  readonly keys: readonly string[]
  readonly startAt: Date
  /** What happens to a key instead of a copy. */
  readonly failures?: Map<string, TaskResult>
  /** Statuses of a job after New; the copying happens when the script is over and the last status is reached. */
  readonly script?: readonly string[]
  /** Share of tasks tried by a job that does not end Complete. */
  readonly triedTasks?: number
  readonly renderReport?: (rows: readonly string[][]) => string
  /** What a copy does to an object beside encrypting it. */
  readonly onCopy?: (object: DoubleObject, key: string) => void
}

/** An unencrypted object nobody copied. */
export const newObject = (): DoubleObject => ({
  encryption: 'NOT-SSE',
  copies: 0,
  modifiedAt: 0,
  storageClass: 'STANDARD',
  metadata: new Map(),
  headers: new Map([['content-type', 'text/plain']]),
  tags: new Map(),
  annotations: [],
})

export type BatchDouble = ReturnType<typeof createBatchDouble>

const TERMINAL = new Set(['Complete', 'Failed', 'Cancelled'])

export function createBatchDouble(options: DoubleOptions) {
  const objects = new Map<string, DoubleObject>(options.keys.map((key) => [key, newObject()]))
  const store = new Map<string, Buffer>()
  const jobs: DoubleJob[] = []
  const calls: string[] = []
  const warnings: string[] = []
  const progress: JobProgress[] = []
  const created: string[] = []
  const script = { statuses: [...(options.script ?? ['Preparing', 'Active', 'Complete'])] }
  const failures = options.failures ?? new Map<string, TaskResult>()
  const time = { now: options.startAt.getTime() }
  /** Called before (`in`) and after (`out`) each call has its effect; may throw. */
  const hook: { at: (call: string, phase: 'in' | 'out', number: number) => void } = { at: () => undefined }

  async function call<T>(name: string, effect: () => T): Promise<T> {
    const number = calls.push(name)
    await Promise.resolve()
    hook.at(name, 'in', number)
    const answer = effect()
    hook.at(name, 'out', number)
    return answer
  }

  function advance(entry: DoubleJob): void {
    const next = entry.script.shift()
    if (next === undefined || TERMINAL.has(entry.job.Status ?? '')) return
    if (entry.job.Status === 'Suspended' && next !== 'Suspended') {
      entry.script.unshift(next)
      return
    }
    entry.job.Status = next as JobDescriptor['Status']
    if (next === 'Preparing' && entry.request.ConfirmationRequired) entry.script = ['Suspended', ...entry.script]
    if (TERMINAL.has(next)) finish(entry)
  }

  function finish({ request, job }: DoubleJob): void {
    job.TerminationDate = new Date(time.now)
    const [, key = ''] = /^arn:[^:]+:s3:::[^/]+\/(.*)$/.exec(request.Manifest?.Location?.ObjectArn ?? '') ?? []
    const rows = (store.get(key)?.toString('latin1') ?? '').split('\n').slice(0, -1)
    const tried = job.Status === 'Complete' ? rows.length : (options.triedTasks ?? 0)
    const results = rows.slice(0, tried).map((row) => runTask(row, request))
    const failed = results.filter((row) => row[3] === 'failed').length
    job.ProgressSummary = {
      TotalNumberOfTasks: rows.length,
      NumberOfTasksSucceeded: results.length - failed,
      NumberOfTasksFailed: failed,
    }
    if (results.length > 0) writeReport(job, request, results)
  }

  function runTask(row: string, request: CreateJobCommandInput): string[] {
    const key = row.slice(row.indexOf(',') + 1)
    const object = objects.get(key)
    const copy = request.Operation?.S3PutObjectCopy
    const limit = copy?.UnModifiedSinceConstraint?.getTime() ?? Number.POSITIVE_INFINITY
    const failure =
      failures.get(key) ??
      (object === undefined
        ? { httpStatus: '404', errorCode: 'NoSuchKey', message: 'Not Found' }
        : object.modifiedAt > limit
          ? {
              httpStatus: '412',
              errorCode: 'PreconditionFailed',
              message: 'At least one of the pre-conditions did not hold',
            }
          : undefined)
    if (failure) return [options.bucket, key, '', 'failed', failure.httpStatus, failure.errorCode, failure.message]
    if (object) {
      object.copies++
      object.modifiedAt = time.now
      object.encryption = copy?.SSEAwsKmsKeyId ? 'SSE-KMS' : 'SSE-S3'
      if (copy?.SSEAwsKmsKeyId) object.kmsKeyArn = copy.SSEAwsKmsKeyId
      options.onCopy?.(object, key)
    }
    return [options.bucket, key, '', 'succeeded', '200', '', 'Successful']
  }

  function writeReport(job: JobDescriptor, request: CreateJobCommandInput, results: string[][]): void {
    const root = `${request.Report?.Prefix}/job-${job.JobId}`
    const Bucket = request.Report?.Bucket?.replace(/^arn:[^:]+:s3:::/, '')
    const render = options.renderReport ?? renderRows
    const Results = ['succeeded', 'failed'].flatMap((status) => {
      const rows = results.filter((row) => row[3] === status)
      if (rows.length === 0) return []
      const body = Buffer.from(render(rows))
      const key = `${root}/results/${createHash('sha1').update(body).digest('hex')}.csv`
      store.set(key, body)
      const MD5Checksum = createHash('md5').update(body).digest('hex')
      return [{ TaskExecutionStatus: status, Bucket, MD5Checksum, Key: key }]
    })
    const text = JSON.stringify({
      Format: 'Report_CSV_20180820',
      ReportCreationDate: '2026-11-22T10:00:00.123456789Z',
      Results,
    })
    store.set(`${root}/manifest.json`, Buffer.from(text))
  }

  const find = (jobId: string) => {
    const entry = jobs.find(({ job }) => job.JobId === jobId)
    if (!entry) throw fault('not-found', `No such job: ${jobId}`)
    return entry
  }

  const deps: BatchDeps = {
    async putJobManifest(upload) {
      const chunks: Uint8Array[] = []
      for await (const chunk of upload.body()) chunks.push(chunk)
      return await call('putJobManifest', () => {
        const body = store.get(upload.key) ?? Buffer.concat(chunks)
        store.set(upload.key, body)
        return { etag: `"${createHash('md5').update(body).digest('hex')}"` }
      })
    },
    joinJobManifest: () => Promise.reject(new Error('nothing is joined here')),
    findJobManifest: (key) =>
      call('findJobManifest', () => {
        const body = store.get(key)
        return body && { etag: `"${createHash('md5').update(body).digest('hex')}"` }
      }),
    createJob: (request) =>
      call('createJob', () => {
        const token = request.ClientRequestToken ?? ''
        const same = jobs.find((entry) => entry.token === token)
        if (same && JSON.stringify(same.request) !== JSON.stringify(request)) throw fault('token-conflict')
        if (same?.job.JobId) return same.job.JobId
        const jobId = `job-${jobs.length + 1}`
        const { Manifest, Operation, Report, RoleArn, Description } = structuredClone(request)
        const job = { JobId: jobId, Status: 'New', Manifest, Operation, Report, RoleArn, Description } as JobDescriptor
        job.CreationTime = new Date(time.now)
        jobs.push({ request: structuredClone(request), job, token, script: [...script.statuses] })
        return jobId
      }),
    describeJob: (jobId) =>
      call('describeJob', () => {
        const entry = find(jobId)
        advance(entry)
        return structuredClone(entry.job)
      }),
    async *listJobs() {
      const listed = await call('listJobs', () =>
        jobs.map(({ job }) => ({
          JobId: job.JobId,
          Description: job.Description,
          Status: job.Status,
          CreationTime: job.CreationTime,
        })),
      )
      yield* listed
    },
    confirmJob: (jobId) =>
      call('confirmJob', () => {
        const { job } = find(jobId)
        if (job.Status !== 'Suspended') throw fault('wrong-status')
        job.Status = 'Ready'
      }),
    cancelJob: (jobId) =>
      call('cancelJob', () => {
        const { job } = find(jobId)
        if (['Complete', 'Failed', 'Cancelled'].includes(job.Status ?? '')) throw fault('wrong-status')
        job.Status = job.Status === 'Suspended' ? 'Cancelled' : 'Cancelling'
      }),
    readCompletionReportObject: (_bucket, key) =>
      call('readCompletionReportObject', () => {
        const body = store.get(key)
        if (!body) throw fault('not-found', `no ${key}`)
        return inChunks(body)
      }),
    headObject: (key) => call('headObject', () => lookAt(objects.get(key))),
    headObjectWithChecksum: (key) => call('headObjectWithChecksum', () => lookAt(objects.get(key))),
    readTags: (key) => call('readTags', () => new Map(objects.get(key)?.tags)),
    listAnnotations: (key) => call('listAnnotations', () => [...(objects.get(key)?.annotations ?? [])]),
    readRecord: (key) => call('readRecord', () => store.get(key)?.toString()),
    writeRecordOnce: (key, text) =>
      call('writeRecordOnce', () => {
        const there = store.get(key)?.toString() ?? text
        store.set(key, Buffer.from(there))
        return there
      }),
    now: () => time.now,
    async sleep(ms) {
      await Promise.resolve()
      time.now += ms
    },
    random: () => 0.5,
    onJobCreated: (jobId) => {
      calls.push(`onJobCreated ${jobId}`)
      created.push(jobId)
    },
    onProgress: (look) => {
      progress.push(look)
    },
    warn: (message) => {
      warnings.push(message)
    },
  }
  return { deps, objects, store, jobs, calls, warnings, progress, created, time, hook, failures, script }
}

function lookAt(object: DoubleObject | undefined): ObjectLook | undefined {
  if (object === undefined) return undefined
  const { copies, modifiedAt, storageClass, headers, metadata, websiteRedirect, tags, encryption, kmsKeyArn } = object
  return makeLook({
    versionId: `v${copies}`,
    lastModified: Math.floor(modifiedAt / 1000) * 1000,
    size: 100,
    storageClass,
    headers,
    metadata,
    websiteRedirect,
    tagCount: tags.size === 0 ? undefined : tags.size,
    encryption,
    kmsKeyArn,
    bucketKey: true,
  })
}

export const renderRows = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => `${row.map(quote).join(',')}\n`).join('')

const quote = (field: string) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)

/** The bytes in pieces of seven, so that every reader meets borders in the middle of things. */
export async function* inChunks(body: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size)
}
