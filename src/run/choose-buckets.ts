// Finds the buckets that lines of `buckets` take: lists the account, reads tags where they decide, and refuses lines that
// are about no bucket.

import { chooseBuckets, type ListedBucket, listIdleLines, needsTags } from '../decide/choose-buckets.ts'
import { type AccountBucket, listAccountBuckets, readBucketTags } from '../external/account-buckets.ts'
import type { Deps } from '../external/deps.ts'
import type { AccountResult } from '../result/run-result.ts'
import { standInsFor } from '../settings/bucket-choice.ts'
import { findNearest } from '../settings/nearest.ts'
import type { BucketChoice, BucketLine, BucketTarget, Inputs } from '../settings/settings-of-a-run.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import { ActionError } from '../words/errors.ts'
import { formatCount, formatNoun } from '../words/numbers.ts'
import type { Access, AccessOf } from './access.ts'
import { type Examined, giveUp } from './examined.ts'

export type ChosenBuckets = {
  /** Those that are named, and those that lines take. */
  readonly targets: readonly BucketTarget[]
  /** Buckets of which cannot be seen whether a line takes them. */
  readonly unseen: readonly Examined[]
  readonly accounts: readonly AccountResult[]
}

/**
 * The buckets of the run. One that is named and also taken by a line keeps its own settings.
 * @throws ActionError INVALID_INPUT for a line that is about no bucket, ACCESS_DENIED if buckets may not be listed
 */
export async function findBuckets(
  { targets, choices }: Pick<Inputs, 'targets' | 'choices'>,
  accessOf: AccessOf,
  deps: Deps,
): Promise<ChosenBuckets> {
  const found: ChosenBuckets[] = []
  for (const choice of choices) found.push(await follow(choice, accessOf, deps))
  const named = new Set(targets.map(({ bucket }) => bucket))
  return {
    targets: [...targets, ...found.flatMap((one) => one.targets.filter(({ bucket }) => !named.has(bucket)))],
    unseen: found.flatMap((one) => one.unseen.filter(({ target }) => !named.has(target.bucket))),
    accounts: found.flatMap(({ accounts }) => accounts),
  }
}

async function follow(choice: BucketChoice, accessOf: AccessOf, deps: Deps): Promise<ChosenBuckets> {
  const [standIn] = standInsFor([choice])
  if (standIn === undefined) throw new ActionError('INTERNAL_ERROR', 'No line takes a bucket.')
  const access = accessOf(standIn)
  if (access instanceof ActionError) throw access
  const listed = await lookInto(choice, access, deps)
  const [idle] = listIdleLines(choice.lines, listed.buckets)
  if (idle !== undefined) throw refuseLine(idle, listed.buckets, `account ${access.identity.account}`)
  const chosen = chooseIn(choice, listed, access)
  if (chosen.targets.length + chosen.unseen.length === 0) throw nothingTaken(choice.lines, access.identity.account)
  deps.log.info(sayChosen(chosen, access.identity.account))
  return chosen
}

type Listed = {
  readonly buckets: readonly ListedBucket[]
  readonly regions: ReadonlyMap<string, string | undefined>
  /** Why tags could not be read, by bucket. */
  readonly refusals: ReadonlyMap<string, ActionError>
}

/** The buckets of an account, with tags where they decide. @throws ActionError ACCESS_DENIED */
export async function lookInto(choice: BucketChoice, access: Access, deps: Deps): Promise<Listed> {
  const { account } = access.identity
  const listed = await listAccountBuckets(access.s3ForRegion(choice.settings.region), (count) =>
    deps.log.info(`${formatNoun(count, 'bucket')} of account ${account} listed`),
  )
  const regions = new Map(listed.map(({ name, region }) => [name, region]))
  return { regions, ...(await addTags(choice, listed, access, deps)) }
}

/** What the lines take of an account's buckets; it may be nothing. */
export function chooseIn(choice: BucketChoice, { buckets, refusals, regions }: Listed, access: Access): ChosenBuckets {
  const { exceptions, lines, settings } = choice
  const { account } = access.identity
  const chosen = chooseBuckets(lines, buckets)
  const targetOf = (bucket: string): BucketTarget => ({
    ...settings,
    bucket,
    region: regions.get(bucket) ?? settings.region,
    location: undefined,
    exceptions,
    takenBy: lines,
  })
  return {
    targets: chosen.taken.map(targetOf),
    unseen: chosen.doubtful.map((name) => giveUp(targetOf(name), refusals.get(name) ?? UNSEEN, access)),
    accounts: [{ account, lines: lines.map(({ text }) => text), listed: buckets.length, leftOut: chosen.leftOut }],
  }
}

const UNSEEN = new ActionError('INTERNAL_ERROR', 'The tags of the bucket were not read.')

function sayChosen({ targets, unseen, accounts }: ChosenBuckets, account: string): string {
  const doubt = unseen.length === 0 ? '' : `; of ${formatCount(unseen.length)} the tags may not be read`
  const leftOut = accounts.reduce((sum, one) => sum + one.leftOut.length, 0)
  return `${formatNoun(targets.length, 'bucket')} of account ${account} taken, ${formatCount(leftOut)} left out${doubt}`
}

/** Tags of a bucket are one request, and only made where they decide. */
const TAGS_AT_ONCE = 8
const TAGS_PER_LINE = 100

async function addTags(
  { lines, settings }: BucketChoice,
  listed: readonly AccountBucket[],
  access: Access,
  deps: Deps,
) {
  const tags = new Map<string, ReadonlyMap<string, string>>()
  const refusals = new Map<string, ActionError>()
  const asked = listed.filter(({ name }) => needsTags(lines, name))
  let read = 0
  const { account: owner, partition } = access.identity
  await forEachAtOnce(
    asked,
    TAGS_AT_ONCE,
    async ({ name: bucket, region }) => {
      const client = access.s3ForRegion(region ?? settings.region)
      const answer = await readBucketTags({ use: 'source', bucket, owner, partition, client })
      if (answer instanceof ActionError) refusals.set(bucket, explainRefusal(answer))
      else tags.set(bucket, answer)
      if (++read % TAGS_PER_LINE === 0) deps.log.info(`Tags of ${read} of ${asked.length} buckets read`)
    },
    deps.signal,
  )
  const buckets = listed.map(({ name }): ListedBucket => ({ name, tags: tags.get(name) }))
  return { buckets, refusals }
}

const explainRefusal = ({ code, message, hint = '' }: ActionError) =>
  new ActionError(code, `Whether a line takes the bucket by its tags cannot be seen. ${message}`, {
    hint: `${hint} Or leave the bucket out with \`!\` and its name.`.trim(),
  })

/** The error for a line that is about no bucket; `where` was looked. */
export function refuseLine(idle: BucketLine, buckets: readonly ListedBucket[], where: string): ActionError {
  const names = buckets.map(({ name }) => name)
  const nearest = idle.by === 'name' ? findNearest(idle.pattern, names) : undefined
  return new ActionError(
    'INVALID_INPUT',
    `buckets: the line ${JSON.stringify(idle.text)} is about none of the ${formatNoun(buckets.length, 'bucket')} of ${where}.`,
    {
      hint: `Correct the line or remove it${nearest === undefined ? '' : `; the nearest name is ${nearest}`}. No bucket was examined.`,
    },
  )
}

const nothingTaken = (lines: readonly BucketLine[], account: string) =>
  new ActionError(
    'INVALID_INPUT',
    `buckets: the lines ${lines.map(({ text }) => JSON.stringify(text)).join(', ')} leave no bucket of account ${account}.`,
    { hint: 'Correct the lines that begin with `!`. No bucket was examined.' },
  )
