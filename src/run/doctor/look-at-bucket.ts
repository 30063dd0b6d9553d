// Looks at everything that a run on one bucket needs, in one pass, and judges it.

import type { BucketFacts, DeliveryFacts } from '../../doctor/facts.ts'
import type { Line } from '../../doctor/line.ts'
import { judgeBucket } from '../../doctor/registry.ts'
import { createIamClient, createKmsClient, createS3ControlClient } from '../../external/aws.ts'
import type { BucketHandle } from '../../external/bucket-handle.ts'
import { readBucketFacts } from '../../external/bucket-settings.ts'
import { clientOptions } from '../../external/deps.ts'
import { tryListJobs } from '../../external/doctor-edge.ts'
import { readKeyPolicy } from '../../external/kms.ts'
import { readPostureFacts } from '../../external/posture-edge.ts'
import { readBucketPolicy } from '../../external/preflight-edge.ts'
import { findAnyKey } from '../../external/s3.ts'
import type { BucketFacts as SourceSettings } from '../../posture/bucket-facts.ts'
import { judgePosture } from '../../posture/judge.ts'
import { isPlanned } from '../../settings/remediation-settings.ts'
import type { Look } from '../../words/look.ts'
import { openBucket } from '../open-bucket.ts'
import { type CallRecord, recordCalls } from './calls-made.ts'
import { look, seenIn } from './look.ts'
import { lookAtAthena } from './look-at-athena.ts'
import { type ConfigurationFacts, lookAtConfigurations, lookAtDelivery } from './look-at-delivery.ts'
import {
  type KeyLook,
  lookAtBatchRole,
  lookAtTargetKey,
  lookAtWork,
  targetKeyOf,
  type WorkLook,
} from './look-at-jobs.ts'
import { lookAtMetadata } from './look-at-metadata.ts'
import { lookAtPermissions, type PolicyTexts } from './look-at-permissions.ts'
import { listNeededStatements, type RunNames } from './needed-statements.ts'
import type { DoctorScene } from './scene.ts'

/** All lines about one bucket. */
export const diagnoseBucket = async (scene: DoctorScene): Promise<readonly Line[]> =>
  judgeBucket(await lookAtBucket(scene))

/** Everything about one bucket. Never throws for anything that AWS answers. */
export async function lookAtBucket(scene: DoctorScene): Promise<BucketFacts> {
  const { access, target } = scene
  const { account, partition, principalArn } = access.identity
  const wanted = { use: 'source', bucket: target.bucket, owner: account } as const
  const opened = await look(() => openBucket(wanted, target.region, access))
  // A bucket that may not be opened may still be read: what follows is looked at in the Region of the inputs.
  const { region, handle } = seenIn(opened) ?? {
    region: target.region,
    handle: { ...wanted, client: access.s3ForRegion(target.region), partition },
  }
  const seen = await lookAtAll(handle, { ...scene, region, opened })
  return { ...seen, target, account, partition, principalArn }
}

type OpenScene = DoctorScene & { readonly region: string; readonly opened: Look<{ readonly region: string }> }

async function lookAtAll(
  source: BucketHandle,
  scene: OpenScene,
): Promise<Omit<BucketFacts, 'target' | 'account' | 'partition' | 'principalArn'>> {
  const { opened, region } = scene
  const isMissing = 'unseen' in opened && opened.unseen.code === 'BUCKET_NOT_FOUND'
  const [ofSource, work, key, keyPolicy, table, posture] = await Promise.all([
    isMissing ? NO_SOURCE : lookAtSource(source, scene),
    lookAtWork(scene, region),
    lookAtTargetKey(scene, region),
    lookAtKeyPolicy(scene, region),
    isMissing ? undefined : lookAtMetadata(source, scene),
    isMissing ? [] : lookAtRequired(source, scene),
  ])
  const delivery = usesInventory(scene) ? await lookAtDelivery(ofSource, scene) : undefined
  const report = seenIn(delivery?.report)
  const isInstead = report === undefined && table !== undefined && 'seen' in table
  const asksTable = scene.target.source === 'metadata' || isInstead
  const athena = await lookAtAthena(report, region, scene, asksTable)
  const policies: PolicyTexts = {
    source: ofSource.policy,
    destination: delivery?.policy,
    work: work?.policy,
    targetKey: keyPolicy,
    reportKey: delivery?.reportKey?.policy,
  }
  const calls = await tellCalls({ ...ofSource, athena, delivery, key, table, work }, scene)
  const rights = await lookAtRights(scene, { calls, policies, delivery, asksTable, ...ofSource })
  const ofRole = { source: policies.source, work: policies.work, key: keyPolicy }
  const role = await lookAtBatchRole({ ...scene, sampleKey: ofSource.sampleKey, policies: ofRole })
  const arn = targetKeyOf(scene)
  const preflight = [...role.checks, ...(key === undefined ? [] : [key.check])] as BucketFacts['preflight']
  const targetKey = arn === undefined ? undefined : { arn, state: key?.state, policy: keyPolicy }
  return {
    ...ofSource,
    ...rights,
    source: opened,
    athena,
    posture,
    table,
    delivery,
    work: work?.facts,
    preflight,
    targetKey,
    batchRole: role.batchRole,
  }
}

type SourceLooks = ConfigurationFacts & {
  /** A key of plain characters; `*` if there is none, or if only some keys are judged. */
  readonly sampleKey: string
  readonly settings: Look<SourceSettings> | undefined
  readonly policy: Look<string> | undefined
}

const NO_SOURCE: SourceLooks = {
  configurations: undefined,
  given: undefined,
  settings: undefined,
  policy: undefined,
  sampleKey: '*',
}

const usesInventory = ({ target }: DoctorScene) => target.source === 'inventory' || target.source === 'auto'
const NO_CONFIGURATIONS: ConfigurationFacts = { configurations: undefined, given: undefined }

async function lookAtSource(source: BucketHandle, scene: DoctorScene): Promise<SourceLooks> {
  const { remediation } = scene.target
  const [configurations, settings, policy, key] = await Promise.all([
    usesInventory(scene) ? lookAtConfigurations(source, scene) : NO_CONFIGURATIONS,
    isPlanned(remediation) ? look(() => readBucketFacts(source, remediation.target.status)) : undefined,
    look(() => readBucketPolicy(source)),
    scene.target.include.length > 0 ? undefined : look(() => findAnyKey(source)),
  ])
  const sample = seenIn(key) ?? ''
  return { ...configurations, settings, policy, sampleKey: /^[\w./=-]{1,500}$/.test(sample) ? sample : '*' }
}

/** The settings that `require-posture` names. */
async function lookAtRequired(
  source: BucketHandle,
  { deps, region, target }: OpenScene,
): Promise<BucketFacts['posture']> {
  const { requiredPosture: required } = target
  if (required.length === 0) return []
  const { signal, startTimer } = deps
  const lines = judgePosture(await readPostureFacts(source, region, { signal, startTimer, wanted: true }), target)
  return lines.filter(({ check }) => required.includes(check))
}

async function lookAtKeyPolicy(scene: DoctorScene, region: string): Promise<Look<string> | undefined> {
  const arn = targetKeyOf(scene)
  if (arn === undefined) return undefined
  const client = createKmsClient(clientOptions(region, scene.deps), scene.access.identity.session)
  return await look(() => readKeyPolicy(client, arn))
}

type Looks = SourceLooks & {
  readonly delivery: DeliveryFacts | undefined
  readonly key: KeyLook | undefined
  readonly work: WorkLook | undefined
  readonly athena: Look<unknown> | undefined
  readonly table: Look<unknown> | undefined
}

/** What the calls prove about permissions, and one more call that changes nothing: ListJobs. */
async function tellCalls(looks: Looks, { access, deps, opened, region, target }: OpenScene): Promise<CallRecord> {
  const { athena, configurations, delivery, given, key, settings, table, work } = looks
  const calls = recordCalls()
  calls.add('ReadInventoryConfigurations', 's3:ListBucket', opened)
  calls.add('ReadInventoryConfigurations', 's3:GetInventoryConfiguration', configurations ?? given)
  calls.add('FindMetadataTable', 's3:ListBucket', opened)
  calls.add('FindMetadataTable', 's3:GetBucketMetadataTableConfiguration', table)
  calls.add('AskAthena', 'athena:GetWorkGroup', athena)
  calls.add('FindReports', 's3:ListBucket', delivery?.destination)
  tellReport(calls, delivery)
  tellSettings(calls, settings)
  calls.add('LookAtTargetKey', 'kms:DescribeKey', key?.described)
  if (work?.facts.check.status === 'ok') calls.add('FindWorkLocation', 's3:ListBucket', { seen: true })
  const { mode } = target.remediation
  if (mode === 'none' || mode === 'plan') return calls
  const client = createS3ControlClient(clientOptions(region, deps), access.identity.session)
  calls.add('FindJobs', 's3:ListJobs', await look(() => tryListJobs(client, access.identity.account)))
  return calls
}

/** A report that was read under a key was decrypted, too; S3's refusal names the action that was missing. */
function tellReport(calls: CallRecord, delivery: DeliveryFacts | undefined): void {
  const report = delivery?.report
  const isAboutKey = report !== undefined && 'unseen' in report && report.unseen.message.includes('kms:Decrypt')
  if (!isAboutKey && delivery !== undefined && 'seen' in delivery.destination)
    calls.add('ReadReports', 's3:GetObject', report)
  if (delivery?.reportKey !== undefined && (isAboutKey || (report && 'seen' in report)))
    calls.add('DecryptReports', 'kms:Decrypt', report)
}

/** Settings that only a price or a warning needs are unknown where they were refused. */
function tellSettings(calls: CallRecord, settings: Look<SourceSettings> | undefined): void {
  const seen = seenIn(settings)
  for (const action of REQUIRED_SETTINGS) calls.add('ReadBucketSettings', action, settings)
  if (seen === undefined) return
  const optional = [
    ['s3:GetLifecycleConfiguration', seen.lifecycle],
    ['s3:GetBucketNotification', seen.notifications],
    ['s3:GetBucketWebsite', seen.website],
  ] as const
  for (const [action, found] of optional)
    if (found !== 'unknown') calls.add('ReadBucketSettings', action, { seen: true })
}

const REQUIRED_SETTINGS = [
  's3:GetBucketVersioning',
  's3:GetEncryptionConfiguration',
  's3:GetBucketOwnershipControls',
  's3:GetBucketObjectLockConfiguration',
  's3:GetReplicationConfiguration',
] as const

type RightsScene = Pick<SourceLooks, 'sampleKey' | 'settings'> & {
  readonly calls: CallRecord
  readonly policies: PolicyTexts
  readonly delivery: DeliveryFacts | undefined
  readonly asksTable: boolean
}

async function lookAtRights(scene: OpenScene, looks: RightsScene) {
  const { asksTable, calls, policies, delivery, sampleKey, settings } = looks
  const { access, deps, region, target } = scene
  const { identity } = access
  const names: RunNames = {
    partition: identity.partition,
    account: identity.account,
    region,
    destinationBucket: delivery?.location.destinationBucket,
    reportKey: delivery?.reportKey?.arn,
    targetKey: targetKeyOf(scene),
    hasObjectLock: seenIn(settings)?.objectLockEnabled === true,
    asksTable,
  }
  const client = createIamClient(clientOptions(region, deps), identity.session)
  const needed = listNeededStatements(target, names)
  return await lookAtPermissions({ client, identity, target, names, needed, policies, calls, sampleKey })
}
