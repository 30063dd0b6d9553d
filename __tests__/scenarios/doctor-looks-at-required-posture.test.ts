// The doctor looks at what require-posture names as a run does: fine, wrong with the command that mends it, or unknown.

import { afterEach, describe, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { BUCKET, closeScenarios, takePermission } from '../support/scenario.ts'
import { lineOf, linesOf, openHealthy } from '../support/scenes/doctor.ts'
import type { Fault } from '../support/scenes/doctor-faults.ts'
import { expectFoundAndMended } from '../support/scenes/doctor-story.ts'
import { allowToLook } from '../support/scenes/posture.ts'

afterEach(closeScenarios)

const REQUIRED = 'versioning, public-access-blocked, plain-http-denied'
const FAULTS: readonly Fault[] = [
  {
    name: 'versioning is suspended',
    check: 'posture',
    about: 'versioning',
    says: 'ersioning',
    plant: ({ world }) => {
      getBucket(world, BUCKET).versioning = 'Suspended'
    },
  },
  {
    name: 'plain HTTP is not denied',
    check: 'posture',
    about: 'plain-http-denied',
    says: 'TLS',
    plant: () => {},
  },
]

async function open() {
  const scenario = await openHealthy()
  allowToLook(scenario)
  return scenario
}

describe('finds that', () => {
  it.each(FAULTS)('$name', async (fault) => {
    await expectFoundAndMended(await open(), { mode: 'doctor', 'require-posture': REQUIRED }, fault)
  })
})

it('has a line for each check, and one for the permission', async () => {
  const scenario = await open()

  const run = await scenario.run({ mode: 'doctor', 'require-posture': REQUIRED })

  const told = linesOf(run).filter(({ check }) => check === 'posture')
  expect(told.map(({ about }) => about)).toEqual([
    `${BUCKET} plain-http-denied`,
    `${BUCKET} public-access-blocked`,
    `${BUCKET} versioning`,
  ])
  expect(lineOf(run, 'permissions', 'SeePosture')).toMatchObject({ status: 'fine' })
})

it('has none where nothing is required', async () => {
  const run = await (await open()).run({ mode: 'doctor' })
  expect(linesOf(run).filter(({ check }) => check === 'posture')).toEqual([])
  expect(lineOf(run, 'permissions', 'SeePosture')).toBeUndefined()
})

it('does not know what the role may not look at, and names the permission', async () => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.scan.arn, 'SeePosture', 's3:GetBucketVersioning')

  const run = await scenario.run({ mode: 'doctor', 'require-posture': 'versioning' })

  const line = lineOf(run, 'posture', 'versioning')
  expect(line).toMatchObject({ status: 'unknown' })
  expect(line?.fix?.say).toContain('s3:GetBucketVersioning')
  expect(lineOf(run, 'permissions', 'SeePosture')).toMatchObject({ status: 'wrong' })
})
