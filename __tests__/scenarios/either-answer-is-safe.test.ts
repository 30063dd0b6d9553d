// Each question of docs/unconfirmed.md, with either answer: nothing is copied twice, nothing is lost, nothing is green
// that was not proven. What must be true of every run is checked by scenario.ts itself.

import { globSync, readFileSync } from 'node:fs'
import { afterEach, expect, it } from '@jest/globals'
import { ACTIONS_TOKEN, githubState } from '../../emulator/github/state.ts'
import { configureOidc } from '../../emulator/oidc/state.ts'
import { readDocumentedPolicy } from '../../emulator/stage.ts'
import { createRole } from '../../emulator/sts/roles.ts'
import { ANSWERS, QUESTIONS } from '../../emulator/unsettled.ts'
import { allowPreflight, jobsOf, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, expectNoAnswer } from '../support/scenario.ts'
import { lineOf } from '../support/scenes/doctor.ts'
import { COMPLETE, NAMES, openSettled, remediate, tellEach } from '../support/scenes/either-answer.ts'

afterEach(closeScenarios)

tellEach({
  'simulated-keys': async (answer) => {
    const scenario = await openSettled('simulated-keys', answer)
    allowPreflight(scenario, 'remediation')

    const run = await scenario.run(scenario.remediation)

    expect(remediationOutputs(run)).toMatchObject(COMPLETE)
    expect(run.stdout).toContain(
      'ok: report-bucket, work-location, batch-role, batch-role-trust, pass-role, batch-role-permissions',
    )
  },
  'github-order': async (answer) => {
    const scenario = await openSettled('github-order', answer)
    Object.assign(githubState(scenario.world).tokens.get(ACTIONS_TOKEN) ?? {}, { issues: 'read' })
    const run = await scenario.run({ mode: 'doctor', 'on-findings': 'issue' })
    expect(lineOf(run, 'issues')?.status).toBe(answer === 'permissions-first' ? 'wrong' : 'fine')
    for (const { issues } of githubState(scenario.world).repositories.values()) expect(issues.size).toBe(0)
  },
  'github-claims': async (answer) => {
    const scenario = await openSettled('github-claims', answer)
    const { world, roles } = scenario
    const trustPolicy = readDocumentedPolicy(world, 'remediation-role-trust-policy.json', NAMES)
    createRole(world, { ...roles.remediation, trustPolicy })
    configureOidc(world, { environment: 's3-encryption-remediation' })
    const run = await remediate(scenario)
    if (answer === 'condition-keys') return expect(remediationOutputs(run)).toMatchObject(COMPLETE)
    expectNoAnswer(run, 'NO_CREDENTIALS', 'If it also checks ref or repository_id: they are `refs/heads/main` and')
    return expect(jobsOf(world)).toEqual([])
  },
})

it('docs/unconfirmed.md has a row for each question, with both answers, and none that nobody can answer', () => {
  const [, emulated = ''] =
    /## What the emulator answers either way\n([\s\S]*?)\n## /.exec(readFileSync('docs/unconfirmed.md', 'utf8')) ?? []
  const rows = emulated.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| question'))
  const named = rows.map((row) => row.split('|').at(-2)?.trim())
  const expected = QUESTIONS.map((question) => `\`${question}\`: ${ANSWERS[question].join(', ')}`)
  expect(named.toSorted()).toEqual(expected.toSorted())
})

it('has a story for each question', () => {
  const files = globSync('__tests__/scenarios/either-answer-*.test.ts')
  const told = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^ {2}'([\w-]+)': async/gm)])
  expect(told.map(([, question]) => question).toSorted()).toEqual(QUESTIONS.toSorted())
})
