// Knows the scene of six findings whose job ends otherwise than it should.

import type { JobScript } from '../../../emulator/s3-control/job.ts'
import { scriptJob } from '../../../emulator/s3-control/state.ts'
import { oldKeys, seedFindings } from '../remediation.ts'
import { openScenario, type Scenario } from '../scenario.ts'

export const SIX_KEYS = oldKeys(6)

export const openSix = () => openScenario({ seed: (world) => seedFindings(world, SIX_KEYS) })

export async function runScripted(scenario: Scenario, script: JobScript) {
  scriptJob(scenario.world, script)
  return await scenario.run(scenario.remediation)
}

export const FORBIDDEN = { httpStatus: 403, errorCode: 'AccessDenied', message: 'Access Denied' }
