import { afterEach, expect, it } from '@jest/globals'
import { validate } from '../support/json-schema.ts'
import { jobsOf } from '../support/remediation.ts'
import { closeScenarios, countOf, expectNoAnswer } from '../support/scenario.ts'
import { openWithKeys, SCHEMA } from '../support/scenes/one-key.ts'

afterEach(closeScenarios)

it('without whole evidence there is no answer where more objects than allowed would have to be looked at: none is, and nothing is written', async () => {
  const { scenario, inputs } = await openWithKeys(2, 3)
  const remediation = { ...scenario.remediation, ...inputs, 'target-encryption': 'SSE-KMS' }

  const run = await scenario.run({ ...remediation, 'max-evidence-requests': '4', 'max-findings': '100' })

  expectNoAnswer(run, 'EVIDENCE_MISSING', '5 objects', 'max-evidence-requests')
  expect(run.annotated).toContain('at least 5')
  expect(countOf(run, 'HeadObject')).toBe(0)
  expect(validate(run.report, SCHEMA)).toEqual([])
  expect(jobsOf(scenario.world)).toEqual([])
})
