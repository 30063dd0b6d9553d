// Whether the bucket has an inventory configuration that a run can use: which one, its fields, what it covers, and how
// often it delivers.

import { coversAll } from '../../inventory/coverage.ts'
import { chooseConfiguration, type InventoryConfiguration } from '../../inventory/location.ts'
import {
  changeConfigurationCommand,
  createConfigurationCommand,
  NEW_CONFIGURATION,
} from '../../inventory/new-configuration.ts'
import { allowedAge } from '../../inventory/newest.ts'
import { USEFUL_FIELDS } from '../../inventory/useful-fields.ts'
import { isPlanned } from '../../settings/remediation-settings.ts'
import { ActionError } from '../../words/errors.ts'
import { formatDuration } from '../../words/numbers.ts'
import { encodeText } from '../../words/outside-text.ts'
import type { BucketFacts } from '../facts.ts'
import { type Fix, fine, inShell, inWorkflow, type Line, wrong } from '../line.ts'
import { judgeUnseen } from '../look.ts'

/** No line if the bucket itself could not be opened. */
export function checkInventory(facts: BucketFacts): readonly Line[] {
  const { configurations, given, target } = facts
  const subject = { check: 'inventory-configuration', about: target.bucket } as const
  if (given !== undefined) return checkGiven(facts, given)
  if (configurations === undefined) return []
  if ('unseen' in configurations) return [judgeUnseen(subject, configurations.unseen)]
  const asked = { sourceBucket: target.bucket, inventoryId: target.inventoryId }
  try {
    const chosen = chooseConfiguration(configurations.seen, asked)
    const configuration = configurations.seen.find(({ id }) => id === chosen.configurationId)
    const found = `The reports of configuration ${encodeText(chosen.configurationId)} are read.`
    return [fine(subject, found), ...(configuration === undefined ? [] : checkConfiguration(facts, configuration))]
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    return [wrong(subject, error.message, fixFor(error, configurations.seen, facts))]
  }
}

function checkGiven(facts: BucketFacts, given: NonNullable<BucketFacts['given']>): readonly Line[] {
  const { target, delivery } = facts
  const { location } = target
  const id = location?.configurationId ?? ''
  const subject = { check: 'inventory-configuration', about: target.bucket } as const
  if ('unseen' in given) return [judgeUnseen(subject, given.unseen)]
  const coverage = delivery?.location.coverage
  if (typeof given.seen === 'string' || coverage?.kind === 'unknown') {
    const { why = '', remedy = '' } = coverage?.kind === 'unknown' ? coverage : {}
    return [
      wrong(subject, `What the reports at the given location cover is unknown, because ${why}.`, { say: `${remedy}.` }),
    ]
  }
  if (!given.seen.enabled)
    return [wrong(subject, `Configuration ${encodeText(id)} is disabled.`, enable(target.bucket, id))]
  const found = `The reports of configuration ${encodeText(id)} are read, at the location that was given.`
  return [fine(subject, found), ...checkConfiguration(facts, given.seen)]
}

function checkConfiguration(facts: BucketFacts, configuration: InventoryConfiguration): readonly Line[] {
  return [checkFields(facts, configuration), checkCoverage(facts, configuration), checkSchedule(facts, configuration)]
}

const enable = (bucket: string, id: string): Fix => ({
  say: 'Enable it.',
  paste: inShell(changeConfigurationCommand(bucket, id, '.IsEnabled = true')),
})

/** The remedy that fits: enable the only one, add the field, choose one, or create one. */
function fixFor(
  error: ActionError,
  all: readonly InventoryConfiguration[],
  { target, partition, account }: BucketFacts,
): Fix {
  const { bucket, inventoryId } = target
  const say = error.hint ?? ''
  const candidates = inventoryId === undefined ? all : all.filter(({ id }) => id === inventoryId)
  const [first] = candidates
  if (first === undefined) {
    const [other] = all
    if (other !== undefined)
      return { say: `Set inventory-id to one that exists.`, paste: inWorkflow(`inventory-id: ${other.id}`) }
    const work = target.location?.destinationBucket ?? 'DESTINATION-BUCKET'
    const created = { ...NEW_CONFIGURATION, destinationArn: `arn:${partition}:s3:::${work}`, destinationOwner: account }
    const command = createConfigurationCommand(bucket, created)
    return {
      say: 'Create one; the first report takes up to 48 hours. Replace the name in capitals.',
      paste: inShell(command),
    }
  }
  if (error.code === 'INVALID_INPUT') return { say, paste: inWorkflow(`inventory-id: ${first.id}`) }
  if (error.code === 'NO_ENCRYPTION_STATUS') {
    const enabled = candidates.find((candidate) => candidate.enabled) ?? first
    const change = '.OptionalFields += ["EncryptionStatus"]'
    return {
      say: 'Add the field; the next report has it.',
      paste: inShell(changeConfigurationCommand(bucket, enabled.id, change)),
    }
  }
  return enable(bucket, first.id)
}

/** What a run cannot know without a field; fields that this run does not need are only named. */
function checkFields({ target, settings }: BucketFacts, { id, optionalFields }: InventoryConfiguration): Line {
  const subject = { check: 'inventory-fields', about: target.bucket } as const
  const seen = settings !== undefined && 'seen' in settings ? settings.seen : undefined
  const needs = {
    plans: isPlanned(target.remediation),
    bucketKeys: target.keyRule.bucketKey,
    objectLock: seen?.objectLockEnabled === true,
    acls: seen?.aclsEnabled === true,
  }
  const missing = USEFUL_FIELDS.filter(({ field }) => !optionalFields.includes(field))
  const needed = missing.filter(({ isNeeded }) => isNeeded(needs))
  const tell = (fields: typeof missing) => fields.map(({ field, without }) => `${field} (${without})`).join('; ')
  if (needed.length > 0) {
    const change = `.OptionalFields += ${JSON.stringify(needed.map(({ field }) => field))}`
    return wrong(subject, `Fields are missing. Without them: ${tell(needed)}.`, {
      say: 'Add them; the next report has them.',
      paste: inShell(changeConfigurationCommand(target.bucket, id, change)),
    })
  }
  const others = missing.length === 0 ? '' : ` Not needed now, and missing: ${tell(missing)}.`
  return fine(subject, `The configuration has every field that this run needs.${others}`)
}

function checkCoverage({ target, delivery }: BucketFacts, { id, filterPrefix = '' }: InventoryConfiguration): Line {
  const subject = { check: 'inventory-coverage', about: target.bucket } as const
  const { allowsPartialInventory, bucket, include } = target
  if (filterPrefix === '') return fine(subject, 'The reports list the whole bucket.')
  const isCovered = delivery !== undefined && coversAll(delivery.location.coverage, include)
  if (allowsPartialInventory || isCovered)
    return fine(subject, 'The reports list a prefix, which is all that is judged.')
  return wrong(subject, 'The reports list only a prefix of the bucket, so the verdict would be PARTIAL_INVENTORY.', {
    say: 'Remove the filter of the configuration, or set allow-partial-inventory: true if the prefix is all that is to be judged.',
    paste: inShell(changeConfigurationCommand(bucket, id, 'del(.Filter)')),
  })
}

function checkSchedule({ target }: BucketFacts, { id, frequency }: InventoryConfiguration): Line {
  const subject = { check: 'inventory-schedule', about: target.bucket } as const
  const { bucket, maxInventoryAge } = target
  const usual = allowedAge(frequency, [])
  const every = frequency === 'Weekly' ? 'week' : 'day'
  const interval = frequency === 'Weekly' ? 7 * DAY_MS : DAY_MS
  if (maxInventoryAge === 'auto' || maxInventoryAge >= interval) {
    return fine(subject, `A report is delivered every ${every}.`)
  }
  const allowed = formatDuration(maxInventoryAge)
  return wrong(
    subject,
    `A report is delivered every ${every}, and max-inventory-age allows ${allowed}: it is too old before the next one.`,
    {
      say: `Let S3 deliver daily, or set max-inventory-age to auto (here ${formatDuration(usual)}).`,
      paste:
        frequency === 'Weekly' && maxInventoryAge >= DAY_MS
          ? inShell(changeConfigurationCommand(bucket, id, '.Schedule.Frequency = "Daily"'))
          : inWorkflow('max-inventory-age: auto'),
    },
  )
}

const DAY_MS = 24 * 3_600_000
