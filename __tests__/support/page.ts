// Knows how a reader follows a page: the commands of its blocks one after the other, in one folder, in one shell. Anything it
// does not know is an error.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { oidcState } from '../../emulator/oidc/state.ts'
import { type CommandOptions, type CommandRun, runCommand } from './command.ts'
import { readBlock } from './documented.ts'
import { deployStack, resolveText } from './infra.ts'
import { rootClient } from './paste.ts'
import type { Scenario } from './scenario.ts'

export type Reader = {
  readonly scenario: Scenario
  /** Where files are written, and the credentials of whoever reads. */
  readonly options: CommandOptions & { readonly folder: string }
  /** Variables that were exported. */
  readonly variables: Record<string, string>
}

/** Runs the commands of a block as they stand. Returns the runs of the command of this package. */
export async function follow(reader: Reader, id: string): Promise<readonly CommandRun[]> {
  const runs: CommandRun[] = []
  for (const line of readBlock(id).replaceAll('\\\n', ' ').trim().split('\n')) {
    const run = await runLine(reader, line)
    if (run !== undefined) runs.push(run)
  }
  return runs
}

/** Words of a shell: plain, or in single quotes. */
const wordsOf = (line: string) =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

async function runLine(reader: Reader, line: string): Promise<CommandRun | undefined> {
  const [program, ...words] = wordsOf(line)
  const { options, scenario, variables } = reader
  if (program === 'export') {
    const [, name = '', value = ''] = /^export (\w+)=(.*)$/.exec(line) ?? []
    variables[name] = value.startsWith('$(') ? askGitHub(scenario, value) : value
    return undefined
  }
  if (program === 'npx' && words[0] === 's3-encryption-compliance')
    return await runCommand(scenario, words.slice(1), { ...options, env: { ...options.env, ...variables } })
  if (line.startsWith('aws cloudformation deploy ')) {
    await deploy(reader, words)
    return undefined
  }
  throw new Error(`a command that nobody knows: ${line}`)
}

/** GitHub CLI, "gh api". */
function askGitHub({ world }: Scenario, substitution: string): string {
  const { owner, repository, ownerId, repositoryId } = oidcState(world)
  const ids: Readonly<Record<string, string>> = {
    [`$(gh api repos/${owner}/${repository} --jq .owner.id)`]: String(ownerId),
    [`$(gh api repos/${owner}/${repository} --jq .id)`]: String(repositoryId),
  }
  const id = ids[substitution]
  if (id === undefined) throw new Error(`nobody knows ${substitution}`)
  return id
}

/** AWS CLI Command Reference, "cloudformation deploy": named roles need the capability. */
async function deploy({ options, scenario }: Reader, words: readonly string[]): Promise<void> {
  const optionOf = (name: string) => words[words.indexOf(name) + 1] ?? ''
  if (optionOf('--capabilities') !== 'CAPABILITY_NAMED_IAM') throw new Error('the stack has named roles')
  const template = readFileSync(join(options.folder, optionOf('--template-file')), 'utf8')
  await deployStack(scenario.world, rootClient(scenario), resolveText(scenario.world, template))
}
