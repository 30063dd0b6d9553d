import { afterEach, expect, it } from '@jest/globals'
import { OTHER_BUCKET, openExamples } from '../support/examples.ts'
import { onlyIssue } from '../support/issues.ts'
import { seedFindings } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'

afterEach(closeScenarios)

it('scans every bucket, whatever the notice says, and the same notice twice changes nothing', async () => {
  const { world, runExample, passDay } = await openExamples({ seed: () => {} })
  seedFindings(world, ['old/1'])
  await passDay()
  const notice = (key: string) => ({
    name: 'repository_dispatch',
    payload: { action: 's3-inventory-delivered', client_payload: { bucket: 'acme-inventory', key } },
  })
  const deliver = async (key: string) => {
    const results = await runExample('scan-on-delivery', notice(key))
    const run = results.get('scan')?.runs[0]
    return { lines: run?.stdout, findings: run?.outputs.get('findings'), issue: structuredClone(onlyIssue(world)) }
  }

  // Of the bucket that has no finding: a run of that one alone would be green.
  const first = await deliver(`inventory/${OTHER_BUCKET}/daily/2026-11-21T01-00Z/manifest.checksum`)
  const again = await deliver(`inventory/${OTHER_BUCKET}/daily/2026-11-21T01-00Z/manifest.checksum`)
  const forged = await deliver(`inventory/${BUCKET}/daily/::error::/manifest.checksum`)

  expect(first.lines).toContain(`Started by a notice of the report 2026-11-21T01-00Z of ${OTHER_BUCKET}.`)
  expect(forged.lines).toContain('Started by a notice of a report that belongs to none of the buckets of this run.')
  expect([first.findings, again.findings, forged.findings]).toEqual(['1', '1', '1'])
  expect([first.issue.state, again.issue, forged.issue]).toEqual(['open', first.issue, first.issue])
})
