// Reads what the doctor judges about jobs: the work location, the batch role, the key that objects get. The judgements
// are those of a preflight.

import { refusePlace, refuseState } from '../../decide/target-key.ts'
import type { BucketFacts, WorkFacts } from '../../doctor/facts.ts'
import { createIamClient, createKmsClient } from '../../external/aws.ts'
import { clientOptions } from '../../external/deps.ts'
import { readLifecycle } from '../../external/doctor-edge.ts'
import { describeKey } from '../../external/kms.ts'
import { GRANTS, type Grant } from '../../external/permissions.ts'
import { findRole, readBucketPolicy } from '../../external/preflight-edge.ts'
import { functionOf } from '../../operations/asked-operation.ts'
import { askedOperations } from '../../operations/registry.ts'
import { type Check, ok, unknown, wrong } from '../../preflight/check.ts'
import { isPlanned, listPlaces } from '../../settings/remediation-settings.ts'
import { ActionError } from '../../words/errors.ts'
import type { Look } from '../../words/look.ts'
import { checkPassing, explainUnknownRole, judgeRole } from '../check-batch-role.ts'
import { checkPermissions, type PlaceWithPolicy } from '../check-role-permissions.ts'
import { checkWorkLocation } from '../check-work-location.ts'
import { listKnownKeys } from '../preflight.ts'
import { listNeedsOf, type RoleNeed } from '../preflight-needs.ts'
import { look, seenIn } from './look.ts'
import type { DoctorScene } from './scene.ts'

export type WorkLook = { readonly facts: WorkFacts; readonly policy: Look<string> | undefined }

/** Undefined without a work location. */
export async function lookAtWork({ access, target }: DoctorScene, region: string): Promise<WorkLook | undefined> {
  const { work: place } = listPlaces(target.remediation)
  if (place === undefined) return undefined
  const found = await checkWorkLocation(place, region, access, { isOfRun: true })
  const { handle, isMissing = false } = found
  const facts = { place, check: { ...found.check, name: 'work-location' as const }, isMissing }
  if (handle === undefined) return { facts: { ...facts, lifecycle: undefined }, policy: undefined }
  const [lifecycle, policy] = await Promise.all([
    look(() => readLifecycle(handle)),
    look(() => readBucketPolicy(handle)),
  ])
  return { facts: { ...facts, lifecycle }, policy }
}

/** The key that objects get; undefined for none. */
export const targetKeyOf = ({ target: { asked, remediation } }: DoctorScene): string | undefined =>
  asked === undefined && isPlanned(remediation) && remediation.target.status === 'SSE-KMS'
    ? remediation.target.kmsKeyArn
    : undefined

export type KeyLook = {
  readonly check: Check
  readonly state: string | undefined
  readonly described: Look<unknown> | undefined
}

/** Undefined if objects get no key. */
export async function lookAtTargetKey(scene: DoctorScene, region: string): Promise<KeyLook | undefined> {
  const arn = targetKeyOf(scene)
  if (arn === undefined) return undefined
  const { access, deps } = scene
  const misplaced = refusePlace(arn, { ...access.identity, region })
  if (misplaced !== undefined) {
    return { check: wrong('target-key', misplaced.message, misplaced.hint), state: undefined, described: undefined }
  }
  const client = createKmsClient(clientOptions(region, deps), access.identity.session)
  const described = await look(() => describeKey(client, arn))
  if ('unseen' in described) {
    const { code, message, hint = '' } = described.unseen
    const judge = code === 'ACCESS_DENIED' ? unknown : wrong
    return { check: judge('target-key', message, hint), state: undefined, described }
  }
  const refused = refuseState(arn, described.seen)
  const check =
    refused === undefined
      ? ok('target-key', `${arn} is enabled, is in ${region}, and can encrypt objects.`)
      : wrong('target-key', refused.message, refused.hint)
  return { check, state: described.seen.state, described }
}

type RoleScene = DoctorScene & {
  readonly region: string
  /** The key of an object of the source bucket, or `*`. */
  readonly sampleKey: string
  /** The texts of policies that were read. */
  readonly policies: Readonly<Record<PlaceWithPolicy, Look<string> | undefined>>
}

type RoleLook = Pick<BucketFacts, 'batchRole'> & { readonly checks: readonly Check[] }
const NO_ROLE: RoleLook = { batchRole: undefined, checks: [] }

export async function lookAtBatchRole(scene: RoleScene): Promise<RoleLook> {
  const { access, deps, region, target } = scene
  const { identity } = access
  const { remediation } = target
  const { batchRoleArn: arn, work } = listPlaces(remediation)
  if (arn === undefined || !isPlanned(remediation)) return NO_ROLE
  const client = createIamClient(clientOptions(region, deps), identity.session)
  const found = await look(() => findRole(client, arn))
  const role = 'seen' in found ? judgeRole(found.seen, arn, identity.account) : explainUnknownRole(found.unseen)
  const kmsKeyArn = targetKeyOf(scene)
  const tasks = askedOperations({ ...remediation, asked: target.asked }).map(({ batchRole }) => ({
    batchRole,
    kmsKeyArn,
    functionArn: functionOf(target.asked),
  }))
  const needs = listNeedsOf({
    bucket: target.bucket,
    tasks,
    partition: identity.partition,
    work,
    sampleKey: scene.sampleKey,
  })
  const knownArn = seenIn(found)?.arn
  const batchRole = { arn, knownArn, statements: describeNeeds(needs) }
  if (role.some(({ name, status }) => name === 'batch-role' && status === 'wrong')) return { batchRole, checks: role }
  const known = listKnownKeys(arn, region, identity)
  const readPolicy = async (on: PlaceWithPolicy) => unwrap(scene.policies[on])
  const passing = remediation.mode === 'plan' ? [] : [await checkPassing(client, arn, identity)]
  const permissions = await checkPermissions({ client, roleArn: arn, needs, known, readPolicy })
  return { batchRole, checks: [...role, ...passing, ...permissions] }
}

function unwrap(looked: Look<string> | undefined): string {
  if (looked === undefined) throw new ActionError('ACCESS_DENIED', 'The policy was not read.')
  if ('unseen' in looked) throw looked.unseen
  return looked.seen
}

/** One statement for each of docs/iam/, on the resources of this run. */
const describeNeeds = (needs: readonly RoleNeed[]) =>
  [...Map.groupBy(needs, ({ sid, resource }) => `${sid} ${resource}`).values()].map((alike) => {
    const [{ on, sid, resource }] = alike as [RoleNeed, ...RoleNeed[]]
    const { condition }: Grant = GRANTS[sid]
    return {
      Effect: 'Allow',
      Action: alike.map(({ action }) => action),
      Resource: on === 'source' && resource.includes('/') ? resource.replace(/\/.*$/s, '/*') : widen(resource),
      ...(condition && { Condition: condition }),
    }
  })

/** The resources of needs are single objects where a policy names a folder. */
const widen = (resource: string) => resource.replace(/(job-manifests\/[^/]+\/|completion-reports\/[^/]+\/).*$/, '$1*')
