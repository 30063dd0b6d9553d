// Knows a world whose roles may do everything, and what a session may do of it.

import { isAuthorized } from '../../../emulator/iam/evaluate.ts'
import { DESTINATION_BUCKET, WORK_BUCKET } from '../../../emulator/stage.ts'
import type { Principal, World } from '../../../emulator/world.ts'
import { oldKeys, seedFindings } from '../remediation.ts'
import { BUCKET, openScenario, type Scenario } from '../scenario.ts'

const EVERYTHING = [{ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }] as const

/** A world whose roles may do everything. */
export async function openBroad(options: Parameters<typeof openScenario>[0] = {}): Promise<Scenario> {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)), ...options })
  for (const role of [scenario.roles.scan, scenario.roles.plan, scenario.roles.remediation]) role.policies = EVERYTHING
  return scenario
}

/** The newest session that STS gave out. */
function lastSession(world: World): Principal {
  const sessions = [...world.credentials.values()].filter(({ principal }) => principal.arn.includes(':assumed-role/'))
  const last = sessions.at(-1)
  if (last === undefined) throw new Error('no session')
  return last.principal
}

export const ofS3 = (path: string) => `arn:aws:s3:::${path}`

export const BATCH_ROLE = 'arn:aws:iam::111122223333:role/s3-encryption-batch'

export const READS = [
  ['s3:GetInventoryConfiguration', ofS3(BUCKET)],
  ['s3:ListBucket', ofS3(DESTINATION_BUCKET)],
  ['s3:GetObject', ofS3(`${DESTINATION_BUCKET}/inventory/x`)],
] as const

export const WRITES = [
  ['s3:PutObject', ofS3(`${BUCKET}/old/1`)],
  ['s3:DeleteObject', ofS3(`${BUCKET}/old/1`)],
  ['s3:PutObject', ofS3(`${DESTINATION_BUCKET}/inventory/x`)],
  ['s3:DeleteObject', ofS3(`${DESTINATION_BUCKET}/inventory/x`)],
  ['s3:PutObject', ofS3(`${WORK_BUCKET}/s3-encryption/x`)],
  ['s3:PutInventoryConfiguration', ofS3(BUCKET)],
  ['s3:CreateJob', '*'],
  ['s3:UpdateJobStatus', 'arn:aws:s3:eu-west-1:111122223333:job/1'],
  ['iam:PassRole', BATCH_ROLE],
] as const

/** What of these the session may do. */
export function allowed(world: World, questions: readonly (readonly [string, string])[], context = {}) {
  const session = lastSession(world)
  return questions.filter(([action, resource]) => isAuthorized(world, session, { action, resource, context }))
}
