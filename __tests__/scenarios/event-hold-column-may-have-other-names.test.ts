import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios } from '../support/scenario.ts'
import { heldBack, openLocked, seedHeld } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it.each(['ObjectLockEventHold', 'object_lock_event_hold_status'])(
  'an event hold that the report tells in a column of the name %s, too',
  async (name) => {
    const scenario = await openLocked(0, { seed: seedHeld, deliver: false })
    await scenario.deliver({
      mutateManifest: (manifest) => ({
        ...manifest,
        fileSchema: manifest.fileSchema.replace('ObjectLockEventHoldStatus', name),
      }),
    })
    const run = await scenario.run(scenario.remediation)
    expect(run.report).toMatchObject({ buckets: [heldBack('object-lock', 1)] })
    expect(run.requests.filter(({ url }) => url.includes('/held'))).toEqual([])
  },
)
