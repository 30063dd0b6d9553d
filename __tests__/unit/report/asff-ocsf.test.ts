// ASFF and OCSF: one finding per bucket, the same id in each run, within the sizes that Security Hub takes. Whether they are
// valid by the published models is checked outside this suite (proofs/files).

import { describe, expect, it } from '@jest/globals'
import { buildFleetRun } from '../../../proofs/browser/fleet-run.ts'
import { buildCrowdedRun, RUN_KINDS } from '../../../proofs/hostile/crowded-run.ts'
import { createHostileTexts } from '../../../proofs/hostile/hostile-text.ts'
import { renderAsff } from '../../../src/report/asff.ts'
import { renderOcsf } from '../../../src/report/ocsf.ts'
import type { RunResult } from '../../../src/result/run-result.ts'
import { buildBlindBucket, buildBucket, buildJob, buildRun, buildScan } from '../../support/results.ts'

type Finding = {
  Id: string
  ProductArn: string
  AwsAccountId: string
  Title: string
  Description: string
  Severity: { Label: string }
  Compliance: { Status: string; StatusReasons?: { ReasonCode: string }[] }
  Remediation: { Recommendation: { Text: string } }
  ProductFields: Record<string, string>
  Resources: { Id: string }[]
}
type Event = {
  type_uid: number
  status_id: number
  compliance: { status_id: number; status_code?: string }
  finding_info: { uid: string; desc: string }
  cloud: { account?: { uid: string } }
  unmapped: { objects?: number; findings?: number }
}
const asff = (result: RunResult) => JSON.parse(renderAsff(result)) as Finding[]
const ocsf = (result: RunResult) => JSON.parse(renderOcsf(result)) as Event[]

const BAD = { region: 'eu-central-1', account: '111122223333' }
const mixed = buildRun([
  buildBucket('ok', buildScan(0)),
  buildBucket('bad', buildScan(10), BAD),
  { ...buildBlindBucket('blind', 'STALE', 'It is <old>.'), ...BAD },
])

describe('ASFF', () => {
  it('has one finding per bucket, worst first, also where it passed and where there is no answer', () => {
    const told = asff(mixed).map(({ Resources, Compliance, Severity }) => [
      Resources[0]?.Id,
      Compliance.Status,
      Severity.Label,
      Compliance.StatusReasons?.[0]?.ReasonCode,
    ])
    expect(told).toEqual([
      ['arn:aws:s3:::blind', 'WARNING', 'LOW', 'STALE'],
      ['arn:aws:s3:::bad', 'FAILED', 'MEDIUM', undefined],
      ['arn:aws:s3:::ok', 'PASSED', 'INFORMATIONAL', undefined],
    ])
  })

  it('is addressed to the account and Region of the bucket, in its partition', () => {
    const place = (region: string) => asff(buildRun([buildBucket('b', buildScan(1), { ...BAD, region })]))[0]
    expect(place('eu-central-1')?.ProductArn).toBe(
      'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
    )
    expect(place('us-gov-west-1')?.Resources[0]?.Id).toBe('arn:aws-us-gov:s3:::b')
    expect(place('cn-north-1')?.ProductArn).toMatch(/^arn:aws-cn:securityhub:cn-north-1:/)
  })

  it('leaves out buckets that it cannot address', () => {
    const nowhere = { ...buildBlindBucket('gone', 'BUCKET_NOT_FOUND', 'No.'), region: undefined }
    expect(asff(buildRun([nowhere, buildBucket('ok', buildScan(0))])).length).toBe(1)
  })

  it('keeps its id while numbers change, and has another for another selection', () => {
    const idOf = (objects: number, include: string[]) =>
      asff(buildRun([buildBucket('b', buildScan(objects), { scope: { include, exclude: [] } })]))[0]?.Id
    expect(idOf(7, [])).toBe(idOf(8, []))
    expect(idOf(7, ['a/**', 'b/**'])).toBe(idOf(7, ['b/**', 'a/**']))
    expect(new Set([idOf(7, []), idOf(7, ['a/**']), idOf(7, ['b/**'])]).size).toBe(3)
  })

  it('tells what was done about the findings since the report', () => {
    const jobs = [buildJob(10, { bucket: 'b' })]
    const [done] = asff(buildRun([buildBucket('b', buildScan(10), { jobs })], { mode: 'run' }))
    expect(done?.Description).toMatch(/Of these, 10 encrypted, none left\./)
    expect(done?.ProductFields['s3-encryption-compliance/Findings']).toBe('10')
  })

  it('stays within the sizes of Security Hub, whatever names and messages say', () => {
    const texts = createHostileTexts('files')
    const runs = [buildFleetRun(500), ...RUN_KINDS.map((kind) => buildCrowdedRun(kind, texts))]
    const findings = runs.flatMap(asff)
    expect(findings.length).toBeGreaterThan(500)
    for (const one of findings) {
      expect(one.Title.length).toBeLessThanOrEqual(256)
      expect(one.Description.length).toBeLessThanOrEqual(1024)
      expect(one.Description).not.toBe('')
      expect(one.Remediation.Recommendation.Text.length).toBeLessThanOrEqual(512)
      expect(one.Id.length).toBeLessThanOrEqual(512)
      expect(Object.keys(one.ProductFields).length).toBeLessThanOrEqual(50)
      expect(Buffer.byteLength(JSON.stringify(one))).toBeLessThan(240_000)
    }
  })
})

describe('OCSF', () => {
  it('has one compliance finding per bucket with the numbers of the schema', () => {
    const told = ocsf(mixed).map(({ type_uid, status_id, compliance }) => [
      type_uid,
      status_id,
      compliance.status_id,
      compliance.status_code,
    ])
    expect(told).toEqual([
      [200301, 1, 2, 'STALE'],
      [200301, 1, 3, undefined],
      [200301, 4, 1, undefined],
    ])
    expect(ocsf(mixed).map(({ unmapped }) => unmapped.findings)).toEqual([undefined, 10, 0])
  })

  it('has the id that ASFF has, and leaves no bucket out', () => {
    expect(ocsf(mixed).map(({ finding_info }) => finding_info.uid)).toEqual(asff(mixed).map(({ Id }) => Id))
    const nowhere = { ...buildBlindBucket('gone', 'BUCKET_NOT_FOUND', 'No.'), region: undefined, account: undefined }
    expect(ocsf(buildRun([nowhere])).map(({ cloud }) => cloud)).toEqual([{ provider: 'AWS' }])
  })
})

it('names no key in either form where keys are not listed', () => {
  const message = 's3://bad/secret/plan.txt was changed while it was read.'
  const blind = { ...buildBlindBucket('bad', 'UNREADABLE', message), ...BAD }
  for (const render of [renderAsff, renderOcsf]) {
    expect(render({ ...buildRun([blind]), listKeys: true })).toContain('secret/plan.txt')
    expect(render({ ...buildRun([blind]), listKeys: false })).not.toContain('secret')
  }
})
