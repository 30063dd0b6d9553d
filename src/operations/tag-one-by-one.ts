// Defines tagging by this action itself, object by object, so that tags of objects are kept.

import { getsFrom, putsInto } from '../price/rates.ts'
import type { Tag, TagsExisting } from './asked-operation.ts'
import { tellEvents } from './charges.ts'
import type { AnyOperation, Work } from './operation.ts'
import { priceRecords, tellTags } from './put-object-tagging.ts'

export type PlannedTags = Work<'TagOneByOne'> & {
  readonly tags: readonly Tag[]
  readonly existing: Exclude<TagsExisting, 'replace'>
}

export const TAG_GRANTS = {
  /**
   * The version forms, because in a versioned bucket exactly the version that was read is tagged. The role of every
   * remediation may read the tags of current versions.
   */
  TagObjects: {
    actions: ['s3:GetObjectVersionTagging', 's3:PutObjectTagging', 's3:PutObjectVersionTagging'],
    on: 'sourceObjects',
  },
} as const

/** Right before it, and after it. */
const READS_PER_WRITE = 2

export const TAG_ONE_BY_ONE: AnyOperation<PlannedTags> = {
  name: 'TagOneByOne',
  isOneByOne: true,
  plan(group, { asked }) {
    if (group.operation !== 'selected' || asked?.name !== 'tag' || asked.existing === 'replace') return []
    return [{ operation: 'TagOneByOne', group, tags: asked.tags, existing: asked.existing }]
  },
  identify: ({ tags, existing }) => ['', '', [existing, tags.map(({ key, value }) => [key, value])]],
  price(work, context, make) {
    const { objects } = work.tally
    return [
      ...priceRecords(work, make),
      make.requests(putsInto('STANDARD'), objects, 'PutObjectTagging requests, at most, as into STANDARD'),
      make.requests(
        getsFrom('STANDARD'),
        objects * READS_PER_WRITE,
        'GetObjectTagging before and after each, as from STANDARD',
      ),
      ...tellTags(work, make),
      ...tellEvents(work, context, make),
    ]
  },
  warning:
    'S3 has no condition for tags: the version that was read is tagged, and its tags are read again right before they are written. Tags that another client sets in between are lost; the record in the work location has those that were read.',
}
