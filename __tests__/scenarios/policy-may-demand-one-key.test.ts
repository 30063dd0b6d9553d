import { afterEach, expect, it } from '@jest/globals'
import { validate } from '../support/json-schema.ts'
import { closeScenarios, countOf } from '../support/scenario.ts'
import { openWithKeys, SCHEMA } from '../support/scenes/one-key.ts'

afterEach(closeScenarios)

it('a policy that demands one key is kept by objects under it, each of which was looked at', async () => {
  const { scenario, keyArn, inputs } = await openWithKeys(3, 0)

  const run = await scenario.run(inputs)

  expect(run.exitCode).toBe(0)
  expect(countOf(run, 'HeadObject')).toBe(3)
  expect(validate(run.report, SCHEMA)).toEqual([])
  const evidence = {
    candidates: 3,
    requests: 3,
    gone: 0,
    changed: 0,
    breaches: { status: 0, key: 0, 'bucket-key': 0 },
  }
  expect(run.report).toMatchObject({
    verdict: 'COMPLIANT',
    policy: { acceptedEncryption: ['SSE-KMS'], kmsKeyArn: keyArn },
    buckets: [{ scan: { evidence } }],
  })
  expect(run.summary).toContain('Keys by HeadObject: 3 objects, 3 requests')
  expect(run.stdout).toContain('Keys by HeadObject: 3 objects, 3 requests')
})
