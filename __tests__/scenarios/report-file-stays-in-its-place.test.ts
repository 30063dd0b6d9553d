import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from '@jest/globals'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const DEFAULT = 's3-encryption-compliance.json'

it.each([
  ['../elsewhere.json', 'it is outside the workspace and RUNNER_TEMP'],
  ['/etc/s3-encryption-compliance.json', 'it is outside the workspace and RUNNER_TEMP'],
  ['no/such/folder.json', 'its folder does not exist'],
  ['.', 'it names a folder'],
])('report-file %s is refused before anything is called: %s', async (path, why) => {
  const scenario = await openScenario()

  const run = await scenario.run({ 'report-file': path })

  expectNoAnswer(run, 'INVALID_INPUT', `report-file is "${path}"`, why, 'RUNNER_TEMP')
  expect(run.requests).toEqual([])
})

it('replaces a link of its name that a checkout brought, and leaves what it leads to alone', async () => {
  const scenario = await openScenario()
  let place = ''
  let isLink = true
  let linked = ''

  const run = await scenario.run(
    {},
    {
      onStart: ({ workspace }: ActionHandle) => {
        place = join(workspace, DEFAULT)
        writeFileSync(join(workspace, '..', 'profile'), 'as it was')
        symlinkSync('../profile', place)
      },
      // Lines come after the file is written, too; when the run is over, all its files are gone.
      onLine: () => {
        isLink = lstatSync(place).isSymbolicLink()
        linked = readFileSync(join(place, '..', '..', 'profile'), 'utf8')
      },
    },
  )

  expect([isLink, linked]).toEqual([false, 'as it was'])
  expect(run.outputs.get('report-file')).toBe(DEFAULT)
  expect(run.report).toMatchObject({ verdict: 'NON_COMPLIANT' })
})

it('keeps the verdict when the place is lost on the way', async () => {
  const scenario = await openScenario()

  const run = await scenario.run(
    { 'report-file': 'report.json' },
    {
      onLine: (line, { workspace }: ActionHandle) =>
        line.includes('Scan') && mkdirSync(join(workspace, 'report.json'), { recursive: true }),
    },
  )

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.outputs.get('report-file')).toBe('')
  expect(run.stdout).toContain('report-file is')
})
