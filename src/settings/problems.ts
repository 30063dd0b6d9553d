// Collects wrong settings, so that all are reported at once, each with its position.

import type { ConfigEntry } from './config-entry.ts'
import type { Place } from './document.ts'

/** The accepted form; or beside what alone the input is accepted; or where it must not be set at all. Each goes on as a sentence. */
type Accepted = string | { readonly only: string } | { readonly empty: string }

/** Without an example if there is none that helps. */
type Problem = readonly [name: string, value: string, accepted: Accepted, example?: string]

/** Where readers report errors. `add` returns undefined, for the caller's `return`. */
export type Problems = {
  readonly add: (...problem: Problem) => undefined
}

/** Not `file:1:2`: compiler-style positions are broken up when they are written to the log (words/outside-text.ts). */
export function showPlace(file: string, { line, column }: Place): string {
  return `${file} line ${line}, column ${column}`
}

export function describeProblem(...[name, value, accepted, example]: Problem): string {
  const shown = value === '' ? 'is empty' : `is ${JSON.stringify(value)}`
  return `${name} ${shown}; ${sayAccepted(accepted)}${example === undefined ? '' : `, for example ${example}`}`
}

function sayAccepted(accepted: Accepted): string {
  if (typeof accepted === 'string') return `accepted is ${accepted}`
  return 'only' in accepted ? `it is accepted only ${accepted.only}` : `it must be empty ${accepted.empty}`
}

/** Why a file of the workspace could not be read; for a missing file, also the usual reason. */
export function describeUnreadable(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error)
  return why === 'it does not exist' ? `${why}; does the job check out the repository before this step?` : why
}

/** For reading again what was already validated elsewhere. */
export const IGNORED: Problems = { add: () => undefined }

/** Every wrong input and setting, each once: a wrong default of many buckets is one mistake. */
export class ProblemList implements Problems {
  readonly #texts = new Set<string>()

  get texts(): readonly string[] {
    return [...this.#texts]
  }

  add(...problem: Problem): undefined {
    this.say(describeProblem(...problem))
  }

  say(problem: string): void {
    this.#texts.add(problem)
  }

  /** For inputs that are only defaults: each entry of the config file can supply what they lack. */
  withoutMissing(): Problems {
    return {
      add: (...problem) => (problem[1] === '' ? undefined : this.add(...problem)),
    }
  }

  /**
   * For the settings of one entry. A wrong value in an input is reported at the input; a value that is wrong only in
   * combination with the entry (a role of another account) is reported at the entry.
   */
  at(file: string, entry: ConfigEntry, defaults: ConfigEntry): Problems {
    return {
      add: (...told) => {
        const [name] = told
        const own = entry.settings.get(name) ?? defaults.settings.get(name)
        const problem = describeProblem(...told)
        if (own === undefined && this.#texts.has(problem)) return undefined
        this.say(`${showPlace(file, own?.place ?? entry.place)}: ${problem}`)
      },
    }
  }
}
