// The same mistake in a workflow and on a terminal: whole sentences, each once, in words that the reader has.

import { afterEach, describe, expect, it } from '@jest/globals'
import { runCommand } from '../support/command.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const open = () => openScenario({ seed: () => {}, deliver: false })
const count = (text: string, part: string) => text.split(part).length - 1

describe.each<[string, Readonly<Record<string, string>>, string, readonly string[]]>([
  [
    'what is missing',
    { operation: 'tag', remediation: 'plan' },
    'tags is empty; accepted is one key=value per line, at most 10 (required with `operation: tag`), for example team=archive',
    ['plan', '--operation', 'tag'],
  ],
  [
    'a file that is not there',
    { 'config-file': 'none.yml', buckets: '' },
    'config-file is "none.yml"; accepted is the path of a YAML file in the workspace (it does not exist; does the job check out the repository before this step?), for example .github/s3-encryption.yml',
    ['scan', '--config-file', 'none.yml'],
  ],
  [
    'what must be empty',
    { source: 'metadata', 'athena-database': 'db' },
    'athena-database is "db"; it must be empty with `source: metadata`, whose tables have a catalog of their own.',
    ['scan', '--source', 'metadata', '--athena-database', 'db'],
  ],
  [
    'what has no use',
    { signals: 'sse-c' },
    'signals is "sse-c"; it is accepted only with `baseline`: a jump is one since an earlier run.',
    ['scan', '--signals', 'sse-c'],
  ],
])('%s', (_name, inputs, sentence, words) => {
  it('in a workflow', async () => {
    const run = await (await open()).run(inputs)

    expect(run.annotated).toContain(sentence)
    const lines = run.stdout.split('\n').filter((line) => !line.startsWith('::'))
    expect(count(lines.join('\n'), sentence)).toBe(1)
    expect(run.stdout).toContain('Correct the `with:` block of the step')
    expect(run.stdout).not.toMatch(/for example (?:''|nothing|another)|accepted is (?:only|required|empty)/)
  })

  it('on a terminal', async () => {
    const buckets = words.includes('--config-file') ? [] : ['--buckets', BUCKET]
    const { stderr, stdout, exitCode } = await runCommand(await open(), [...words, ...buckets])

    expect(exitCode).toBe(3)
    for (const text of [stderr, stdout]) {
      expect(text.replaceAll(/\s+/g, ' ')).toContain('Correct the flags of the command')
      expect(text).not.toMatch(/workspace|RUNNER_TEMP|the job|this step|with:|0 findings in 0 buckets|Policy: +·/)
    }
    expect(stdout).not.toMatch(/`|\w\.Correct/)
  })
})

it('names the command for an input that it sets', async () => {
  const run = await runCommand(await open(), ['scan', '--buckets', BUCKET, '--operation', 'restore'])

  expect(run.exitCode).toBe(3)
  expect(run.stderr).toContain('remediation and mode are set by the command itself')
})

it.each([
  [['verify', 'none.json'], 'error: none.json cannot be read: it does not exist\n'],
  [['verify', '.'], 'error: . cannot be read: it is a folder\n'],
])('%j says why in words', async (words, says) => {
  const run = await runCommand(await open(), words)

  expect(run.exitCode).toBe(3)
  expect(run.stderr).toContain(says)
  expect(run.stderr).not.toMatch(/ENOENT|%60|EISDIR/)
})
