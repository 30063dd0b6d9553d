// Knows how a command of an example runs: in bash as on a runner, in a folder of its own, where `aws` and `jq` are stand-ins
// that write down what they were asked.

import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One call of the AWS CLI: its words, and the text of the file that it was given. */
export type AwsCall = { readonly words: readonly string[]; readonly text: string }

/** Only the filters of the examples; jq itself has been tried by hand. Anything else ends with an error. */
const JQ = `#!/usr/bin/env node
const [, , compact, filter, file] = process.argv
const all = JSON.parse(require('node:fs').readFileSync(file, 'utf8'))
const parts = /^range\\(0; length; (\\d+)\\) as \\$i \\| \\.\\[\\$i:\\$i \\+ \\1\\]$/.exec(filter)
if (compact !== '-c' || (parts === null && filter !== '.[]')) process.exit(3)
const size = Number(parts?.[1])
const lines = parts === null ? all : all.flatMap((_, at) => (at % size === 0 ? [all.slice(at, at + size)] : []))
for (const line of lines) process.stdout.write(JSON.stringify(line) + '\\n')
`

/** Answers `answer`, and keeps the file that it is given. */
const AWS = `#!/usr/bin/env node
const { appendFileSync, readFileSync } = require('node:fs')
const words = process.argv.slice(2)
const file = words.find((word) => word.startsWith('file://'))?.slice(7) ?? words[2]
appendFileSync(process.env.CALLS, JSON.stringify({ words, text: readFileSync(file, 'utf8') }) + '\\n')
process.stdout.write(process.env.ANSWER)
`

type Shell = {
  readonly files: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** What the AWS CLI prints. */
  readonly answer?: string
}

/** GitHub Docs, "Workflow syntax": bash is run with `-e`. */
export function runInShell(command: string, { files, env = {}, answer = '' }: Shell) {
  const folder = mkdtempSync(join(tmpdir(), 'shell-'))
  try {
    const bin = join(folder, 'bin')
    mkdirSync(bin)
    const programs = { aws: AWS, jq: JQ }
    for (const [name, text] of Object.entries(programs)) {
      writeFileSync(join(bin, name), text)
      chmodSync(join(bin, name), 0o755)
    }
    const work = join(folder, 'work')
    mkdirSync(work)
    for (const [name, text] of Object.entries(files)) writeFileSync(join(work, name), text)
    const calls = join(folder, 'calls')
    writeFileSync(calls, '')
    const path = `${bin}:${join(process.execPath, '..')}:${process.env.PATH}`
    let exitCode = 0
    try {
      execFileSync('bash', ['-e', '-c', command], {
        cwd: work,
        env: { ...env, PATH: path, CALLS: calls, ANSWER: answer },
        stdio: 'pipe',
      })
    } catch (error) {
      exitCode = (error as { readonly status?: number }).status ?? -1
    }
    const told = readFileSync(calls, 'utf8').split('\n').filter(Boolean)
    return { exitCode, calls: told.map((line) => JSON.parse(line) as AwsCall) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
