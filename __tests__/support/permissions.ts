// Knows the permissions of the documented roles one by one, for stories in which a single one is missing.

import { type IamDecision, iamDecisions } from '../../emulator/iam/evaluate.ts'
import type { IamPolicy } from '../../emulator/iam/types.ts'
import { createWorld } from '../../emulator/index.ts'
import { readDocumentedPolicy, WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { BUCKET } from './scenario.ts'

export type Permission = { readonly sid: string; readonly action: string; readonly resource: string }

/** Every action of every statement of a policy in docs/iam/. */
export function listPermissions(file: string): Permission[] {
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
  const policy: IamPolicy = readDocumentedPolicy(createWorld({ region: 'eu-west-1' }), file, names)
  return policy.Statement.flatMap(({ Sid = '', Action = [], Resource = [] }) =>
    [Action].flat().map((action) => ({ sid: Sid, action, resource: [Resource].flat().join() })),
  )
}

/** The part of a resource pattern that a message about the resource must hold. */
export const fixedPart = (resource: string): string => resource.replace(/\*.*$/, '')

/**
 * What IAM refused, but for what a run asks because an optional policy may allow it (docs/iam/preflight-policy.json), and
 * does without: the roles, and the work bucket of a plan; and the posture (docs/iam/posture-policy.json).
 */
export const listRefusals = (world: World): IamDecision[] =>
  iamDecisions(world).filter((decision) => !decision.allowed && !isOptional(decision))

/** What IAM decided for sessions of roles, without the one request for the posture that any role makes (docs/posture.md). */
export const decisionsOfSessions = (world: World): IamDecision[] =>
  iamDecisions(world).filter(
    ({ action, principal }) => principal.includes('assumed-role') && action !== ASKED_FOR_POSTURE,
  )

const ASKED_FOR_POSTURE = 's3:GetBucketPublicAccessBlock'

const isOptional = ({ action, principal, resource }: IamDecision) =>
  action === ASKED_FOR_POSTURE ||
  action === 'iam:GetRole' ||
  action === 'iam:SimulatePrincipalPolicy' ||
  (principal.includes('-plan/') && resource === `arn:aws:s3:::${WORK_BUCKET}`)
