// How the rows of findings become job manifests, by their number and size.

import { describe, expect, it } from '@jest/globals'
import { chooseBySize, chooseWay, MAX_WRITERS, WAY_LIMITS } from '../../../../src/engines/athena/choose-way.ts'

const choose = (change: Partial<Parameters<typeof chooseWay>[0]>) =>
  chooseWay({ asked: 'auto', rows: 1, groups: 1, unwritable: undefined, ...change })
const FIXED = 'the workgroup primary chooses where queries write'

describe('the way', () => {
  it.each([
    [{ rows: 1 }, 'runner', '1 row, up to 10,000,000'],
    [{ rows: WAY_LIMITS.runnerRows }, 'runner', '10,000,000 rows, up to 10,000,000'],
    [{ rows: WAY_LIMITS.runnerRows + 1 }, 'athena-streamed', '10,000,001 rows, up to 500,000,000'],
    [{ rows: WAY_LIMITS.rows }, 'athena-streamed', '500,000,000 rows, up to 500,000,000'],
    [{ rows: WAY_LIMITS.rows + 1 }, 'athena-joined', '500,000,001 rows'],
    [{ rows: 20_000_000_000 }, 'athena-joined', '20,000,000,000 rows'],
    [{ rows: 20_000_000, unwritable: FIXED }, 'runner', `20,000,000 rows, and ${FIXED}`],
    [{ rows: 20_000_000, groups: MAX_WRITERS / 2 }, 'athena-streamed', '20,000,000 rows, up to 500,000,000'],
    [
      { rows: 20_000_000, groups: MAX_WRITERS / 2 + 1 },
      'runner',
      '51 groups of rows, and Athena writes at most 100 folders',
    ],
    [{ asked: 'runner', rows: 20_000_000_000 }, 'runner', 'job-manifest is runner'],
    [{ asked: 'athena-streamed' }, 'athena-streamed', 'job-manifest is athena-streamed'],
    [{ asked: 'athena-joined' }, 'athena-joined', 'job-manifest is athena-joined'],
    [{ asked: 'athena-joined', groups: 51 }, 'runner', '51 groups of rows, and Athena writes at most 100 folders'],
  ] as const)('for %j is %s', (change, way, why) => {
    expect(choose(change)).toEqual({ way, why })
  })

  it('is changed by the size of the rows, unless it was asked for', () => {
    const streamed = choose({ rows: 400_000_000 })
    expect(chooseBySize(streamed, 'auto', WAY_LIMITS.bytes)).toBe(streamed)
    expect(chooseBySize(streamed, 'auto', WAY_LIMITS.bytes + 1)).toEqual({
      way: 'athena-joined',
      why: '46.5 GiB, more than 46.5 GiB',
    })
    expect(chooseBySize(streamed, 'athena-streamed', WAY_LIMITS.bytes + 1)).toBe(streamed)
    const joined = choose({ asked: 'athena-joined' })
    expect(chooseBySize(joined, 'auto', 1)).toBe(joined)
  })
})
