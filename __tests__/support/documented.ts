// Knows what README.md and the pages of docs/, examples/ and infra/ give a user to paste: the fenced blocks, by page, heading and place.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type DocumentedBlock = {
  /** `README.md, The smallest workflow, 1`: the page, the heading above it, and which of the blocks below that it is. */
  readonly id: string
  /** What stands behind the fence; '' for nothing. */
  readonly language: string
  readonly text: string
}

const FENCED = /^#{1,6} (?<heading>[^\n]+)$|^ *```(?<language>\w*)\n(?<text>.*?)^ *```$/gms

/** Every page a user reads. */
export const listPages = (): string[] => [
  'README.md',
  ...['docs', 'examples', 'infra'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
]

/** The blocks of a page, from top to bottom. */
export function listBlocks(page: string): DocumentedBlock[] {
  const counts = new Map<string, number>()
  let above = ''
  return [...readFileSync(page, 'utf8').matchAll(FENCED)].flatMap(({ groups = {} }) => {
    const { heading, language = '', text } = groups
    if (heading !== undefined) above = heading
    if (text === undefined) return []
    const place = (counts.get(above) ?? 0) + 1
    counts.set(above, place)
    return [{ id: `${page}, ${above}, ${place}`, language, text }]
  })
}

/** The text of a block, as it stands. */
export function readBlock(id: string): string {
  const found = listBlocks(id.split(',')[0] ?? '').find((block) => block.id === id)
  if (found === undefined) throw new Error(`no page has a block "${id}"`)
  return found.text
}

/** Members of JSON objects that stand in a sentence, as `docs/iam/README.md, Null`, with their values. */
export function listMembers(page: string): { readonly id: string; readonly value: unknown }[] {
  return [...readFileSync(page, 'utf8').matchAll(/`"(\w+)": (\{[^`]*\})`/g)].map(([, name, value = '']) => ({
    id: `${page}, ${name}`,
    value: JSON.parse(value) as unknown,
  }))
}

/** The value of such a member, as it stands. */
export function readMember(id: string): unknown {
  const found = listMembers(id.split(',')[0] ?? '').find((member) => member.id === id)
  if (found === undefined) throw new Error(`no page has a member "${id}"`)
  return found.value
}

/** A command of the AWS CLI as it stands in a block: its operation, and its options without the quotes. */
export function readCliCommand(id: string): { operation: string; options: Readonly<Record<string, string>> } {
  const [, operation = '', rest = ''] = /^aws s3api ([a-z-]+) (.*)$/s.exec(readBlock(id).trim()) ?? []
  const options = [...rest.matchAll(/--([a-z-]+) (?:'([^']*)'|(\S+))/g)].map(
    ([, name, quoted, plain]) => [name, quoted ?? plain ?? ''] as const,
  )
  return { operation, options: Object.fromEntries(options) }
}
