import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, requestsOf } from '../support/scenario.ts'
import { BUCKETS, openFleet } from '../support/scenes/fleet.ts'
import { checkOut } from '../support/workspace.ts'

afterEach(closeScenarios)

const writeConfig = (text: string) => checkOut('fleet.yml', text)

it('examines each bucket with its own role and policy, and counts exceptions apart', async () => {
  const scenario = await openFleet()
  const cwd = writeConfig(`
defaults:
  exceptions:
    - { prefix: exports/, owner: data-team, reason: leaves in November, expires: 2026-11-25 }
buckets:
  - name: acme-data
  - name: acme-logs
    role-to-assume: ${scenario.roles.remediation.arn}
  - name: acme-archive
    exceptions: [{ prefix: a/, owner: nobody, reason: long gone, expires: 2026-11-19 }]
    accepted-encryption: [SSE-S3, SSE-KMS]
  - name: acme-lost
    role-to-assume: arn:aws:iam::111122223333:role/gone
`)

  const run = await scenario.run({ buckets: '', 'config-file': 'fleet.yml' }, { cwd })

  expect(run.exitCode).toBe(1)
  expect(run.outputs.get('verdict')).toBe('INSUFFICIENT_DATA')
  expect(run.outputs.get('reason')).toBe('NO_CREDENTIALS')
  expect(run.report).toMatchObject({
    buckets: [
      { bucket: 'acme-data', verdict: 'NON_COMPLIANT', exceptions: [{ objects: 1, daysLeft: 5, owner: 'data-team' }] },
      {
        bucket: 'acme-logs',
        verdict: 'COMPLIANT',
        scan: { excepted: { objects: 2, bytes: 2000 }, findings: { objects: 0 } },
      },
      { bucket: 'acme-archive', verdict: 'NON_COMPLIANT', policy: { acceptedEncryption: ['SSE-S3', 'SSE-KMS'] } },
      { bucket: 'acme-lost', verdict: 'INSUFFICIENT_DATA', reason: 'NO_CREDENTIALS' },
    ],
    warnings: [
      'Exception 1 of acme-data (owner data-team) ends in 5 days, after 2026-11-25: 1 object will be findings again.',
      'Exception 1 of acme-logs (owner data-team) ends in 5 days, after 2026-11-25: 2 objects will be findings again.',
      'Exception 1 of acme-archive (owner nobody) expired after 2026-11-19: its objects are findings again.',
    ],
  })
  expect(run.summary).toContain('Excepted, with owner, reason and expiry')
  const assumed = requestsOf(run, 'AssumeRoleWithWebIdentity')
  expect(assumed).toHaveLength(3)
  const titles = run.commands
    .filter(({ name, data }) => name === 'group' && data.startsWith('Scan '))
    .map(({ data }) => data)
  expect(titles.map((title) => title.replace(/ \(\d of 4\)$/, '')).sort()).toEqual(
    BUCKETS.map((bucket) => `Scan s3://${bucket}`).sort(),
  )
  expect(titles.map((title) => / \((\d) of 4\)$/.exec(title)?.[1])).toEqual(['1', '2', '3', '4'])
})

it('touches only the buckets whose entry allows it', async () => {
  const scenario = await openFleet()
  const cwd = writeConfig('buckets:\n- { name: acme-data }\n- { name: acme-archive, remediation: none }\n')

  const run = await scenario.run({ ...scenario.remediation, buckets: '', 'config-file': 'fleet.yml' }, { cwd })

  expect(run.report).toMatchObject({
    remediation: { mode: 'run', status: 'INCOMPLETE' },
    buckets: [
      { bucket: 'acme-data', remediationStatus: 'COMPLETE', jobs: [{ tasks: { succeeded: 2 } }] },
      { bucket: 'acme-archive', remediationStatus: 'NONE', jobs: [] },
    ],
  })
  expect(run.exitCode).toBe(1)
  expect(requestsOf(run, 'CreateJob')).toHaveLength(1)
})

it('tells what is wrong in the file with line and column, and asks nobody anything', async () => {
  const scenario = await openFleet()
  const cwd = writeConfig('buckets:\n- name: acme-data\n  max-finding: 5\n')

  const run = await scenario.run({ buckets: '', 'config-file': 'fleet.yml' }, { cwd })

  expect(run.outputs.get('reason')).toBe('INVALID_INPUT')
  expect(run.annotated).toContain(
    'fleet.yml line 3, column 3: "max-finding" is not a key of a bucket; the nearest known key is max-findings',
  )
  expect(run.requests).toEqual([])
})
