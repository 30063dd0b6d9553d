// The plan of a setup, and what became of it: in the log, the summary and the JSON report.

import type { Change, ChangeState } from '../setup/change.ts'
import { isSetUp, type SetupStatus } from '../setup/conclude.ts'
import { formatNoun } from '../words/numbers.ts'
import { safeText } from '../words/outside-text.ts'
import type { LogGroup } from './log-group.ts'
import { code, codeBlock, heading, type Markdown, md, NOTHING, stack } from './markdown.ts'

const WORDS: Readonly<Record<ChangeState, string>> = {
  planned: 'would be written',
  made: 'was written',
  refused: 'is not written',
  failed: 'could not be written',
}

const HEADLINES: Readonly<Record<SetupStatus, string>> = {
  FINE: '✅ Nothing is missing',
  PLANNED: '📋 This is missing; `apply: true` creates it',
  COMPLETE: '✅ Everything that was missing was created',
  INCOMPLETE: '⛔ Something is left that a person must do',
  FAILED: '⛔ Something could not be created',
}

/** What is added is the same JSON, in characters that mean nothing to GitHub, the runner or a terminal. */
const showAdded = ({ adds }: Change): string =>
  JSON.stringify(adds, undefined, 2).replace(
    /[^ -~\n]|[`#]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const diffOf = (change: Change) =>
  change.adds === undefined
    ? []
    : showAdded(change)
        .split('\n')
        .map((line) => `+ ${line}`)

export function describeChanges(changes: readonly Change[], status: SetupStatus): readonly LogGroup[] {
  const title = `Setup: ${status}, ${formatNoun(changes.length, 'change')}`
  return [
    { title, lines: [] },
    ...changes.map((change) => ({
      title: `${change.what} of ${change.bucket} ${WORDS[change.state]}: ${change.say}`,
      lines: diffOf(change),
    })),
  ]
}

/** S3 has no condition for these writes (S3 API Reference), which a reader of a plan must know. */
const CAUTION =
  'S3 knows no condition for these writes: what somebody else writes to the same bucket at the same moment can be lost. Each is read back and compared.'

export function renderChanges(changes: readonly Change[], status: SetupStatus): Markdown {
  const blocks = changes.map((change) =>
    stack(
      md`${code(change.what)} of ${code(change.bucket)} ${WORDS[change.state]}. ${change.say}`,
      change.adds === undefined ? NOTHING : codeBlock('json', showAdded(change)),
    ),
  )
  const caution = changes.some(({ state }) => state === 'planned' || state === 'made') ? md`ℹ️ ${CAUTION}` : NOTHING
  return stack(heading(2, { markdown: HEADLINES[status] }), ...blocks, caution)
}

export const describeChange = ({ adds, bucket, say, source, state, what }: Change) => ({
  what,
  bucket,
  source,
  state,
  say: safeText(say),
  adds,
})

/** For an annotation; undefined if the setup succeeded. */
export function explainSetup(changes: readonly Change[], status: SetupStatus): string | undefined {
  if (isSetUp(status)) return undefined
  const left = changes.filter(({ state }) => state === 'refused' || state === 'failed')
  return left.map(({ say, what }) => `${what}: ${say}`).join('\n')
}
