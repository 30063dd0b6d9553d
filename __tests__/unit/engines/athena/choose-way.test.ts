// How the rows of findings become job manifests, by their number and size.

import { describe, expect, it } from '@jest/globals'
import { chooseWay, MAX_WRITERS, WAY_LIMITS } from '../../../../src/engines/athena/choose-way.ts'

const choose = (change: Partial<Parameters<typeof chooseWay>[0]>) =>
  chooseWay({ asked: 'auto', rows: 1, groups: 1, unwritable: undefined, ...change })
const FIXED = 'the workgroup primary chooses where queries write'

describe('the way', () => {
  it.each([
    [{ rows: 1 }, 'runner', '1 row, up to 10,000,000'],
    [{ rows: WAY_LIMITS.runnerRows }, 'runner', '10,000,000 rows, up to 10,000,000'],
    [{ rows: WAY_LIMITS.runnerRows + 1 }, 'athena-streamed', '10,000,001 rows'],
    [{ rows: 20_000_000, unwritable: FIXED }, 'runner', `20,000,000 rows, and ${FIXED}`],
    [{ rows: 20_000_000, groups: MAX_WRITERS }, 'athena-streamed', '20,000,000 rows'],
    [{ rows: 20_000_000, groups: MAX_WRITERS + 1 }, 'runner', '101 groups of rows, and Athena writes at most 100'],
    [{ asked: 'runner', rows: 20_000_000_000 }, 'runner', 'job-manifest is runner'],
    [{ asked: 'athena-streamed' }, 'athena-streamed', 'job-manifest is athena-streamed'],
  ] as const)('for %j is %s', (change, way, why) => {
    expect(choose(change)).toEqual({ way, why })
  })
})
