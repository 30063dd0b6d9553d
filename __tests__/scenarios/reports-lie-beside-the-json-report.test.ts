// Further reports of a run: where they lie, and what is refused.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from '@jest/globals'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('writes a page that says what the summary says', async () => {
  const scenario = await openScenario()
  let page = ''

  const run = await scenario.run(
    { reports: 'html', 'report-file': 'compliance.json', 'findings-file': 'findings.csv', 'list-keys': 'true' },
    {
      onLine: (_, { workspace }: ActionHandle) => {
        const place = join(workspace, 'compliance.html')
        if (existsSync(place)) page = readFileSync(place, 'utf8')
      },
    },
  )

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(page).toContain('<title>S3 encryption compliance: NON_COMPLIANT</title>')
  expect(page).toContain('Not compliant: 2 of 5 objects in <code>acme-data</code> break the encryption policy')
  expect(page).toContain('<a href="findings.csv">findings.csv</a>')
})

it('refuses a form that it does not know before anything is called', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({ reports: 'html, pdf' })

  expectNoAnswer(run, 'INVALID_INPUT', 'reports is "pdf"', 'html')
  expect(run.requests).toEqual([])
})
