// Where keys may not be listed, messages name none either: not in our words, and not in AWS's.

import { describe, expect, it } from '@jest/globals'
import { renderAnnotations } from '../../../src/report/annotations.ts'
import { hideKeys } from '../../../src/report/hide-keys.ts'
import { renderIssue } from '../../../src/report/issue.ts'
import { renderJson } from '../../../src/report/json.ts'
import { renderSummary } from '../../../src/report/summary.ts'
import { buildBucket, buildRun, buildScan } from '../../support/results.ts'

const RUN = { listKeys: false, buckets: [buildBucket('hr-data', buildScan(1))] }

it.each([
  ['s3:GetObject on arn:aws:s3:::hr-data/pay/2024%20x.csv: refused', 's3:GetObject on arn:aws:s3:::hr-data/…: refused'],
  ['s3://hr-data/pay/roll.csv is gone', 's3://hr-data/… is gone'],
  [
    'perform: s3:GetObject on resource: "arn:aws:s3:::hr-data/pay roll/ü (1).csv" because',
    'perform: s3:GetObject on resource: "arn:aws:s3:::hr-data/…" because',
  ],
  ['{\\"r\\":\\"arn:aws-cn:s3:::hr-data/a b\\"}', '{\\"r\\":\\"arn:aws-cn:s3:::hr-data/…\\"}'],
  ['Allow s3:GetObject on arn:aws:s3:::hr-data/* or "arn:aws:s3:::hr-data/*"', undefined],
  ['s3:ListBucket on arn:aws:s3:::hr-data', undefined],
  ['s3://inventory/hr-data/daily/manifest.json of another bucket', undefined],
])('hides the keys of %j', (text, expected) => {
  expect(hideKeys(text, RUN)).toBe(expected ?? text)
  expect(hideKeys(text, { ...RUN, listKeys: true })).toBe(text)
  expect(hideKeys(text, { listKeys: false, buckets: [] })).toBe(text)
})

describe('a remediation that failed at one object', () => {
  const remediationError = {
    message:
      'Refused: s3:GetObject on arn:aws:s3:::hr-data/SECRET/roll.csv. AWS said `User: x is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::hr-data/SECRET roll.csv" because`.',
    hint: 'Allow s3:GetObject on arn:aws:s3:::hr-data/SECRET/roll.csv.',
  }
  const bucket = { ...buildBucket('hr-data', buildScan(1)), remediationError }
  const pagesOf = (listKeys: boolean) => {
    const result = { ...buildRun([bucket], { mode: 'run' }), listKeys }
    const annotated = renderAnnotations(result).map(({ message }) => message)
    return [renderSummary(result), renderJson(result), renderIssue(result, { title: 'x' }).body, annotated.join()]
  }

  it('names the object on no page where keys may not be listed', () => {
    for (const page of pagesOf(false)) {
      expect([page.includes('SECRET'), page.includes('hr-data/…')]).toEqual([false, true])
    }
  })

  it('names it on each where they may', () => {
    for (const page of pagesOf(true)) expect(page).toContain('SECRET')
  })
})
