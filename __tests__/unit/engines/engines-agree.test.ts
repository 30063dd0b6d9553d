import { describe, expect, it } from '@jest/globals'
import { DAMAGES } from '../../../proofs/engines/damage.ts'
import { compareDamaged, compareWorld } from '../../../proofs/engines/equivalence.ts'

// A sample of `npm run test:engines`: four worlds of each format.
describe.each(Array.from({ length: 12 }, (_, number) => number))('generated world %i', (number) => {
  it('has the same findings and job-manifest rows for every engine', async () => {
    expect(await compareWorld('sample', number)).toMatchObject({ kind: 'equal' })
  })
})

it.each(DAMAGES.map((damage) => [damage.name, damage] as const))(
  '%s: believed by no engine, or by all',
  async (_, damage) => {
    const { kind } = await compareDamaged('sample', 1000 + DAMAGES.indexOf(damage), damage)
    expect(damage.mustRefuse ? ['both refuse'] : ['equal', 'both refuse', 'stricter']).toContain(kind)
  },
)
