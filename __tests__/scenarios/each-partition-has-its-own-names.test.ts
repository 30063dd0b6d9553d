import { afterEach, describe, expect, it } from '@jest/globals'
import { namedPartitions } from '../../emulator/partition.ts'
import { seedKmsKey } from '../../emulator/seed.ts'
import type { LoggedRequest } from '../../emulator/traffic.ts'
import {
  allowTargetKey,
  currentObjects,
  expectCopiedOnce,
  oldKeys,
  onlyJob,
  remediationOutputs,
  seedFindings,
} from '../support/remediation.ts'
import { closeScenarios, openScenario, type Scenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const PARTITIONS = [
  {
    partition: 'aws-cn',
    region: 'cn-north-1',
    audience: 'sts.amazonaws.com.cn',
    console: 'https://console.amazonaws.cn/s3/jobs/',
  },
  {
    partition: 'aws-us-gov',
    region: 'us-gov-west-1',
    audience: 'sts.amazonaws.com',
    console: 'https://console.amazonaws-us-gov.com/s3/jobs/',
  },
] as const

const openIn = (region: string): Promise<Scenario> =>
  openScenario({ region, seed: (world) => seedFindings(world, oldKeys(2), { metadata: { kept: 'yes' } }) })

/** All that was asked: URLs, headers and bodies, forms among them. */
const textOf = (requests: readonly LoggedRequest[]): string =>
  requests
    .map(({ url, headers, body }) => [url, ...Object.values(headers), Buffer.from(body).toString('latin1')].join('\n'))
    .join('\n')
    .replaceAll('%3A', ':')

const audiencesOf = (requests: readonly LoggedRequest[]) =>
  requests
    .filter(({ operation }) => operation === 'GetIdToken')
    .map(({ url }) => new URL(url, 'http://runner').searchParams.get('audience'))

describe.each(PARTITIONS)('in $partition', ({ partition, region, audience, console }) => {
  it('a scan says the findings with the audience of the partition', async () => {
    const scenario = await openIn(region)

    const run = await scenario.run()

    expect([run.outputs.get('verdict'), run.outputs.get('findings')]).toEqual(['NON_COMPLIANT', '2'])
    expect(audiencesOf(run.requests)).toEqual([audience])
    expect(namedPartitions(textOf(run.requests))).toEqual(new Set([partition]))
  })

  it('a remediation names, and tells of, nothing outside it', async () => {
    const scenario = await openIn(region)
    const { arn } = seedKmsKey(scenario.world)
    allowTargetKey(scenario, arn)
    const { batch } = scenario.roles
    const actions = ['kms:GenerateDataKey', 'kms:Decrypt']
    batch.policies = [...batch.policies, { Statement: [{ Effect: 'Allow', Action: actions, Resource: arn }] }]

    const run = await scenario.run({
      ...scenario.remediation,
      'target-encryption': 'SSE-KMS',
      'kms-key-arn': arn,
    })

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
    expectCopiedOnce(scenario.world, oldKeys(2))
    for (const { encryption, metadata } of currentObjects(scenario.world).values()) {
      expect(encryption).toEqual({ status: 'SSE-KMS', kmsKeyArn: arn, bucketKey: true })
      expect([...metadata]).toEqual([['kept', 'yes']])
    }
    expect(audiencesOf(run.requests)).toEqual([audience])
    expect(namedPartitions(textOf(run.requests))).toEqual(new Set([partition]))
    expect(namedPartitions(run.summary + run.stdout + JSON.stringify(run.report))).toEqual(new Set([partition]))
    const { id } = onlyJob(scenario.world)
    expect(run.summary).toContain(`${console}${id}?region=${region}`)
    expect(run.summary).not.toContain('console.aws.amazon.com')
  })

  it('a key of another partition is refused before anybody is asked', async () => {
    const scenario = await openIn(region)

    const run = await scenario.run({
      ...scenario.remediation,
      'target-encryption': 'SSE-KMS',
      'kms-key-arn': 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    })

    expect(run.outputs.get('reason')).toBe('INVALID_INPUT')
    expect(run.annotated).toContain('kms-key-arn is "arn:aws:kms:')
    expect(run.annotated).toContain(`a key of the partition of role-to-assume (${partition})`)
    expect(run.requests).toEqual([])
  })
})
