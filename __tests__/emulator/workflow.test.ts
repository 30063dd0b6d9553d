import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { fillIn, isTrue } from '../../emulator/runner/expressions.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { runWorkflow } from '../../emulator/runner/run-workflow.ts'
import { readWorkflow } from '../../emulator/runner/workflow.ts'

const USES = 'uses: me/action@FULL_COMMIT_SHA'
const JOBS = `
  last:
    needs: [first]
    if: needs.first.outputs.word == 'go'
    environment: prod
    permissions: { id-token: write }
    steps:
      - uses: actions/checkout@0123456789abcdef0123456789abcdef01234567
      - ${USES}
        with: { word: '\${{ needs.first.outputs.word }} \${{ vars.nobody }}' }
  first:
    permissions: {}
    outputs: { word: '\${{ steps.one.outputs.word }}' }
    steps:
      - ${USES}
        id: one
        with: { word: '\${{ inputs.word }}' }
      - ${USES}
      - ${USES}
        if: always()
`

function read(jobs = JOBS, head = 'permissions: {}') {
  const path = join(mkdtempSync(join(tmpdir(), 'workflow-')), 'w.yml')
  writeFileSync(path, `name: W\non: { workflow_dispatch: }\n${head}\njobs:${jobs}`)
  return readWorkflow(path)
}

type Step = { readonly job: string; readonly given: string | undefined; readonly mayAsk: boolean }

/** Runs the workflow; steps answer the word they got, and fail where it is `fail`. */
async function run(word: string, { review = 'approved', event = 'workflow_dispatch' } = {}) {
  const steps: Step[] = []
  const results = await runWorkflow<ActionResult>(read(), {
    event: { name: event, ref: 'refs/heads/main', inputs: { word }, vars: {} },
    action: 'me/action',
    review: async () => review as 'approved' | 'rejected',
    runStep: async (inputs, { id, permissions }) => {
      steps.push({ job: id, given: inputs.word, mayAsk: permissions['id-token'] === 'write' })
      const conclusion = inputs.word === 'fail' ? 'failure' : 'success'
      return { conclusion, outputs: new Map(Object.entries(inputs)) } as unknown as ActionResult
    },
  })
  return { steps, results: Object.fromEntries([...results].map(([id, { result }]) => [id, result])) }
}

describe('a workflow', () => {
  const first = (given?: string): Step => ({ job: 'first', given, mayAsk: false })

  it('runs each job after those it needs, with their outputs, and each step with its inputs', async () => {
    expect(await run('go')).toEqual({
      steps: [first('go'), first(), first(), { job: 'last', given: 'go ', mayAsk: true }],
      results: { first: 'success', last: 'success' },
    })
  })

  it('skips a job whose condition is not met', async () => {
    expect((await run('stay')).results).toEqual({ first: 'success', last: 'skipped' })
  })

  it('after a failed step runs only what is always run, and no job that needs it', async () => {
    expect(await run('fail')).toEqual({
      steps: [first('fail'), first()],
      results: { first: 'failure', last: 'skipped' },
    })
  })

  it('does not run a job whose environment was not approved', async () => {
    const { steps, results } = await run('go', { review: 'rejected' })
    expect(results).toEqual({ first: 'success', last: 'failure' })
    expect(steps.map(({ job }) => job)).not.toContain('last')
  })

  it('does not start on another event', async () => {
    await expect(run('go', { event: 'push' })).rejects.toThrow('does not start on push')
  })

  it.each([
    ['an unknown key', `\n  a: { container: x, steps: [] }`, 'permissions: {}', 'container is not emulated'],
    ['default permissions', JOBS, '', 'permissions of the workflow must be {}'],
    ['permissions for all jobs', JOBS, 'permissions: { contents: read }', 'permissions of the workflow must be {}'],
    ['another condition of a step', `\n  a: { steps: [{ ${USES}, if: failure() }] }`, 'permissions: {}', 'failure()'],
  ])('is refused with %s', (_name, jobs, head, words) => {
    expect(() => read(jobs, head)).toThrow(words)
  })
})

it.each([
  [`\${{ inputs.a-b }}/\${{inputs.c}}`, '1/'],
  ['nothing to replace', 'nothing to replace'],
])('fills %j in', (text, filled) => {
  expect(fillIn(text, { inputs: { 'a-b': '1' } })).toBe(filled)
})

it.each(["format('{0}', inputs.a)", 'secrets.TOKEN', 'inputs'])('refuses the expression %s', (expression) => {
  expect(() => fillIn(`\${{ ${expression} }}`, { inputs: {} })).toThrow('is not emulated')
})

it('compares with a text and refuses every other condition', () => {
  expect(isTrue("inputs.a == 'x'", { inputs: { a: 'x' } })).toBe(true)
  expect(isTrue("inputs.a != 'x'", { inputs: { a: 'x' } })).toBe(false)
  expect(() => isTrue('always()', {})).toThrow('is not emulated')
})
