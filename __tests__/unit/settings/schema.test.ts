// The schema for editors and the parser say the same.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { EXCEPTION_KEYS, MAX_EXCEPTIONS } from '../../../src/settings/exceptions.ts'
import { readInputs } from '../../../src/settings/inputs.ts'
import { DEFAULTS_KEYS, ENTRY_KEYS, FILE_KEYS, MAX_BUCKETS } from '../../../src/settings/parse.ts'
import { SETTING_KEYS } from '../../../src/settings/table.ts'
import { readBlock } from '../../support/documented.ts'

type Properties = { readonly properties: Readonly<Record<string, unknown>> }
type ConfigSchema = {
  readonly properties: {
    readonly defaults: Properties
    readonly buckets: { readonly items: Properties; readonly maxItems: number }
  }
  readonly $defs: {
    readonly settings: Readonly<Record<string, { readonly maxItems?: number }>>
    readonly exception: Properties
  }
}

const schema = JSON.parse(readFileSync('docs/config.schema.json', 'utf8')) as ConfigSchema
const page = readFileSync('docs/config-file.md', 'utf8')
const action = parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, unknown> }
const keysOf = (value: object) => Object.keys(value).sort()
const sorted = (keys: readonly string[]) => [...keys].sort()

describe('docs/config.schema.json', () => {
  it('knows the keys the parser knows', () => {
    expect(keysOf(schema.properties)).toEqual(sorted(FILE_KEYS))
    expect(keysOf(schema.properties.defaults.properties)).toEqual(sorted(DEFAULTS_KEYS))
    expect(keysOf(schema.properties.buckets.items.properties)).toEqual(sorted(ENTRY_KEYS))
    expect(keysOf(schema.$defs.exception.properties)).toEqual(sorted(EXCEPTION_KEYS))
    expect(keysOf(schema.$defs.settings)).toEqual(sorted(DEFAULTS_KEYS))
  })

  it('has the limits the parser has', () => {
    expect(schema.properties.buckets.maxItems).toBe(MAX_BUCKETS)
    expect(schema.$defs.settings.exceptions?.maxItems).toBe(MAX_EXCEPTIONS)
  })

  it('has no reference into nowhere', () => {
    const references = [...JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)].map(([, path = '']) => path)
    const known = ['exception', ...Object.keys(schema.$defs.settings).map((key) => `settings/${key}`)]
    expect(references.filter((path) => !known.includes(path))).toEqual([])
  })
})

describe('the settings', () => {
  it.each(SETTING_KEYS)('%s is an input of that name', (key) => {
    expect(Object.keys(action.inputs)).toContain(key)
  })

  it.each([...ENTRY_KEYS, ...EXCEPTION_KEYS])('%s stands in docs/config-file.md', (key) => {
    expect(page).toContain(`\`${key}\``)
  })
})

describe('the example in docs/config-file.md', () => {
  it('is accepted', () => {
    const example = readBlock('docs/config-file.md, The config file for fleets, 1')
    const { targets } = readInputs(
      (name) => (name === 'config-file' ? 'x.yml' : ''),
      {
        region: undefined,
        repository: 'octo-org/octo-repo',
        runId: '1',
        trigger: { name: 'schedule', payload: {} },
        variables: [],
      },
      { readFile: () => example, refuseToWrite: () => undefined },
    )
    expect(
      targets.map(({ bucket, region, maxFindings, exceptions }) => [bucket, region, maxFindings, exceptions.length]),
    ).toEqual([
      ['acme-data', 'eu-west-1', 0, 0],
      ['acme-logs', 'eu-west-1', 100, 0],
      ['acme-archive', 'us-east-1', 0, 1],
    ])
  })
})
