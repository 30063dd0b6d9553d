import { afterEach, expect } from '@jest/globals'
import { athenaState } from '../../emulator/athena/state.ts'
import { changeVersion, getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { type Question, settle } from '../../emulator/unsettled.ts'
import { BUCKET, closeScenarios, DAY_MS, expectNoAnswer, OLD } from '../support/scenario.ts'
import { tellEach } from '../support/scenes/either-answer.ts'
import { METADATA_INPUTS, openWithTable } from '../support/scenes/metadata.ts'

afterEach(closeScenarios)

/** A bucket that would be COMPLIANT, in a world where the question is settled. */
async function open(question: Question, answer: string) {
  const scenario = await openWithTable({
    seed: (world) => seedObject(world, BUCKET, { key: 'a', size: 1, status: 'SSE-S3', lastModified: OLD }),
  })
  settle(scenario.world, question, answer)
  return scenario
}

tellEach({
  'no-metadata': async (answer) => {
    const scenario = await open('no-metadata', answer)
    scenario.world.services.delete('s3-metadata')
    expectNoAnswer(
      await scenario.run(METADATA_INPUTS),
      'NO_INVENTORY_CONFIGURATION',
      'has no S3 Metadata configuration',
    )
  },
  'oldest-record-time': async (answer) => {
    const scenario = await open('oldest-record-time', answer)
    const run = await scenario.run(METADATA_INPUTS)
    expect(run.outputs.get('verdict')).toBe('COMPLIANT')
    expect(run.outputs.get('inventory-date')).toBe('2026-11-20T11:45:00.000Z')
  },
  'quiet-journal': async (answer) => {
    const scenario = await open('quiet-journal', answer)
    scenario.world.clock.advance(3 * DAY_MS)
    const run = await scenario.run(METADATA_INPUTS)
    if (answer === 'moves-on') return expect(run.outputs.get('verdict')).toBe('COMPLIANT')
    if (answer === 'stays') return expectNoAnswer(run, 'STALE', 'the time may stand still')
    return expectNoAnswer(run, 'EVIDENCE_MISSING', 'does not say how recent')
  },
  'metadata-sequence': async (answer) => {
    const scenario = await open('metadata-sequence', answer)
    const { world } = scenario
    seedObject(world, BUCKET, { key: 'a', size: 1, status: 'NOT-SSE', lastModified: OLD + 1000 })
    const bucket = getBucket(world, BUCKET)
    const older = bucket.objects.get('a')?.[0]
    if (older !== undefined) changeVersion(world, bucket, older, { tags: new Map([['a', 'b']]) }, 'somebody')
    const run = await scenario.run(METADATA_INPUTS)
    if (answer === 'kept') return expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
    return expectNoAnswer(run, 'EVIDENCE_MISSING', 'shows no encryption')
  },
  'missing-integration': async (answer) => {
    const scenario = await open('missing-integration', answer)
    athenaState(scenario.world).settings.analyticsIntegration = false
    expectNoAnswer(await scenario.run(METADATA_INPUTS), 'ACCESS_DENIED', 'integration')
  },
  'metadata-rights': async (answer) => {
    const scenario = await open('metadata-rights', answer)
    expect((await scenario.run(METADATA_INPUTS)).outputs.get('verdict')).toBe('COMPLIANT')
  },
})
