// The lifecycle rule for old versions: exactly what S3 takes, never wider than what was looked at, and never for nothing.

import { describe, expect, it } from '@jest/globals'
import { findPrefixes, listRules, renderOldVersions } from '../../../src/report/lifecycle-section.ts'
import { buildReport, buildScan, buildTally } from '../../support/results.ts'

const scan = buildScan(0)
const bare = { ...scan, noncurrent: { ...scan.noncurrent, 'NOT-SSE': buildTally(40) } }

describe('the prefixes of a rule', () => {
  it.each([
    ['everything', [], [], ['']],
    ['one prefix', ['logs/**'], [], ['logs/']],
    ['two prefixes', ['logs/**', 'exports/2019/**'], [], ['logs/', 'exports/2019/']],
    ['all by name', ['**'], [], ['']],
    ['one level of a folder', ['logs/*'], [], undefined],
    ['one key', ['logs/a.txt'], [], undefined],
    ['a pattern in the middle', ['*/logs/**'], [], undefined],
    ['one of two that can be said', ['logs/**', '?/**'], [], undefined],
    ['a prefix that would have to be encoded', ['a b/**'], [], undefined],
    ['an exclusion', ['logs/**'], ['logs/tmp/**'], undefined],
  ])('%s', (_, include, exclude, expected) => {
    expect(findPrefixes({ include, exclude })).toEqual(expected)
  })
})

it('goes no further than a report that is limited to a prefix', () => {
  expect(findPrefixes(undefined, 'data/')).toEqual(['data/'])
  expect(findPrefixes({ include: ['data/a/**', '**'], exclude: [] }, 'data/')).toEqual(['data/a/', 'data/'])
  expect(findPrefixes({ include: ['logs/**'], exclude: [] }, 'data/')).toBeUndefined()
})

it('is what PutBucketLifecycleConfiguration takes', () => {
  expect(listRules(['logs/'])).toEqual({
    Rules: [
      {
        ID: 'expire-noncurrent-versions',
        Status: 'Enabled',
        Filter: { Prefix: 'logs/' },
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      },
    ],
  })
  const ids = listRules(['a/', 'b/']).Rules.map(({ ID }) => ID)
  expect(new Set(ids).size).toBe(2)
})

describe('the summary', () => {
  it('shows count, bytes, the rule as JSON and the warning', () => {
    const { markdown } = renderOldVersions([{ bucket: 'acme-data', scan: bare, scope: undefined }], false)
    expect(markdown).toContain('40 noncurrent versions, 38.1&nbsp;MiB')
    const json = /```json\n([\s\S]*?)\n```/.exec(markdown)?.[1] ?? ''
    expect(JSON.parse(json)).toEqual(listRules(['']))
    expect(markdown).toContain('replaces the whole lifecycle configuration')
    expect(markdown).toContain('--bucket acme-data ')
    expect(markdown).toContain('**every other** noncurrent version')
  })

  it('shows no rule that would reach further than the scan', () => {
    const scope = { include: ['*.log'], exclude: [] }
    const { markdown } = renderOldVersions([{ bucket: 'acme-data', scan: bare, scope }], true)
    expect(markdown).not.toContain('Rules')
    expect(markdown).toContain('write the rule manually')
  })

  it('shows no rule where nobody knows what the report lists', () => {
    const report = buildReport('acme-data')
    const coverage = { kind: 'unknown', why: 'x', remedy: 'y' } as const
    const unknown = { ...report, location: { ...report.location, coverage } }
    const { markdown } = renderOldVersions(
      [{ bucket: 'acme-data', scan: bare, scope: undefined, report: unknown }],
      true,
    )
    expect(markdown).not.toContain('Rules')
    expect(markdown).toContain('write the rule manually')
  })

  it('shows no prefix where keys are not shown', () => {
    const scope = { include: ['secret-project/**'], exclude: [] }
    const { markdown } = renderOldVersions([{ bucket: 'acme-data', scan: bare, scope }], false)
    expect(markdown).not.toContain('secret-project')
    expect(markdown).toContain('keys are not shown here')
  })

  it('says nothing where there are none', () => {
    const none = { ...bare, noncurrent: { ...bare.noncurrent, 'NOT-SSE': buildTally(0) } }
    expect(renderOldVersions([{ bucket: 'acme-data', scan: none, scope: undefined }], true).markdown).toBe('')
    expect(renderOldVersions([{ bucket: 'acme-data', scan: undefined, scope: undefined }], true).markdown).toBe('')
  })
})
