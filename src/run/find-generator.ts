// Opens S3's manifest generator as the source of the findings: it lists objects for Batch Operations jobs, which are
// cancelled before they run, and every listed object is looked at. What is done about the findings is planned and
// started as for any other source, with job manifests of this action's own.

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { keepGeneratedKeys } from '../batch/generated-manifest.ts'
import { limitListing } from '../batch/listing-filter.ts'
import { cancelListings, generateLists } from '../batch/listing-jobs.ts'
import type { ListingWish } from '../batch/listing-request.ts'
import type { Question } from '../engines/engine.ts'
import { judgeListed } from '../engines/generated-list/judge-listed.ts'
import { createS3ControlClient } from '../external/aws.ts'
import { createJobCalls } from '../external/batch-edge.ts'
import type { BucketHandle } from '../external/bucket-handle.ts'
import { clientOptions, type Deps } from '../external/deps.ts'
import { createInventoryStore } from '../external/inventory-store.ts'
import { sourceOfGenerator } from '../findings/data-source.ts'
import type { Findings } from '../findings/findings.ts'
import { startOf } from '../inventory/coverage.ts'
import type { JobInputs } from '../settings/remediation-settings.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import { asksMoreOf } from '../words/key-rule.ts'
import { formatNoun } from '../words/numbers.ts'
import type { Access } from './access.ts'
import type { Located } from './examined.ts'
import type { FoundSource } from './found-source.ts'
import { openBucket } from './open-bucket.ts'
import { sayListingProgress } from './progress.ts'

type Finding = Access & { readonly deps: Deps }

/** @throws ActionError if the run may not create jobs, or the work location cannot be opened */
export async function findGenerator(target: BucketTarget, located: Located, finding: Finding): Promise<FoundSource> {
  const { remediation } = target
  if (remediation.mode !== 'confirm' && remediation.mode !== 'run') throw nothingListed()
  const { deps, identity } = finding
  const wanted = { use: 'work', bucket: remediation.jobs.work.bucket, owner: identity.account } as const
  const { handle: work, serverDate } = await openBucket(wanted, located.region, finding)
  // By S3's clock: objects that are written while it lists are left to the next run.
  const asOf = new Date(Math.floor((serverDate ?? deps.now()) / 1000) * 1000)
  const prefix = commonStart(target.include)
  const scene: Scene = { ...finding, ...located, target, jobs: remediation.jobs, work, asOf, prefix }
  return {
    dataSource: sourceOfGenerator(asOf, prefix),
    listedPrefix: prefix,
    ask: (question, { sayNowAndThen }) => ask(scene, question, sayNowAndThen),
    isContradicted: async () => false,
    findApproved: async () => {
      throw new ActionError('REMEDIATION_REFUSED', 'no plan can be made of a list that S3 makes for a run.')
    },
  }
}

const nothingListed = () =>
  new ActionError('EVIDENCE_MISSING', 'The manifest generator was not asked, because this run may not create jobs.', {
    hint: 'Only a run with remediation: confirm or run can ask it, on an event that may remediate.',
  })

/** What the keys that any of the globs can match begin with. */
function commonStart(include: readonly string[]): string {
  const [first = '', ...others] = include.map(startOf)
  const differs = (length: number) => others.some((other) => !other.startsWith(first.slice(0, length)))
  let length = first.length
  while (length > 0 && differs(length)) length--
  return first.slice(0, length).toWellFormed() === first.slice(0, length) ? first.slice(0, length) : ''
}

type Scene = Finding &
  Located & {
    readonly target: BucketTarget
    readonly jobs: JobInputs
    readonly work: BucketHandle
    readonly asOf: Date
    readonly prefix: string
  }

type SayNowAndThen = (describe: (elapsedMs: number) => string) => void

async function ask(scene: Scene, question: Question, sayNowAndThen: SayNowAndThen): Promise<Findings> {
  const { asOf, deps, jobs, prefix, target, work } = scene
  const { bucket } = target
  const lists = await generate(scene, sayNowAndThen)
  const listed = await keepGeneratedKeys(lists, {
    bucket,
    work: jobs.work,
    store: createInventoryStore(work, deps),
    folder: join(question.spoolFolder, 'listed'),
    maxKeys: question.evidence?.maxRequests ?? 0,
    signal: deps.signal,
  })
  deps.log.info(`S3 listed ${formatNoun(listed.keys, 'object')}: each is looked at`)
  const { findings, counts, fingerprint } = await judgeListed({ bucket, parts: listed.parts, since: asOf }, question)
  const ids = lists.map(({ jobId }) => jobId)
  const proof = { source: 'manifest-generator', fingerprint, asOf, prefix, jobs: ids, listed: listed.keys } as const
  return { ...findings, proof: { ...proof, ...counts } }
}

async function generate(scene: Scene, sayNowAndThen: SayNowAndThen) {
  const { deps, identity, jobs, region, target } = scene
  const { account, partition, session } = identity
  const client = createS3ControlClient(clientOptions(region, deps), session)
  const calls = {
    ...createJobCalls({ client, account, partition, region }),
    now: deps.now,
    sleep: deps.sleep,
    random: Math.random,
    warn: deps.log.warning,
    onProgress: (progress: Parameters<typeof sayListingProgress>[0]) =>
      sayNowAndThen(() => sayListingProgress(progress)),
  }
  const left = await cancelListings(target.bucket, { leftBy: scene.asOf }, deps.signal, calls)
  if (left > 0) deps.log.info(`Cancelled ${formatNoun(left, 'job')} that an interrupted run had left, to list objects`)
  const wishes = listWishes(scene)
  deps.log.info(
    `S3 lists the objects for ${formatNoun(wishes.length, 'job')}, which will not run (${wishes.map(({ status }) => status).join(', ')}). It charges for each job, and for each million objects of the bucket`,
  )
  if (scene.target.asked !== undefined)
    deps.log.info('Objects under SSE-C are not selected: without their keys they cannot be looked at')
  return await generateLists(
    wishes,
    {
      account,
      partition,
      region,
      roleArn: jobs.batchRoleArn,
      priority: jobs.priority,
      workLocation: { ...jobs.work, owner: account },
      nonce: randomUUID(),
      deadline: deps.now() + jobs.waitTimeoutMs,
      pollIntervalMs: jobs.pollIntervalMs,
      signal: deps.signal,
    },
    calls,
  )
}

/**
 * One for each status whose objects are, or may be, findings, or are selected: a filter takes only one. Objects under
 * SSE-C are not listed: without their keys they cannot be looked at.
 */
function listWishes({ asOf, prefix, target }: Scene): ListingWish[] {
  const { accepted, asked, bucket, include, keyRule } = target
  const limits = limitListing({ asOf, prefix, include, filter: asked?.filter })
  const isWanted = (status: EncryptionStatus) =>
    asked === undefined
      ? !accepted.includes(status) || asksMoreOf(status, keyRule)
      : asked.filter.encryption?.includes(status) !== false
  return ENCRYPTION_STATUSES.filter((status) => status !== 'SSE-C' && isWanted(status)).map((status) => ({
    bucket,
    status,
    limits,
  }))
}
