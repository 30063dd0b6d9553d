// Reads lines of `buckets` that take buckets of an account: `*`, `prod-*`, `tag:env=prod`, and with `!` those to leave out.

import { matchesWildcards } from '../words/wildcards.ts'
import type { Problems } from './problems.ts'
import type { BucketChoice, BucketLine, BucketSettings, BucketTarget } from './settings-of-a-run.ts'

/** Names have these characters only (S3 User Guide, "General purpose bucket naming rules"). */
const NAME_PATTERN = /^[a-z0-9.*?-]{1,63}$/
/** S3 User Guide, "Using cost allocation S3 bucket tags": the characters of tags, and up to 128 and 256 of them. */
const TAG = /^tag:(?<key>[\p{L}\p{Z}\p{N}_.:/+\-@]{1,128})=(?<value>[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256})$/u

const FORMS = '`*` and `?` in a name, `tag:key=value`, or one of them after `!` to leave buckets out'

/** Whether a line takes buckets of the account or leaves some out, instead of naming one. */
export const isChoiceLine = (line: string) => /^(!|tag:)|^[^=]*[*?]/.test(line)

/** Undefined, and reported, if it is none that can be understood. */
export function readChoiceLine(text: string, problems: Problems): BucketLine | undefined {
  const leavesOut = text.startsWith('!')
  const rest = leavesOut ? text.slice(1).trim() : text
  const { key, value } = TAG.exec(rest)?.groups ?? {}
  if (key !== undefined && value !== undefined) return { text, leavesOut, by: 'tag', key, value }
  if (!rest.startsWith('tag:') && NAME_PATTERN.test(rest)) return { text, leavesOut, by: 'name', pattern: rest }
  return problems.add('buckets', text, FORMS, leavesOut ? '!my-bucket' : rest.startsWith('tag:') ? 'tag:env=prod' : '*')
}

/** The choice of these lines, with the settings from the inputs; none if there are no lines. */
export function readChoice(
  lines: readonly BucketLine[],
  named: readonly string[],
  settings: BucketSettings,
  problems: Problems,
): BucketChoice[] {
  const [first] = lines
  if (first === undefined) return []
  refuseContradictions(lines, named, problems)
  return [{ lines, settings, exceptions: [] }]
}

export function refuseContradictions(lines: readonly BucketLine[], named: readonly string[], problems: Problems): void {
  const texts = lines.map(({ text }) => text)
  const twice = texts.find((text, index) => texts.indexOf(text) < index)
  if (twice !== undefined) problems.add('buckets', twice, 'each line once')
  const idle = lines.every(({ leavesOut }) => leavesOut) ? lines[0] : undefined
  if (idle !== undefined)
    problems.add('buckets', idle.text, '`!` together with a line that takes buckets: `*`, `prod-*` or `tag:…`', '*')
  for (const line of lines) {
    const both = line.leavesOut && line.by === 'name' && named.find((name) => matchesWildcards(line.pattern, name))
    if (both) problems.add('buckets', line.text, `lines that leave out no bucket that is named in full (${both})`, both)
  }
}

/** Targets that stand for a choice until its buckets are known: for checks of settings, and for sign-in. */
export const standInsFor = (choices: readonly BucketChoice[]): readonly BucketTarget[] =>
  choices.flatMap(({ exceptions, lines, settings }) =>
    lines
      .filter(({ leavesOut }) => !leavesOut)
      .map((line) => ({
        ...settings,
        bucket: line.by === 'name' ? line.pattern : '*',
        location: undefined,
        exceptions,
        takenBy: lines,
      })),
  )

/** What only named buckets can have: nobody has looked at a bucket that a line takes. */
export function refuseForChoices(
  choices: readonly BucketChoice[],
  { runMode, hasApproval }: { readonly runMode: string; readonly hasApproval: boolean },
  problems: Problems,
): void {
  for (const { lines, settings } of choices) {
    const shown = lines.map(({ text }) => text).join(', ')
    const { mode } = settings.remediation
    if (runMode === 'setup') problems.add('buckets', shown, 'the names of buckets with mode: setup', 'my-bucket')
    if (settings.source === 'manifest-generator')
      problems.add('buckets', shown, 'the names of buckets with source: manifest-generator', 'my-bucket')
    if (runMode === 'audit' && (mode === 'confirm' || mode === 'run') && !hasApproval) {
      const accepted =
        '`none` or `plan` where lines take buckets that they do not name, or the same together with approved-plan: a bucket that is new since the plan is then never changed'
      problems.add('remediation', mode, accepted, 'remediation: plan')
    }
  }
}
