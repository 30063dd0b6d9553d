// Tells jumps of objects under keys that the owner of the bucket does not have, and what could not be seen of them.

import { signalsOf } from '../baseline/baseline.ts'
import { SIGNAL_ADVICE, saySignal } from '../baseline/words.ts'
import type { RunResult } from '../result/run-result.ts'
import { formatNoun } from '../words/numbers.ts'
import { bullets, type Markdown, md, NOTHING, stack, strong } from './markdown.ts'

const MAX_LINES = 20

/** For summary and issue: jumps first, then what is unknown; a line where nothing jumped. Empty if nothing was asked for. */
export function renderSignals({ baseline }: Pick<RunResult, 'baseline'>): Markdown {
  const all = signalsOf(baseline)
  if (all.length === 0) return NOTHING
  const jumps = all.filter(({ isJump }) => isJump)
  const unknown = all.filter(({ before, now }) => before === undefined || now === undefined)
  return stack(
    jumps.length === 0 ? md`No jump since the baseline.` : md`🚨 ${strong(SIGNAL_ADVICE)}`,
    bullets(jumps.slice(0, MAX_LINES).map((signal) => strong(`${saySignal(signal)}.`))),
    bullets(unknown.slice(0, MAX_LINES).map((signal) => `Not known: ${saySignal(signal)}.`)),
    tellRest(Math.max(0, jumps.length - MAX_LINES) + Math.max(0, unknown.length - MAX_LINES)),
  )
}

const tellRest = (more: number): Markdown =>
  more === 0 ? NOTHING : md`… and ${formatNoun(more, 'more line')}; the JSON report has all of them.`
