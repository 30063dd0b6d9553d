// The steps of a preflight: what is checked before anything is created for one bucket, with which credentials, and in
// which order.

import type { BucketPlan } from '../decide/bucket-plan.ts'
import { findKey } from '../decide/target-key.ts'
import { createIamClient, createKmsClient } from '../external/aws.ts'
import type { BucketHandle } from '../external/bucket-handle.ts'
import { clientOptions, type Deps } from '../external/deps.ts'
import { readKeyPolicy } from '../external/kms.ts'
import { readBucketPolicy } from '../external/preflight-edge.ts'
import type { Findings } from '../findings/findings.ts'
import type { InventoryReport } from '../inventory/report.ts'
import { type Check, listWrong, ok, wrong } from '../preflight/check.ts'
import type { JobPlaces } from '../settings/remediation-settings.ts'
import { ActionError } from '../words/errors.ts'
import { decodeKey } from '../words/object-key.ts'
import type { Access } from './access.ts'
import { checkPassing, checkRole } from './check-batch-role.ts'
import { checkPermissions, type PlaceWithPolicy } from './check-role-permissions.ts'
import { checkWorkLocation } from './check-work-location.ts'
import { listNeeds } from './preflight-needs.ts'

type PreflightScene = {
  readonly plan: BucketPlan
  /** Undefined if the source is no inventory. */
  readonly report: InventoryReport | undefined
  readonly scan: Findings | undefined
  readonly region: string
  readonly places: JobPlaces
  readonly source: BucketHandle
  /** A plan is checked for a run that may use another role. */
  readonly mode: 'plan' | 'confirm' | 'run'
  readonly access: Access
  readonly deps: Deps
}

/** `work`: the bucket to write to. */
export type Preflight = { readonly checks: readonly Check[]; readonly work: BucketHandle | undefined }

/**
 * Only reads. Checks that could not be made are unknown; only a cancelled run ends it. A plan refused because of its
 * key needs no more checks.
 */
export async function runPreflight(scene: PreflightScene): Promise<Preflight> {
  const { plan, places, region, access, mode, deps } = scene
  if (plan.refusal !== undefined) return { checks: [...checkReport(scene), ...checkKey(scene)], work: undefined }
  const work = places.work && (await checkWorkLocation(places.work, region, access, { isOfRun: mode !== 'plan' }))
  const role = plan.jobs.length === 0 ? [] : await checkBatchRole(scene, work?.handle)
  if (deps.signal.aborted) throw new ActionError('INTERRUPTED', 'The run was cancelled.')
  return {
    checks: [...checkReport(scene), ...(work === undefined ? [] : [work.check]), ...role, ...checkKey(scene)],
    work: work?.handle,
  }
}

/** Proven by the report that was read: its bucket was requested by name and owner. */
function checkReport({ report }: PreflightScene): readonly Check[] {
  if (report === undefined) return []
  const { location, manifest } = report
  return [
    ok(
      'report-bucket',
      `The report of ${manifest.createdAt.toISOString()} was read from s3://${location.destinationBucket}.`,
    ),
  ]
}

/** A key that cannot be used has already caused a refusal of the plan (check-key.ts). */
function checkKey({ plan, region }: PreflightScene): readonly Check[] {
  const key = findKey([...plan.jobs, ...plan.directCopies])
  if (key === undefined) return []
  const { refusal } = plan
  if (refusal?.isOfKey === true) return [wrong('target-key', refusal.message, refusal.hint)]
  return [ok('target-key', `${key} is enabled, is in ${region}, and can encrypt objects.`)]
}

async function checkBatchRole(scene: PreflightScene, work: BucketHandle | undefined): Promise<readonly Check[]> {
  const { access, deps, mode, places, region } = scene
  const { identity } = access
  const { batchRoleArn: roleArn } = places
  if (roleArn === undefined) return []
  const client = createIamClient(clientOptions(region, deps), identity.session)
  const role = await checkRole(client, roleArn, identity.account)
  if (listWrong(role).some(({ name }) => name === 'batch-role')) return role
  const [passing, permissions] = await Promise.all([
    mode === 'plan' ? [] : checkPassing(client, roleArn, identity),
    checkPermissions({
      client,
      roleArn,
      needs: listNeeds({
        plan: scene.plan,
        partition: identity.partition,
        work: work && places.work,
        sampleKey: findSampleKey(scene.scan),
      }),
      known: listKnownKeys(roleArn, region, identity),
      readPolicy: (on) => readPolicy(on, scene, work),
    }),
  ])
  return [...role, ...[passing].flat(), ...permissions]
}

async function readPolicy(on: PlaceWithPolicy, scene: PreflightScene, work: BucketHandle | undefined): Promise<string> {
  const { access, deps, plan, region, source } = scene
  if (on === 'source') return await readBucketPolicy(source)
  if (on === 'work' && work !== undefined) return await readBucketPolicy(work)
  const client = createKmsClient(clientOptions(region, deps), access.identity.session)
  return await readKeyPolicy(client, findKey([...plan.jobs, ...plan.directCopies]) ?? '')
}

/** An object key of plain characters, which is the same in every policy; `*` if there is none. */
function findSampleKey(scan: Findings | undefined): string {
  const plain = (scan?.samples ?? []).find(
    ({ key, heldBack }) => heldBack === undefined && /^[\w./=-]{1,500}$/.test(key),
  )
  return plain === undefined ? '*' : decodeKey(plain.key)
}

/** IAM User Guide, "AWS global condition context keys"; KMS Developer Guide, "AWS KMS condition keys". */
export function listKnownKeys(roleArn: string, region: string, { account, partition }: Access['identity']) {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  return new Map([
    ['aws:PrincipalArn', roleArn],
    ['aws:PrincipalAccount', account],
    ['aws:ResourceAccount', account],
    ['aws:RequestedRegion', region],
    ['aws:SecureTransport', 'true'],
    ['s3:ResourceAccount', account],
    ['kms:CallerAccount', account],
    ['kms:ViaService', `s3.${region}.${suffix}`],
  ])
}
