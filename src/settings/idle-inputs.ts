// Lists which inputs have no effect beside others, and says so. What would change what is written is refused; what only
// bounds or shapes something that this run does not do is told, so that nobody relies on a limit that limits nothing.

import type { ReadText } from './fields.ts'
import type { Problems } from './problems.ts'
import { INPUT_DEFAULTS } from './table.ts'

type Rule = {
  readonly inputs: readonly string[]
  /** Why they have no effect, after "…, because"; undefined if they have one. */
  readonly idle: (text: ReadText) => string | undefined
}

const unless = (name: string, words: readonly string[], why: string) => (text: ReadText) =>
  words.includes(text(name)) ? undefined : why.replaceAll('{}', text(name))

/** They would be files that are missing afterwards, and a comparison that was not made. */
const REFUSED: readonly Rule[] = [
  {
    inputs: ['baseline', 'findings-file', 'reports'],
    idle: unless('mode', ['audit'], 'with `mode: audit` (this is `mode: {}`, which finds nothing)'),
  },
]

/** Of the whole run: a config file cannot make them have an effect. */
const TOLD: readonly Rule[] = [
  {
    inputs: [
      'approved-plan-max-age',
      'max-objects',
      'max-cost',
      'rates-file',
      'allow-unversioned',
      'copy-engine',
      'max-direct-objects',
      'restore-archived',
      'restore-tier',
      'restore-days',
      'job-manifest',
      'job-priority',
      'wait',
      'wait-timeout',
      'poll-interval',
    ],
    idle: (text) => (text('remediation') === 'none' ? 'remediation is none, and nothing is started' : undefined),
  },
  {
    inputs: ['approved-plan-max-age'],
    idle: (text) => (text('approved-plan') === '' ? 'there is no approved-plan' : undefined),
  },
  {
    inputs: ['wait-timeout', 'poll-interval'],
    idle: (text) => (text('wait') === 'false' ? 'wait is false' : undefined),
  },
  {
    inputs: ['issue-id', 'issue-title', 'issue-labels', 'issue-assignees'],
    idle: unless('on-findings', ['issue', 'fail-and-issue'], 'on-findings is {}, and no issue is kept'),
  },
]

/** Of settings that a config file can change for each bucket: told where there is none. */
const TOLD_WITHOUT_FILE: readonly Rule[] = [
  {
    inputs: ['athena-workgroup', 'athena-database', 'athena-output', 'max-bytes-scanned', 'keep-athena-objects'],
    idle: (text) => (asksAthena(text) ? undefined : 'nothing is asked of Athena'),
  },
  {
    inputs: ['max-inventory-age', 'inventory-bucket-owner'],
    idle: (text) =>
      ['list', 'manifest-generator'].includes(text('source'))
        ? `source is ${text('source')}, which is no report`
        : undefined,
  },
  {
    inputs: ['restore-tier', 'restore-days'],
    idle: (text) =>
      text('operation') === 'encrypt' && text('restore-archived') === 'false' ? 'restore-archived is false' : undefined,
  },
  {
    inputs: ['max-direct-objects'],
    idle: (text) =>
      text('operation') === 'encrypt' && text('copy-engine') === 'batch' ? 'copy-engine is batch' : undefined,
  },
  {
    inputs: ['bucket-key'],
    idle: unless('target-encryption', ['SSE-KMS'], 'target-encryption is {}, which has no bucket keys'),
  },
  {
    inputs: ['audience', 'role-session-name', 'role-duration-seconds', 'narrow-session'],
    idle: (text) =>
      text('role-to-assume') === ''
        ? 'there is no role-to-assume, and the credentials are used as they are'
        : undefined,
  },
]

function asksAthena(text: ReadText): boolean {
  const source = text('source')
  if (source === 'metadata' || source === 'auto') return true
  return source === 'inventory' && ['auto', 'athena'].includes(text('scan-engine'))
}

const isSet = (text: ReadText) => (name: string) => text(name) !== (INPUT_DEFAULTS.get(name) ?? '')

/** Adds the inputs that must not be set here to `problems`. */
export function refuseIdleInputs(text: ReadText, problems: Problems): void {
  for (const { inputs, idle } of REFUSED) {
    const why = idle(text)
    if (why === undefined) continue
    for (const name of inputs.filter(isSet(text))) problems.add(name, text(name), { only: why })
  }
}

/**
 * A sentence for each reason why inputs have no effect, each input once. A doctor and a setup look at what a run with the
 * same inputs would need: of them nothing is said.
 */
export function describeIdleInputs(text: ReadText): readonly string[] {
  if (text('mode') !== 'audit') return []
  const told = new Set<string>()
  return [...TOLD, ...(text('config-file') === '' ? TOLD_WITHOUT_FILE : [])].flatMap(({ inputs, idle }) => {
    const why = idle(text)
    const names = why === undefined ? [] : inputs.filter(isSet(text)).filter((name) => !told.has(name))
    for (const name of names) told.add(name)
    if (names.length === 0) return []
    return [`${joinNames(names)} ${names.length === 1 ? 'has' : 'have'} no effect in this run: ${why}.`]
  })
}

const joinNames = (names: readonly string[]) =>
  names.length === 1 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
