// The process of the action. The exit code is 1 from the first statement on; only the last line of a proven run sets 0,
// so that a lost socket or an empty event loop is never taken for success.
process.exitCode = 1

import { createDeps } from './external/deps.ts'
import { run } from './main.ts'
import { messageOf } from './words/errors.ts'
import { safeText } from './words/outside-text.ts'

const interrupted = new AbortController()
/**
 * The runner sends SIGINT, then SIGTERM 7.5 s later, and kills 2.5 s after that; everything must be reported before.
 */
const LAST_WORDS_MS = 5_000
const LINGER_MS = 500

let ended = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted.abort(signal)
    setTimeout(() => process.exit(130), LAST_WORDS_MS).unref()
  })
}
process.on('uncaughtException', (error) => die(error))
process.on('unhandledRejection', (error) => die(error))
process.on('beforeExit', () => {
  if (!ended) die(new Error('the run ended before it had an answer'))
})

function die(error: unknown): never {
  // The message may contain text from AWS; the stack frames are our own.
  const frames = (error instanceof Error ? (error.stack ?? '') : '').split('\n').filter((line) => /^\s+at /.test(line))
  const text = safeText([messageOf(error), ...frames].join('\n'))
  process.stdout.write(`::error title=INTERNAL_ERROR::${text.replaceAll('%', '%25').replaceAll('\n', '%0A')}\n`)
  process.exit(1)
}

const ok = await run(createDeps(process.env, interrupted.signal))
ended = true
process.exitCode = interrupted.signal.aborted ? 130 : ok ? 0 : 1
// An abandoned connection that still hangs must not delay the end of a run that has reported everything.
setTimeout(() => process.exit(), LINGER_MS).unref()
