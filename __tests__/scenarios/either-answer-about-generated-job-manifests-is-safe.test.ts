import { afterEach, expect } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { settle } from '../../emulator/unsettled.ts'
import type { World } from '../../emulator/world.ts'
import { expectCopiedOnce, remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import { BUCKET, closeScenarios, expectNoAnswer } from '../support/scenario.ts'
import { COMPLETE, KEYS, tellEach } from '../support/scenes/either-answer.ts'
import { generate, openUnlisted, workingJobs } from '../support/scenes/generator.ts'

afterEach(closeScenarios)

/** The last of the keys was rewritten, encrypted, just now. */
const seed = (world: World) => {
  seedFindings(world, [...KEYS, 'rewritten'])
  seedObject(world, BUCKET, { key: 'rewritten', body: 'new', status: 'SSE-S3' })
}

tellEach({
  'generated-versions': async (answer) => {
    const scenario = await openUnlisted({ seed })
    settle(scenario.world, 'generated-versions', answer)
    const run = await generate(scenario)
    if (answer === 'current-only') return expect(remediationOutputs(run)).toMatchObject(COMPLETE)
    expectNoAnswer(run, 'UNREADABLE', 'accepted are bucket and key')
    return expect(workingJobs(scenario.world)).toEqual([])
  },
  'generated-listing': async (answer) => {
    const scenario = await openUnlisted({ seed })
    settle(scenario.world, 'generated-listing', answer)
    expect(remediationOutputs(await generate(scenario))).toMatchObject(COMPLETE)
    // The list of a day ago still has them.
    await generate(scenario)
    expectCopiedOnce(scenario.world, KEYS)
  },
  'generated-keys': async (answer) => {
    const scenario = await openUnlisted({
      seed: (world) => {
        seedFindings(world, ['a%20b'])
        // What the key would be if it were URL-encoded.
        seedObject(world, BUCKET, { key: 'a b', body: 'encrypted', status: 'SSE-S3' })
      },
    })
    settle(scenario.world, 'generated-keys', answer)
    const run = await generate(scenario)
    if (answer === 'as-they-are') expectNoAnswer(run, 'EVIDENCE_MISSING')
    else expect(remediationOutputs(run)).toMatchObject(COMPLETE)
    expect(statuses(scenario.world)['a b']).toBe('SSE-S3')
    expectCopiedOnce(scenario.world, answer === 'as-they-are' ? [] : ['a%20b'])
  },
})
