// Says what is wrong with inputs as a reader at a terminal knows it, where there is no job, no step and no workspace.

/** The words for a step of a workflow, and those for a command. */
const WORDS: readonly (readonly [ofStep: string, ofCommand: string])[] = [
  ['; does the job check out the repository before this step?', ''],
  ['in an existing folder of the workspace or of RUNNER_TEMP', 'in an existing folder, the current one or below it'],
  ['it is outside the workspace and RUNNER_TEMP', 'it is outside the current folder'],
  ['it is outside the workspace', 'it is outside the current folder'],
  ['in the workspace', 'in the current folder or below it'],
  ['the output plan-id of a step with `remediation: plan`', 'the plan-id that the command plan prints'],
]

export const sayOnTerminal = (problem: string): string =>
  WORDS.reduce((text, [ofStep, ofCommand]) => text.replaceAll(ofStep, ofCommand), problem)

/** Inputs that no flag sets, but the word after the name of the command. */
const BY_COMMAND = /^(?:remediation|mode) (?:is|has)/

export const explainCommands = (problems: readonly string[]): string =>
  problems.some((problem) => BY_COMMAND.test(problem))
    ? ' remediation and mode are set by the command itself: plan, run, confirm, cancel; doctor, setup.'
    : ''
