import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('never takes a status it does not know for encrypted', async () => {
  const scenario = await openScenario({ deliver: false })
  await scenario.deliver({
    mutateRow: (row) => ({ ...row, encryptionStatus: row.key === 'new/1' ? 'SSE-X' : 'SSE-S3' }),
  })

  const run = await scenario.run()

  expectNoAnswer(run, 'UNKNOWN_STATUS', 'The EncryptionStatus of 1 row is not understood: "SSE-X"')
  expect(run.report).toMatchObject({ buckets: [{ scan: { unknownStatus: { rows: 1, values: ['SSE-X'] } } }] })
})
