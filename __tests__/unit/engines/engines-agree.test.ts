import { describe, expect, it } from '@jest/globals'
import { AFTER_LINES, DAMAGES, goOn } from '../../../proofs/engines/damage.ts'
import { compareDamaged, compareSelection, compareWorld, type Outcome } from '../../../proofs/engines/equivalence.ts'
import { SELECTIONS } from '../../../proofs/engines/selections.ts'
import { FORMATS } from '../../../proofs/engines/worlds.ts'

// A sample of `npm run test:engines`: four worlds of each format.
describe('generated worlds', () => {
  const asked = new Set<Outcome['asked'][number]>()

  it.each(Array.from({ length: 12 }, (_, number) => number))(
    '%i has the same findings and job-manifest rows for every engine',
    async (number) => {
      const outcome = await compareWorld('sample', number)
      for (const name of outcome.asked) asked.add(name)
      expect(outcome).toMatchObject({ kind: 'equal' })
    },
  )

  it('were given to every engine', () => {
    expect([...asked].sort()).toEqual(['athena', 'list', 's3-select'])
  })
})

// Every filter in each format, for one of the operations.
describe('generated selections', () => {
  it.each(Array.from({ length: SELECTIONS }, (_, number) => number))(
    '%i: every engine selects the same objects, bytes and job-manifest rows',
    async (number) => {
      expect(await compareSelection('selection', number)).toMatchObject({ kind: 'equal' })
    },
  )
})

// Numbers choose the format: each kind of damage is done to each of them.
describe.each(FORMATS.map((format, index) => [format, index] as const))('%s', (_, index) => {
  it.each(DAMAGES.map((damage, kind) => [damage.name, damage, kind] as const))(
    '%s: believed by no engine, or by all',
    async (__, damage, kind) => {
      const outcome = await compareDamaged('sample', 3 * (500 + kind) + index, damage)
      expect(outcome.says).toContain(FORMATS[index] ?? '')
      expect(damage.mustRefuse ? ['both refuse'] : ['equal', 'both refuse', 'stricter']).toContain(outcome.kind)
    },
  )
})

// Compliant rows that are no proper ones: S3 Select, which counts them, must not overlook what is wrong with them.
it.each([
  [42, 'empty keys'],
  [171, 'negative sizes'],
  [246, 'lines of CSV edited'],
  [582, 'lines of CSV edited'],
])('refuses report %i with %s, whoever reads it', async (number, damage) => {
  const outcome = await compareDamaged('engines', number)
  expect(outcome).toMatchObject({ kind: 'both refuse', asked: ['athena', 's3-select'] })
  expect(outcome.says).toContain(damage)
})

it('lets only the streamed scan refuse a column that goes on after its last row', async () => {
  // An ORC file with one byte changed, and a manifest that describes it.
  const outcome = await compareDamaged('engines', 484)
  expect(outcome).toMatchObject({
    kind: 'read otherwise',
    says: expect.stringContaining('goes on after its 23 values'),
  })
})

// Lines of CSV that OpenCSVSerde reads as if nothing were wrong: two of these were COMPLIANT by it.
it.each([1350, 3222, 3318, 6822, 7494, 8310, 9654])(
  'report %i, whose lines are no proper CSV, is refused by all',
  async (number) => {
    expect(await compareDamaged('engines', number)).toMatchObject({ kind: 'both refuse' })
  },
)

// World 36 is a report in CSV of which all sixty rows comply.
it.each(AFTER_LINES)('lines of CSV that go on with %j are refused by all', async (after) => {
  expect(await compareDamaged('sample', 36, goOn(after))).toMatchObject({ kind: 'both refuse' })
})
