// The process of the action, and of the command behind cli/index.ts. The exit code is that of a failure from the first
// statement on; only the last line of a proven run sets another, so that a lost socket or an empty event loop is never taken
// for an answer.
const cli: unknown = Reflect.get(globalThis, Symbol.for('s3-encryption-compliance.terminal'))
const FAILED = typeof cli === 'string' ? 2 : 1
process.exitCode = FAILED

import { createDeps } from './external/deps.ts'
import type { Front } from './external/front.ts'
import { createRunnerFront } from './external/runner.ts'
import { createTerminal, readDescriptions } from './external/terminal.ts'
import { run } from './main.ts'
import type { Ended } from './result/answer.ts'
import { verifyReport } from './run/verify.ts'
import { EXIT_CODES, enter } from './terminal/enter.ts'
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
    setTimeout(() => process.exit(cli === undefined ? 130 : FAILED), LAST_WORDS_MS).unref()
  })
}
process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => die(error))
process.removeAllListeners('unhandledRejection').on('unhandledRejection', (error) => die(error))
process.on('beforeExit', () => {
  if (!ended) die(new Error('the run ended before it had an answer'))
})

function die(error: unknown): never {
  // The message may contain text from AWS; the stack frames are our own.
  const frames = (error instanceof Error ? (error.stack ?? '') : '').split('\n').filter((line) => /^\s+at /.test(line))
  const text = safeText([messageOf(error), ...frames].join('\n'))
  if (cli !== undefined) process.stderr.write(`error: INTERNAL_ERROR: ${text}\n`)
  else process.stdout.write(`::error title=INTERNAL_ERROR::${text.replaceAll('%', '%25').replaceAll('\n', '%0A')}\n`)
  process.exit(FAILED)
}

const runWith = (front: Front): Promise<Ended> => run(createDeps(process.env, front, interrupted.signal))

async function runAsAction(): Promise<number> {
  const { ok } = await runWith(createRunnerFront(process.env))
  return interrupted.signal.aborted ? 130 : ok ? 0 : 1
}

async function runAsCommand(entry: string): Promise<number> {
  const { stdin, stdout, stderr } = process
  // Whoever reads may stop reading: what was started in S3 is still followed to its end.
  for (const stream of [stdout, stderr]) stream.on('error', () => {})
  const answer = await enter({
    words: process.argv.slice(2),
    signal: interrupted.signal,
    readDescriptions: () => readDescriptions(entry),
    print: (text) => stdout.write(text),
    useProfile: (name) => {
      process.env.AWS_PROFILE = name
    },
    openTerminal: (readInput, own) =>
      createTerminal(
        process.env,
        { stdin, stdout, stderr },
        { readInput, isJson: own.has('json'), isVerbose: own.has('verbose') },
      ),
    verify: (terminal, question) => verifyReport(question, createDeps(process.env, terminal, interrupted.signal)),
    run: async (terminal) => (await runWith(terminal)).answer,
  })
  return interrupted.signal.aborted ? FAILED : EXIT_CODES[answer]
}

const code = typeof cli === 'string' ? await runAsCommand(cli) : await runAsAction()
ended = true
process.exitCode = code
// An abandoned connection that still hangs must not delay the end of a run that has reported everything.
setTimeout(() => process.exit(), LINGER_MS).unref()
