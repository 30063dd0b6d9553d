// Defines the job that gives objects a set of tags in place of their own.

import type { Choice } from '../findings/choice.ts'
import type { Standing } from '../findings/standing.ts'
import type { Tags } from '../objects/object-look.ts'
import type { Charge, ChargeMaker } from '../price/charges.ts'
import { getsFrom, putsInto } from '../price/rates.ts'
import { faultOf } from '../time/retry.ts'
import type { Tag } from './asked-operation.ts'
import { countCanaryObjects } from './canary-rule.ts'
import { countChecked, priceJob, tellEvents } from './charges.ts'
import type { BatchOperation, TaskProof, Work, WorkToPrice } from './operation.ts'
import { countRecords } from './tag-records.ts'

export type PlannedTagging = Work<'S3PutObjectTagging'> & {
  readonly tags: readonly Tag[]
  /** As for copies (put-object-copy.ts). */
  readonly canaryObjects: number
  readonly isCanary?: true
}

/** Objects can be tagged whatever their class, lock and encryption are. */
export const TAGGING_CHOICES: Readonly<Record<Standing, Choice>> = {
  readable: 'selected',
  archived: 'selected',
  'archived-tier': 'selected',
  'tier-unknown': 'selected',
  'archived-oddly': 'selected',
}

export const TAGGING_GRANTS = {
  /** S3 User Guide, "Replace all object tags": the job manifest names no versions. */
  ReplaceTags: { actions: ['s3:PutObjectTagging'], on: 'sourceObjects' },
} as const

/** GetObjectTagging before and after. */
const REQUESTS_PER_CANARY = 2

export const PUT_OBJECT_TAGGING: BatchOperation<PlannedTagging> = {
  name: 'S3PutObjectTagging',
  words: 'a replacement of tags',
  label: 'TAG_',
  hasCanaries: true,
  recordsTags: true,
  batchRole: { policy: 'batch-role-tag-policy.json', withTargetKey: [] },
  isAskedFor: ({ asked }) => asked?.name === 'tag',

  plan(group, { asked }) {
    if (group.operation !== 'selected' || asked?.name !== 'tag' || asked.existing !== 'replace') return []
    const canaryObjects = countCanaryObjects('bucket-default', group.tally.objects, group.tally.objects)
    return [{ operation: 'S3PutObjectTagging', group, tags: asked.tags, canaryObjects }]
  },
  identify: ({ tags }) => ['', '', tags.map(({ key, value }) => [key, value])],
  settles: ({ operation }) => operation === 'selected',
  prove: proveTags,
  judgeTags: ({ tags }, before, after) => {
    if (isWanted(after, tags)) return 'as-wanted'
    return areSame(before, after) ? 'untouched' : ['tags']
  },

  price(work, context, make) {
    return [
      ...priceJob(this.name, work, make),
      make.requests(putsInto('STANDARD'), work.tally.objects, 'PutObjectTagging requests, as into STANDARD'),
      ...priceRecords(work, make),
      ...priceChecks(work, make),
      ...tellTags(work, make),
      ...tellEvents(work, context, make),
    ]
  },

  warnings: {
    way: (jobs) =>
      jobs.some(({ canaryObjects }) => canaryObjects > 0)
        ? 'A few objects are tagged first and compared: the others are tagged only if those have exactly the tags that were asked for.'
        : undefined,
    selected: () =>
      'All tags that an object has are replaced. They are read and recorded in the work location first, with one request of max-evidence-requests per object; tags that others set after that are lost.',
  },

  request: ({ tags }) => ({
    S3PutObjectTagging: { TagSet: tags.map(({ key, value }) => ({ Key: key, Value: value })) },
  }),

  hints: {
    'deleted-since-report': 'Deleted after the report: nothing is left to tag.',
    'access-denied':
      'The batch role is not allowed to tag these objects (s3:PutObjectTagging). Check its policy and the bucket policy.',
    'invalid-request': 'S3 rejected the tags. Check the error code.',
  },
}

/** All objects of a small job, a sample of others: their tags must be exactly the ones that were asked for. */
function proveTags({ tags }: PlannedTagging): TaskProof {
  return {
    async succeeded(key, { readTags }) {
      try {
        return isWanted(await readTags(key), tags) ? undefined : 'tagged otherwise'
      } catch (error) {
        // Deleted after the job.
        if (faultOf(error) === 'not-found') return undefined
        throw error
      }
    },
    async settled(key, { headObject }) {
      return (await headObject(key)) === undefined ? undefined : 'there, and not tagged'
    },
  }
}

function isWanted(found: Tags, wanted: readonly Tag[]): boolean {
  return found.size === wanted.length && wanted.every(({ key, value }) => found.get(key) === value)
}

const areSame = (one: Tags, other: Tags) =>
  one.size === other.size && [...one].every(([key, value]) => other.get(key) === value)

/** One GetObjectTagging for each object, and the objects that hold the records. */
export function priceRecords({ tally: { objects } }: WorkToPrice, make: ChargeMaker): Charge[] {
  return [
    make.requests(getsFrom('STANDARD'), objects, 'GetObjectTagging before, to record the tags, as from STANDARD'),
    make.requests(putsInto('STANDARD'), countRecords(objects), 'Records of the tags before, into STANDARD'),
  ]
}

function priceChecks({ tally: { objects }, canaryObjects = 0 }: WorkToPrice, make: ChargeMaker): Charge[] {
  const checked = countChecked(objects)
  return [
    make.requests(getsFrom('STANDARD'), checked, 'GetObjectTagging to check the tags, as from STANDARD'),
    ...(canaryObjects === 0
      ? []
      : [
          make.requests(
            getsFrom('STANDARD'),
            canaryObjects * REQUESTS_PER_CANARY,
            'GetObjectTagging of the objects tagged first',
          ),
        ]),
  ]
}

/** "S3 Object Tagging" is billed by tag and month (Amazon S3 pricing page); the rate was not read. */
export function tellTags({ tally }: WorkToPrice, make: ChargeMaker): Charge[] {
  return [make.unpriced('Object tags, by their number, per month', tally.objects, 'objects')]
}
