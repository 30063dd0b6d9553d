import { afterEach, expect } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { settle } from '../../emulator/unsettled.ts'
import type { World } from '../../emulator/world.ts'
import { currentObjects, jobsOf, workObjects } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, type ScenarioRun } from '../support/scenario.ts'
import { tellEach } from '../support/scenes/either-answer.ts'
import { answering, mergeInputs, openInvoking } from '../support/scenes/functions.ts'

afterEach(closeScenarios)

function seed(world: World): void {
  for (const key of ['a', 'b', 'c']) seedObject(world, BUCKET, { key, size: 10, status: 'SSE-S3', lastModified: OLD })
}

const open = async (question: Parameters<typeof settle>[1], answer: string) => {
  const scenario = await openInvoking({ seed })
  settle(scenario.world, question, answer)
  return { scenario, inputs: mergeInputs(scenario) }
}

const ended = ({ exitCode, outputs, report }: ScenarioRun) => {
  const { done } = (report as { readonly operation: { readonly done: number } }).operation
  return { exitCode, status: outputs.get('status'), done }
}
const ALL_DONE = { exitCode: 0, status: 'COMPLETE', done: 3 }
const TWO_DONE = { exitCode: 1, status: 'INCOMPLETE', done: 2 }

const tagsOf = (world: World) => [...currentObjects(world).values()].map(({ tags }) => tags.get('team'))

tellEach({
  'function-region': async (answer) => {
    const { scenario, inputs } = await open('function-region', answer)
    const elsewhere = inputs['lambda-arn'].replace('eu-west-1', 'us-east-1')
    expect(ended(await scenario.run({ ...inputs, 'lambda-arn': elsewhere }))).toMatchObject({ exitCode: 1, done: 0 })
    expect([jobsOf(scenario.world), workObjects(scenario.world)]).toEqual([[], []])
  },
  'function-redrives': async (answer) => {
    const { scenario, inputs } = await open('function-redrives', answer)
    scenario.lambda.trouble = ({ number }) => (number === 2 ? { kind: 'throttled' } : undefined)
    expect(ended(await scenario.run(inputs))).toEqual(answer === 'several' ? ALL_DONE : TWO_DONE)
    expect(ended(await scenario.run(inputs))).toEqual(ALL_DONE)
    expect(tagsOf(scenario.world)).toEqual(['archive', 'archive', 'archive'])
  },
  'function-timeout': async (answer) => {
    const { scenario, inputs } = await open('function-timeout', answer)
    // It has done its work, and is called again for the same object.
    scenario.lambda.trouble = ({ number }) =>
      number === 2 ? { kind: 'lost', when: 'after', as: 'timeout' } : undefined
    expect(ended(await scenario.run(inputs))).toEqual(answer === 'permanent' ? TWO_DONE : ALL_DONE)
    expect(ended(await scenario.run(inputs))).toEqual(ALL_DONE)
  },
  'function-failures': async (answer) => {
    const { scenario, inputs } = await open('function-failures', answer)
    scenario.lambda.trouble = answering('PermanentFailure', 'in its own words', (key) => key === 'b')
    const run = await scenario.run(inputs)
    expect(ended(run)).toEqual(TWO_DONE)
    expect(run.summary.includes('in its own words')).toBe(answer === 'with-result-string')
    expect(run.summary).toContain('the function failed')
  },
  'function-bucket': async (answer) => {
    const { scenario, inputs } = await open('function-bucket', answer)
    expect(ended(await scenario.run(inputs))).toEqual(ALL_DONE)
    expect(tagsOf(scenario.world)).toEqual(['archive', 'archive', 'archive'])
  },
})
