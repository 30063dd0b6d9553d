// Reports exceptions: what they matched, who is responsible, when they expire, and a warning before they do.

import { ANNOUNCED_DAYS, type ExceptionRule, type ToldException } from '../findings/exception.ts'
import type { Findings } from '../findings/findings.ts'
import type { BucketResult } from '../result/run-result.ts'
import { addCounts, NO_OBJECTS, type ObjectCount } from '../words/encryption.ts'
import { formatBytes, formatDuration, formatNoun } from '../words/numbers.ts'
import type { LogGroup } from './log-group.ts'
import { code, type Inline, keyCode, type Markdown, md, NOTHING, show, stack, table } from './markdown.ts'
import type { Tense } from './tense.ts'

const MAX_ROWS = 20

/** Total of all exceptions. */
export function sumExcepted(scan: Findings): ObjectCount {
  return scan.excepted.reduce<ObjectCount>(addCounts, NO_OBJECTS)
}

/** One row per exception, in the order of the configuration. Prefixes and suffixes are shown only if keys may be. */
export function renderExceptions(exceptions: readonly ToldException[], listKeys: boolean, tense: Tense): Markdown {
  const rows = exceptions
    .slice(0, MAX_ROWS)
    .map((told): Inline[] => [
      renderRule(told.exception.rule, listKeys),
      told.excepted.objects,
      formatBytes(told.excepted.bytes),
      told.exception.owner,
      told.exception.reason,
      renderExpiry(told, tense),
    ])
  const more = exceptions.length - rows.length
  return stack(
    table(
      [
        { title: 'Objects that are' },
        { title: 'Excepted', align: 'right' },
        { title: 'Size', align: 'right' },
        { title: 'Owner' },
        { title: 'Reason' },
        { title: 'Last day' },
      ],
      rows,
    ),
    more > 0 ? md`… and ${formatNoun(more, 'more exception')}. The JSON report has all of them.` : NOTHING,
  )
}

function renderRule(rule: ExceptionRule, listKeys: boolean): Markdown {
  const key = (part: string) => (listKeys ? keyCode(part) : md`(keys are not shown here)`)
  const conditions = [
    ...(rule.prefix === undefined ? [] : [md`under ${key(rule.prefix)}`]),
    ...(rule.suffix === undefined ? [] : [md`ending in ${key(rule.suffix)}`]),
    ...(rule.largerThan === undefined ? [] : [md`larger than ${formatBytes(BigInt(rule.largerThan))}`]),
    ...(rule.smallerThan === undefined ? [] : [md`smaller than ${formatBytes(BigInt(rule.smallerThan))}`]),
    ...(rule.olderThanMs === undefined ? [] : [md`older than ${formatDuration(rule.olderThanMs)}`]),
    ...(rule.newerThanMs === undefined ? [] : [md`newer than ${formatDuration(rule.newerThanMs)}`]),
  ]
  return { markdown: conditions.map(show).join(', ') }
}

/** An issue lasts: what is true only today is omitted, so that it says only once that an exception will soon expire. */
function renderExpiry({ exception, daysLeft, missingColumns }: ToldException, tense: Tense): Markdown {
  const date = code(exception.expires)
  if (daysLeft < 0) return md`${date} **expired**`
  if (missingColumns.length > 0) return md`${date} (excepts nothing: the report lacks ${missingColumns.join(', ')})`
  if (!isAnnounced(daysLeft)) return date
  return tense === 'now'
    ? md`${date} ⏳ ${sayLeft(daysLeft)}`
    : md`${date} ⏳ in its last ${formatNoun(ANNOUNCED_DAYS, 'day')}`
}

const isAnnounced = (daysLeft: number) => daysLeft >= 0 && daysLeft <= ANNOUNCED_DAYS
const sayLeft = (daysLeft: number) => (daysLeft === 0 ? 'today' : `in ${formatNoun(daysLeft, 'day')}`)

/**
 * One line for each exception that has expired, will expire soon, or cannot be evaluated. Without keys: many people
 * read logs.
 */
export function warnAboutExceptions({ bucket, exceptions = [] }: BucketResult): string[] {
  return exceptions.flatMap(({ exception, daysLeft, excepted, missingColumns }, index) => {
    const which = `Exception ${index + 1} of ${bucket} (owner ${exception.owner})`
    if (daysLeft < 0) return [`${which} expired after ${exception.expires}: its objects are findings again.`]
    if (missingColumns.length > 0)
      return [`${which} excepts nothing: it needs ${missingColumns.join(', ')}, which the inventory report lacks.`]
    if (!isAnnounced(daysLeft)) return []
    const objects = formatNoun(excepted.objects, 'object')
    return [`${which} ends ${sayLeft(daysLeft)}, after ${exception.expires}: ${objects} will be findings again.`]
  })
}

/** The lines of the log after a scan with exceptions. The log escapes them. */
export function describeExceptions(exceptions: readonly ToldException[]): LogGroup {
  const total = exceptions.reduce((sum, { excepted }) => sum + excepted.objects, 0)
  return {
    title: `Exceptions: ${formatNoun(total, 'object')}`,
    lines: exceptions.map(({ exception: { owner, reason, expires }, daysLeft, excepted }, index) => {
      const state =
        daysLeft < 0 ? 'expired after' : isAnnounced(daysLeft) ? `ends ${sayLeft(daysLeft)}, after` : 'until'
      return `${index + 1}: ${formatNoun(excepted.objects, 'object')}, ${state} ${expires}, ${owner}: ${reason}`
    }),
  }
}
