// Reads which operation is asked for, what it needs, and which inputs it has no use for.

import { ASKED_OPERATIONS, type SelectedOperation, TAGS_EXISTING, type Tag } from '../operations/asked-operation.ts'
import { findWrongTag, MAX_OBJECT_TAGS } from '../words/object-tags.ts'
import { type ReadText, readMode, readWord, splitLines } from './fields.ts'
import { readLambdaCall } from './lambda-call.ts'
import { FILTER_INPUTS, readObjectFilter } from './object-filter.ts'
import { IGNORED, type Problems } from './problems.ts'
import { readRestoreRequest } from './remediation.ts'
import { INPUT_DEFAULTS } from './table.ts'

type Name = (typeof ASKED_OPERATIONS)[number]

/** The inputs that only some operations use. A value that would have no effect is an error: it may be meant to have one. */
const USED_BY: readonly (readonly [operations: readonly Name[], inputs: readonly string[]])[] = [
  [['tag', 'restore', 'invoke-lambda'], FILTER_INPUTS],
  [
    ['encrypt', 'restore'],
    ['restore-tier', 'restore-days'],
  ],
  [['tag'], ['tags', 'tags-existing']],
  [['invoke-lambda'], ['lambda-arn', 'lambda-payload-version', 'lambda-user-arguments']],
  [
    ['encrypt'],
    [
      'accepted-encryption',
      'require-bucket-key',
      'max-findings',
      'on-findings',
      'findings-file',
      'reports',
      'target-encryption',
      'kms-key-arn',
      'bucket-key',
      'copy-engine',
      'restore-archived',
      'allow-unversioned',
      'baseline',
    ],
  ],
]

/**
 * Undefined for `encrypt`. Everything is read even if unused, so that a wrong value is reported before it matters.
 */
export function readAskedOperation(text: ReadText, problems: Problems): SelectedOperation | undefined {
  const name = readWord(ASKED_OPERATIONS, 'operation', text, problems)
  const filter = readObjectFilter(text, problems)
  const tags = readTags(text, problems)
  const existing = readWord(TAGS_EXISTING, 'tags-existing', text, problems)
  const call = readLambdaCall(text, problems, name === 'invoke-lambda')
  refuseIdleInputs(name, text, problems)
  if (name === 'encrypt') return undefined
  if (readMode(text, IGNORED) === 'none') {
    const accepted = `\`plan\`, \`confirm\`, \`run\` or \`cancel\` with \`operation: ${name}\`, which has no verdict`
    problems.add('remediation', 'none', accepted, 'plan')
  }
  if (name === 'restore') return { name, filter, restore: readRestoreRequest(text, problems) }
  if (name === 'invoke-lambda') return { name, filter, call }
  if (tags.length === 0 && text('tags') === '') {
    problems.add('tags', '', `${TAGS_FORM} (required with \`operation: tag\`)`, 'team=archive')
  }
  return { name, filter, tags, existing }
}

function refuseIdleInputs(name: Name, text: ReadText, problems: Problems): void {
  for (const [operations, inputs] of USED_BY) {
    if (operations.includes(name)) continue
    for (const input of inputs) {
      const value = text(input)
      const byDefault = INPUT_DEFAULTS.get(input) ?? ''
      if (value === byDefault) continue
      const users = operations.map((user) => `\`operation: ${user}\``).join(' or ')
      problems.add(input, value, { only: `with ${users} (this is \`operation: ${name}\`)` })
    }
  }
}

const TAGS_FORM = `one key=value per line, at most ${MAX_OBJECT_TAGS}`

function readTags(text: ReadText, problems: Problems): readonly Tag[] {
  const value = text('tags')
  const tags: Tag[] = []
  for (const line of splitLines(value)) {
    const at = line.indexOf('=')
    const tag = { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }
    const wrong = at < 0 ? 'there is no = between key and value' : findWrongTag(tag)
    if (wrong !== undefined) problems.add('tags', line, `${TAGS_FORM} (${wrong})`, 'team=archive')
    else if (tags.some(({ key }) => key === tag.key)) problems.add('tags', line, 'each key once', 'team=archive')
    else tags.push(tag)
  }
  if (tags.length > MAX_OBJECT_TAGS) {
    problems.add('tags', `${tags.length} tags`, `${TAGS_FORM}: an object cannot have more`, 'team=archive')
  }
  return tags
}
