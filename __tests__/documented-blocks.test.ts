// Whatever the docs give a user to paste is used by a test as it stands: a block that comes in new fails here first.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { type DocumentedBlock, listBlocks, listMembers, listPages } from './support/documented.ts'

const ACTION = /^[\w.-]+\/s3-encryption-compliance@/

const listFiles = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
const tests = [...listFiles('__tests__', '.ts'), 'emulator/stage.ts']
  .filter((path) => !path.endsWith('documented-blocks.test.ts'))
  .map((path) => readFileSync(path, 'utf8'))
const isNamed = (name: string) => tests.some((text) => text.includes(name))

/** JSON, YAML, commands of the AWS CLI and our own; a fence without a language may hold any of them, or none. */
const isPasted = ({ language, text }: DocumentedBlock) =>
  ['json', 'yaml', 'yml'].includes(language) ||
  /^\s*(?:aws|npx s3-encryption-compliance) |^\s*\{|[^{]\{\s*"/m.test(text)

const blocks = listPages().flatMap(listBlocks)
const pasted = blocks.filter(isPasted)

it('finds the blocks there are', () => {
  expect(pasted.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'README.md, The smallest workflow, 1',
      'docs/config-file.md, The config file for fleets, 1',
    ]),
  )
  const fences = listPages().flatMap((page) => readFileSync(page, 'utf8').match(/^ *```/gm) ?? [])
  expect(blocks).toHaveLength(fences.length / 2)
  expect(new Set(blocks.map(({ id }) => id)).size).toBe(blocks.length)
})

describe('a test uses', () => {
  it.each([...pasted, ...listPages().flatMap(listMembers)].map(({ id }) => id))('the block "%s"', (id) => {
    expect(isNamed(`'${id}'`)).toBe(true)
  })

  it.each(listFiles('docs', '.json'))('%s', (path) => {
    const name = path.split('/').at(-1) ?? ''
    const role = /^(.*)-role-trust-policy\.json$/.exec(name)?.[1]
    expect(isNamed(name) || (role !== undefined && isNamed(`'${role}'`))).toBe(true)
  })

  it.each(listFiles('examples', '.yml'))('%s', (path) => {
    // A workflow by its name; a file that a workflow reads by its path.
    const name = isWorkflow(path) ? /([\w-]+)\.yml$/.exec(path)?.[1] : path.replace('examples/', '')
    expect(isNamed(`'${name}'`)).toBe(true)
  })
})

const isWorkflow = (path: string) => /^examples\/[\w-]+\.yml$/.test(path)

/** Every map in a parsed YAML document. */
function listMaps(value: unknown): Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(listMaps)
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside]
}

const workflows = [
  ...pasted.filter(({ text }) => text.includes('uses:')),
  ...listFiles('examples', '.yml')
    .filter(isWorkflow)
    .map((id) => ({ id, text: readFileSync(id, 'utf8') })),
].map(({ id, text }) => ({ id, steps: listMaps(parse(text)).filter(({ uses }) => ACTION.test(String(uses))) }))

it.each(workflows)('$id gives the action only inputs it has', ({ steps }) => {
  const { inputs } = parse(readFileSync('action.yml', 'utf8')) as { readonly inputs: Readonly<Record<string, unknown>> }
  expect(steps.length).toBeGreaterThan(0)
  for (const step of steps) expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})))
})
