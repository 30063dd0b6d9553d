import { expect, it } from '@jest/globals'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { PostureLine } from '../../../src/posture/posture.ts'
import { renderJunit } from '../../../src/report/junit.ts'
import { renderSarif } from '../../../src/report/sarif.ts'
import { buildBucket, buildRun, buildScan } from '../../support/results.ts'

const LINES: readonly PostureLine[] = [
  { check: 'versioning', status: 'wrong', found: 'Versioning is <off> & "gone".', fix: { say: 'Turn it on.' } },
  { check: 'plain-http-denied', status: 'unknown', found: 'Refused: GetBucketPolicy.', fix: { say: 'Allow it.' } },
  { check: 'object-lock', status: 'wrong', found: 'There is no retention.', fix: { say: 'Set one.' } },
  { check: 'bucket-key', status: 'fine', found: 'It is used.' },
]
const run = buildRun([
  buildBucket('ok', buildScan(0), {
    posture: { lines: LINES, required: ['versioning', 'plain-http-denied', 'bucket-key'] },
  }),
  buildBucket('free', buildScan(0), { posture: { lines: LINES, required: [] } }),
])

it('has a SARIF result for each required check that is not fine, and none for what is only shown', () => {
  const [{ results, tool }] = JSON.parse(renderSarif(run)).runs
  expect(
    results.map(
      ({
        ruleId,
        level,
        message,
        locations,
      }: {
        ruleId: string
        level: string
        message: { text: string }
        locations: readonly { physicalLocation: { artifactLocation: { uri: string } } }[]
      }) => [ruleId, level, message.text, locations[0]?.physicalLocation.artifactLocation.uri],
    ),
  ).toEqual([
    ['posture', 'error', 'versioning of bucket ok: Versioning is <off> & "gone". Turn it on.', 'ok'],
    ['posture', 'warning', 'plain-http-denied of bucket ok: Refused: GetBucketPolicy. Allow it.', 'ok'],
  ])
  expect(tool.driver.rules[results[0].ruleIndex].id).toBe('posture')
  const prints = results.map(({ partialFingerprints }: { partialFingerprints: object }) =>
    JSON.stringify(partialFingerprints),
  )
  expect(new Set(prints).size).toBe(2)
})

it('has a JUnit test for each required check, failed where it is wrong, in error where it is unknown', () => {
  const xml = renderJunit(run)
  expect(XMLValidator.validate(xml)).toBe(true)
  const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(xml)
  expect(testsuites).toMatchObject({ tests: '5', failures: '1', errors: '1' })
  expect(testsuites.testsuite.testcase).toMatchObject([
    { classname: 's3', name: 'ok' },
    { classname: 's3.posture', name: 'ok versioning', failure: { type: 'versioning' } },
    { name: 'ok plain-http-denied', error: { '#text': 'Allow it.' } },
    { name: 'ok bucket-key' },
    { classname: 's3', name: 'free' },
  ])
})
