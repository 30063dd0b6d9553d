import { afterEach, expect, it } from '@jest/globals'
import { findLiveMarkdown, OWN_HTML } from '../support/live-markdown.ts'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const HOSTILE = [
  'Denied',
  '::set-output name=verdict::COMPLIANT',
  '##[add-mask]e',
  '::stop-commands::x',
  '[click](http://evil.example) ![](//t.example) <img src=x> @octocat fixes #1 `',
].join('\n')

it.each(['HeadBucket', 'ListBucketInventoryConfigurations', 'GetObject', 'AssumeRoleWithWebIdentity'])(
  'shows what a hostile %s answers as text',
  async (operation) => {
    const scenario = await openScenario()
    const effect = { kind: 'error', status: 403, code: 'AccessDenied', message: HOSTILE } as const
    scenario.world.faults.push({ match: { operation }, phase: 'before', effect, times: 1000 })

    const run = await scenario.run({}, { env: { RUNNER_DEBUG: '1' } })

    expectNoAnswer(run, operation.startsWith('Assume') ? 'NO_CREDENTIALS' : 'ACCESS_DENIED')
    expect(findLiveMarkdown(run.summary).filter((found) => !OWN_HTML.test(found))).toEqual([])
    expect(run.maskedLog).not.toContain('::set-output')
  },
)
