import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, countOf } from '../support/scenario.ts'
import { openLacking, planOf } from '../support/scenes/lacking-columns.ts'

afterEach(closeScenarios)

it('plans with the bytes and the price that a report with sizes would give', async () => {
  const [without, full] = [await openLacking(2, 1), await openLacking(2, 1, [])]

  const planned = await without.run({ ...without.remediation, remediation: 'plan', 'max-cost': '25' })
  const known = await full.run({ ...full.remediation, remediation: 'plan', 'max-cost': '25' })

  expect(countOf(planned, 'HeadObject')).toBe(3)
  expect(countOf(known, 'HeadObject')).toBe(0)
  const lines = planOf(planned)?.lines ?? []
  expect(lines.filter(({ what }) => !what.includes('look up the sizes'))).toEqual(planOf(known)?.lines)
  expect(lines.filter(({ what }) => what.includes('look up the sizes'))).toMatchObject([{ quantity: 3 }])
  expect(planOf(planned)?.usd).toBeGreaterThan(0)
})
