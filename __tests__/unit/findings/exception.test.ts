// Which findings an exception takes, and until when.

import { describe, expect, it } from '@jest/globals'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import { RowAccumulator } from '../../../src/findings/accumulator.ts'
import { createPolicy } from '../../../src/findings/classify.ts'
import {
  countDaysLeft,
  type Exception,
  type ExceptionRule,
  listActiveRules,
  tellExceptions,
} from '../../../src/findings/exception.ts'
import { compileExceptions, type FindException } from '../../../src/findings/find-exception.ts'
import { KeyPatterns } from '../../../src/findings/globs/key-patterns.ts'
import { addFile, NOTHING_SCANNED, summarize } from '../../../src/findings/merge.ts'
import type { InventoryRow } from '../../../src/findings/row.ts'
import { NO_OBJECTS } from '../../../src/words/encryption.ts'
import { encodeKey } from '../../../src/words/object-key.ts'

const DAY_MS = 86_400_000
const REPORT_TIME = Date.UTC(2026, 10, 22)
const NOT_SSE = 4

type RowValues = {
  readonly key?: string
  readonly size?: number
  readonly modified?: number | undefined
  readonly status?: number
}

function row({ key = 'k', size = 10, modified = REPORT_TIME - DAY_MS, status = NOT_SSE }: RowValues): InventoryRow {
  const raw = Buffer.from(key)
  return {
    number: 1,
    status,
    size,
    isLatest: true,
    isDeleteMarker: false,
    statusText: () => '',
    key: () => encodeKey(key),
    rawKey: () => ({ bytes: raw, start: 0, end: raw.length }),
    text: (column) => (column === 'storageclass' ? 'STANDARD' : ''),
    time: (column) => (column === 'lastmodifieddate' ? modified : undefined),
  }
}

function compile(rules: readonly ExceptionRule[], hasSize = true): FindException {
  const keys = new KeyPatterns({ include: [], exclude: [], exceptions: rules })
  return compileExceptions(rules, { reportTime: REPORT_TIME, hasSize, keys })
}

function takes(rule: ExceptionRule, values: RowValues, hasSize = true): boolean {
  return compile([rule], hasSize)(row(values)) === 0
}

describe('a rule', () => {
  it.each<[ExceptionRule, RowValues, boolean]>([
    [{ prefix: 'logs/' }, { key: 'logs/a' }, true],
    [{ prefix: 'logs/' }, { key: 'log/a' }, false],
    [{ prefix: 'a b+é' }, { key: 'a b+é/x' }, true],
    [{ prefix: 'logs/**' }, { key: 'logs/a' }, false],
    [{ suffix: '?' }, { key: 'ab' }, false],
    [{ prefix: 'ab', suffix: 'bc' }, { key: 'abc' }, true],
    [{ suffix: '.tmp' }, { key: 'a.tmp' }, true],
    [{ suffix: '.tmp' }, { key: 'a.tmp2' }, false],
    // The encoded key ends in %C3%A9: text of an escape is no text of the key.
    [{ suffix: 'A9' }, { key: 'é' }, false],
    [{ prefix: '%C3' }, { key: 'é' }, false],
    [{ largerThan: 10 }, { size: 11 }, true],
    [{ largerThan: 10 }, { size: 10 }, false],
    [{ smallerThan: 10 }, { size: 9 }, true],
    [{ smallerThan: 10 }, { size: 10 }, false],
    [{ olderThanMs: DAY_MS }, { modified: REPORT_TIME - DAY_MS - 1 }, true],
    [{ olderThanMs: DAY_MS }, { modified: REPORT_TIME - DAY_MS }, false],
    [{ newerThanMs: DAY_MS }, { modified: REPORT_TIME - DAY_MS + 1 }, true],
    [{ newerThanMs: DAY_MS }, { modified: REPORT_TIME - DAY_MS }, false],
    [{ olderThanMs: DAY_MS }, { modified: Number.NaN }, false],
    [{ newerThanMs: DAY_MS }, { modified: Number.NaN }, false],
    [{ prefix: 'a', suffix: 'z', largerThan: 5, smallerThan: 20 }, { key: 'a-z' }, true],
    [{ prefix: 'a', suffix: 'z', largerThan: 5, smallerThan: 20 }, { key: 'a-z', size: 20 }, false],
    [{ prefix: 'a', suffix: 'z', largerThan: 5, smallerThan: 20 }, { key: 'a-y' }, false],
    [{}, {}, false],
  ])('%j of %j: %s', (rule, values, expected) => {
    expect(takes(rule, values)).toBe(expected)
  })

  it('about sizes takes nothing where sizes are not known, although rows then say 0', () => {
    expect(takes({ smallerThan: 10 }, { size: 0 }, false)).toBe(false)
    expect(takes({ prefix: 'k', smallerThan: 10 }, { size: 0 }, false)).toBe(false)
  })

  it('about ages takes nothing where dates are not known', () => {
    const undated = { ...row({}), time: () => undefined }
    expect(compile([{ newerThanMs: DAY_MS }, { olderThanMs: 1 }])(undated)).toBeUndefined()
  })
})

describe('excepted objects', () => {
  const spec = {
    accepted: ['SSE-S3'] as const,
    keyRule: { kmsKeyArn: undefined, bucketKey: false },
    include: [],
    exclude: ['x/**'],
    exceptions: [{ prefix: 'a' }, { suffix: 'z' }],
    aclsEnabled: undefined,
    choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: false, restoresArchived: false }),
  }
  function count(rows: readonly RowValues[]) {
    const accumulator = new RowAccumulator(createPolicy(spec, REPORT_TIME, true), { hasSize: true, spool: undefined })
    for (const values of rows) accumulator.add(row(values))
    return accumulator.finish()
  }

  it('are no findings; each counts for the first exception that takes it; compliant and excluded ones for none', () => {
    const first = count([
      { key: 'a-z', size: 1 },
      { key: 'b-z', size: 2 },
      { key: 'b', size: 4 },
      { key: 'a', status: 0 },
      { key: 'x/z' },
    ])
    const second = count([{ key: 'z', size: 8 }])
    const scan = summarize(addFile(addFile(NOTHING_SCANNED, first), second), () => [])
    expect(scan.excepted).toEqual([
      { objects: 1, bytes: 1n },
      { objects: 2, bytes: 10n },
    ])
    expect(scan.findings).toEqual({ objects: 1, bytes: 4n })
    expect(scan.current['NOT-SSE']).toEqual({ objects: 4, bytes: 15n })
    expect(scan.excluded.objects).toBe(1)
    expect(scan.groups).toMatchObject([{ storageClass: 'STANDARD', tally: { objects: 1, bytes: 4n } }])
    expect(scan.samples.map(({ key }) => key)).toEqual(['b'])
  })
})

describe('the end of an exception', () => {
  const until = (expires: string): Exception => ({ rule: { prefix: expires }, owner: 'o', reason: 'r', expires })

  it.each([
    ['2026-11-22T00:00:00.000Z', 0],
    ['2026-11-22T23:59:59.999Z', 0],
    ['2026-11-23T00:00:00.000Z', -1],
    ['2026-11-21T23:59:59.999Z', 1],
    ['2026-11-08T12:00:00.000Z', 14],
  ])('on 2026-11-22 is, at %s, %d days away', (now, days) => {
    expect(countDaysLeft(until('2026-11-22'), Date.parse(now))).toBe(days)
  })

  it('takes it out of the scan, and the others keep their tallies', () => {
    const exceptions = [until('2026-11-21'), until('2026-11-22'), until('2027-01-01')]
    expect(listActiveRules(exceptions, REPORT_TIME)).toEqual([{ prefix: '2026-11-22' }, { prefix: '2027-01-01' }])
    const tallies = [
      { objects: 1, bytes: 1n },
      { objects: 2, bytes: 2n },
    ]
    expect(
      tellExceptions(exceptions, REPORT_TIME, [], tallies).map(({ daysLeft, excepted }) => [daysLeft, excepted]),
    ).toEqual([
      [-1, NO_OBJECTS],
      [0, tallies[0]],
      [40, tallies[1]],
    ])
  })

  it('is told with the columns the report lacks', () => {
    const exception = { ...until('2027-01-01'), rule: { smallerThan: 1, olderThanMs: 1 } }
    const missing = (columns: readonly string[]) =>
      tellExceptions([exception], REPORT_TIME, columns, [])[0]?.missingColumns
    expect(missing([])).toEqual(['size', 'lastmodifieddate'])
    expect(missing(['size'])).toEqual(['lastmodifieddate'])
    expect(missing(['size', 'lastmodifieddate'])).toEqual([])
  })
})
