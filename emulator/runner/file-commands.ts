// The runner's file commands: GITHUB_OUTPUT, _STATE, _ENV, _PATH and _STEP_SUMMARY (actions/runner,
// FileCommandManager.cs, EnvFileKeyValuePairs and CreateStepSummaryCommand).

import { splitLines } from './commands.ts'

/** A summary of exactly this many bytes is shown; a larger one is discarded. */
export const MAX_SUMMARY_BYTES = 1_048_576

export type FileCommandResult = {
  readonly pairs: ReadonlyMap<string, string>
  /** Why the rest of the file was not read; the step then fails. The lines before still count. */
  readonly problem?: string
}

/** `NAME=VALUE` lines and `NAME<<DELIMITER` blocks. Lines end with `\n` only; a `\r` belongs to the value. */
export function parseEnvFile(text: string): FileCommandResult {
  const pairs = new Map<string, string>()
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs.set(line.slice(0, equals), line.slice(equals + 1))
      continue
    }
    if (heredoc < 0) return { pairs, problem: `Invalid format '${line}'` }
    const name = line.slice(0, heredoc)
    const delimiter = line.slice(heredoc + 2)
    if (name === '' || delimiter === '') {
      return { pairs, problem: `Invalid format '${line}'. Name must not be empty and delimiter must not be empty` }
    }
    const end = lines.indexOf(delimiter, index + 1)
    if (end < 0) return { pairs, problem: `Invalid value. Matching delimiter not found '${delimiter}'` }
    pairs.set(name, lines.slice(index + 1, end).join('\n'))
    index = end
  }
  return { pairs }
}

/** One folder per line of GITHUB_PATH. */
export function parsePathFile(text: string): readonly string[] {
  return splitLines(text).filter((line) => line !== '')
}

export type SummaryResult = { readonly summary: string; readonly problem?: string }

/** The summary as it is uploaded: masked line by line, or discarded with an error if it is too large. */
export function readSummary(bytes: Uint8Array, mask: (line: string) => string): SummaryResult {
  if (bytes.length > MAX_SUMMARY_BYTES) {
    const kibibytes = Math.floor(bytes.length / 1024)
    const problem = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${kibibytes}k.`
    return { summary: '', problem }
  }
  const lines = splitLines(Buffer.from(bytes).toString('utf8'))
  return { summary: lines.map((line) => `${mask(line)}\n`).join('') }
}
