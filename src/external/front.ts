// Defines what stands between a run and whoever started it: where inputs come from, and where its words go. runner.ts is the
// front of GitHub Actions, terminal.ts that of the command.

import type { Trigger } from '../settings/settings-of-a-run.ts'
import type { JobFolders } from './workspace-files.ts'

/** The log of a run. Every line is encoded by words/outside-text.ts, so no text can become a command of a runner or a terminal. */
export type Log = {
  readonly info: (line: string) => void
  readonly debug: (line: string) => void
  readonly warning: (line: string) => void
  /** How far a long step is; the next such line may replace it. */
  readonly progress: (line: string) => void
  /** Opens a folded group; the next `group` or `endGroup` closes it. */
  readonly group: (title: string) => void
  readonly endGroup: () => void
}

export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
}

/** Who started a run, and from where. */
export type Origin = {
  /** What started it, as far as that decides whether it may write to AWS (settings/trigger.ts). */
  readonly trigger: Trigger
  /** `owner/name`, or empty. */
  readonly repository: string
  /** Ids of the owner and the repository, which the subjects of tokens can hold; undefined if not known. */
  readonly repositoryIds: { readonly owner: string; readonly repository: string } | undefined
  readonly runId: string
  /** `refs/heads/…`; empty if there is none. */
  readonly ref: string
  /** Where the run can be looked at; empty if nowhere. */
  readonly runUrl: string
  /** Whether a command was typed: then inputs are flags, and no step succeeds or fails. */
  readonly isCommand: boolean
  /** Whether those who read may see object keys; undefined: GitHub says it. */
  readonly mayShowKeys: boolean | undefined
}

export type Front = {
  readonly origin: Origin
  readonly log: Log
  readonly folders: JobFolders
  /** The text of an input; '' if it is not set. */
  readonly readInput: (name: string) => string
  /** Names of variables by which inputs may have been set. */
  readonly variables: readonly string[]
  /** The OIDC token of the job; undefined if roles are assumed with the credentials of the environment. */
  readonly requestIdToken: ((audience: string) => Promise<string>) | undefined
  /** The Region where neither input nor environment names one; undefined if it has to be named. */
  readonly findRegion: (() => Promise<string | undefined>) | undefined
  /** From now on, the text is shown nowhere. */
  readonly maskSecret: (secret: string) => void
  /** Sets an output immediately; a later value replaces it. */
  readonly writeOutput: (name: string, value: string) => void
  readonly annotate: (annotation: Annotation) => void
  /** Shows the summary, replacing that of an earlier call. Returns an error message instead of throwing. */
  readonly writeSummary: (markdown: string) => Promise<string | undefined>
  /** Hands the JSON report on, if somebody waits for it. */
  readonly writeJson: (render: () => string) => void
}

/** A log that keeps its lines until `print` writes them as one folded group. Debug lines are written immediately. */
export function collectGroup(log: Log): { readonly log: Log; readonly print: (title: string) => void } {
  const lines: (() => void)[] = []
  const collected: Log = {
    info: (line) => lines.push(() => log.info(line)),
    debug: log.debug,
    warning: (line) => lines.push(() => log.warning(line)),
    progress: log.progress,
    group: (step) => lines.push(() => log.info(step)),
    endGroup: () => {},
  }
  const print = (title: string) => {
    log.group(title)
    for (const write of lines.splice(0)) write()
    log.endGroup()
  }
  return { log: collected, print }
}
