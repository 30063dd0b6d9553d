// Knows how a story of one question of docs/unconfirmed.md is told with either answer.

import { describe, it } from '@jest/globals'
import type { ObjectSeed } from '../../../emulator/seed.ts'
import { WORK_BUCKET } from '../../../emulator/stage.ts'
import { ANSWERS, type AnswerTo, type Question, settle } from '../../../emulator/unsettled.ts'
import type { World } from '../../../emulator/world.ts'
import { oldKeys, seedFindings } from '../remediation.ts'
import { BUCKET, openScenario, type Scenario, type ScenarioOptions } from '../scenario.ts'

export const KEYS = oldKeys(4)
/** More than one copy may move. */
export const HUGE = 6 * 1024 ** 3
export const HOSTILE = ['a b', 'a+b', 'a%2Bb', 'a%20b', 'é/ü', 'comma,"quote"']
export const NAMES = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
export const ELSEWHERE = { 'work-location': `s3://${WORK_BUCKET}/s3-encryption/another/` }
export const COMPLETE = { exitCode: 0, status: 'COMPLETE' }

export const seedKeys =
  (keys: readonly string[], seed: Partial<ObjectSeed> = {}) =>
  (world: World) =>
    seedFindings(world, keys, seed)

/** A world in which the question is settled before its first report. */
export async function openSettled(
  question: Question,
  answer: string,
  options: ScenarioOptions = {},
): Promise<Scenario> {
  const { seed = seedKeys(KEYS) } = options
  return await openScenario({
    ...options,
    seed: (world) => {
      settle(world, question, answer)
      seed(world)
    },
  })
}

/** Lets the batch role work in every place of the work bucket. */
export function allowElsewhere({ roles: { batch } }: Scenario): void {
  const Action = ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject']
  const Resource = `arn:aws:s3:::${WORK_BUCKET}/*`
  batch.policies = [...batch.policies, { Statement: [{ Effect: 'Allow', Action, Resource }] }]
}

export const remediate = (scenario: Scenario, inputs: Readonly<Record<string, string>> = {}) =>
  scenario.run({ ...scenario.remediation, 'poll-interval': '30s', ...inputs })

/** Stories of questions, each told with either answer. */
export function tellEach(stories: { readonly [Q in Question]?: (answer: AnswerTo<Q>) => Promise<void> }): void {
  describe.each(Object.keys(stories) as Question[])('%s', (question) => {
    it.each(ANSWERS[question])('%s', async (answer) => {
      await (stories[question] as (answer: string) => Promise<void>)(answer)
    })
  })
}
