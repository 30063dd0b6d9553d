// Judges what was not seen.

import type { ActionError } from '../words/errors.ts'
import { type Fix, type Line, unknown, wrong } from './line.ts'

/**
 * The line of something that was not seen. A refusal says nothing about the thing itself, nor does a service that does
 * not answer: both are unknown. Any other error was found by looking.
 */
export function judgeUnseen(subject: Pick<Line, 'check' | 'about'>, error: ActionError, paste?: Fix['paste']): Line {
  const { code, message, hint = 'Run it again.' } = error
  const judge = NOT_LOOKED.has(code) ? unknown : wrong
  return judge(subject, message, { say: hint, paste })
}

const NOT_LOOKED: ReadonlySet<string> = new Set([
  'ACCESS_DENIED',
  'SERVICE_UNAVAILABLE',
  'INTERRUPTED',
  'INTERNAL_ERROR',
  'NO_CREDENTIALS',
])
