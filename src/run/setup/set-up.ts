// Looks at what a run needs, plans what is missing, and creates it on request. One bucket after the other, because
// several may have the same destination bucket.

import { questionOf } from '../../doctor/checks/delivery.ts'
import type { BucketFacts, DeliveryFacts } from '../../doctor/facts.ts'
import type { Line } from '../../doctor/line.ts'
import { judgeBucket, judgeRole, judgeRun } from '../../doctor/registry.ts'
import type { Deps } from '../../external/deps.ts'
import type { Inputs } from '../../settings/settings-of-a-run.ts'
import { type Change, refuse, settle } from '../../setup/change.ts'
import { locationOf, type PlannedConfiguration, planConfiguration } from '../../setup/plan-configuration.ts'
import { planLifecycle } from '../../setup/plan-lifecycle.ts'
import { planPolicy } from '../../setup/plan-policy.ts'
import { ActionError, asActionError } from '../../words/errors.ts'
import { signInEach } from '../access.ts'
import { notLookedAt } from '../doctor/diagnose.ts'
import { seenIn } from '../doctor/look.ts'
import { lookAtBucket } from '../doctor/look-at-bucket.ts'
import { lookAtPlace } from '../doctor/look-at-delivery.ts'
import { lookAtRole } from '../doctor/look-at-role.ts'
import { lookAtRun } from '../doctor/look-at-run.ts'
import type { DoctorScene } from '../doctor/scene.ts'
import { openBucket } from '../open-bucket.ts'
import { addToLifecycle, addToPolicy, createConfiguration } from './apply-change.ts'
import { type AccountNeed, needOf } from './fill-infra.ts'

type SetUp = {
  readonly lines: readonly Line[]
  readonly changes: readonly Change[]
  /** What the buckets that could be looked at need of their account. */
  readonly needs: readonly AccountNeed[]
}

/** The table as it is afterwards, and what was changed or would be. */
export async function setUp(inputs: Inputs, deps: Deps): Promise<SetUp> {
  const signedIn = await signInEach(inputs.targets, inputs.apply ? 'setup' : 'doctor', deps)
  const ofRun = judgeRun(await lookAtRun(inputs, deps))
  const ofRoles = await Promise.all(signedIn.map(async (role) => judgeRole(await lookAtRole(role, deps))))
  const results: SetUp[] = [{ lines: [...ofRun, ...ofRoles.flat()], changes: [], needs: [] }]
  for (const target of inputs.targets) {
    if (deps.signal.aborted)
      throw new ActionError('INTERRUPTED', 'The run was cancelled.', { hint: 'Run it again: it goes on where it was.' })
    const access = signedIn.find((role) => role.targets.includes(target))?.access
    const isSignedIn = access !== undefined && !(access instanceof ActionError)
    results.push(
      isSignedIn
        ? await setUpBucket({ target, access, deps }, inputs.apply)
        : { lines: [notLookedAt(target.bucket)], changes: [], needs: [] },
    )
  }
  return {
    lines: results.flatMap(({ lines }) => lines),
    changes: results.flatMap(({ changes }) => changes),
    needs: results.flatMap(({ needs }) => needs),
  }
}

async function setUpBucket(scene: DoctorScene, apply: boolean): Promise<SetUp> {
  const facts = await lookAtBucket(scene)
  const wanted = planConfiguration(facts)
  const delivery = await lookAtWantedDelivery(facts, wanted, scene)
  const needs = [needOf(facts, delivery)]
  const planned = [
    ...planDelivery(facts, delivery),
    ...(wanted === undefined ? [] : [wanted.change]),
    ...planWork(facts),
  ]
  if (!apply || !planned.some(({ state }) => state === 'planned'))
    return { lines: judgeBucket(facts), changes: planned, needs }
  const changes: Change[] = []
  for (const change of planned) changes.push(await applyOne(change, { facts, delivery, wanted, scene }))
  return { lines: judgeBucket(await lookAtBucket(scene)), changes, needs }
}

/** Where reports are delivered, or would be by the new configuration. */
async function lookAtWantedDelivery(facts: BucketFacts, wanted: PlannedConfiguration | undefined, scene: DoctorScene) {
  const { configuration, destination } = wanted ?? {}
  if (configuration === undefined || destination === undefined) return facts.delivery
  return await lookAtPlace(
    { location: locationOf(facts.target.bucket, configuration, destination), configuration: undefined },
    scene,
  )
}

function planDelivery(facts: BucketFacts, delivery: DeliveryFacts | undefined): readonly Change[] {
  if (delivery === undefined) return []
  const text = seenIn(delivery.policy)
  if (text === undefined) return []
  const change = planPolicy(text, questionOf(facts, delivery))
  if (change === undefined) return []
  if (delivery.owner === facts.account || change.state === 'refused') return [change]
  const say = `${change.bucket} belongs to account ${delivery.owner}, and only that account may change its policy. Give this statement to its owner.`
  return [refuse({ ...change, say })]
}

function planWork({ target, work }: BucketFacts): readonly Change[] {
  const lifecycle = seenIn(work?.lifecycle)
  if (work === undefined || lifecycle === undefined) return []
  const change = planLifecycle(lifecycle, work.place, target.bucket)
  return change === undefined ? [] : [change]
}

type ApplyScene = {
  readonly facts: BucketFacts
  readonly delivery: DeliveryFacts | undefined
  readonly wanted: PlannedConfiguration | undefined
  readonly scene: DoctorScene
}

/** One write that fails does not keep the others from being made. */
async function applyOne(change: Change, given: ApplyScene): Promise<Change> {
  if (change.state !== 'planned') return change
  try {
    return await APPLIERS[change.what](change, given)
  } catch (error) {
    if (given.scene.deps.signal.aborted) throw error
    const { message, hint = '' } = asActionError(error, 'INTERNAL_ERROR')
    return settle(change, 'failed', `${message} ${hint}`)
  }
}

const APPLIERS: Readonly<Record<Change['what'], (change: Change, given: ApplyScene) => Promise<Change>>> = {
  'inventory-configuration': async (change, { scene, wanted }) => {
    if (wanted?.configuration === undefined) return change
    return await createConfiguration(change, await open('source', change.bucket, scene), wanted.configuration)
  },
  'destination-policy': async (change, { delivery, facts, scene }) => {
    if (delivery === undefined) return change
    const question = questionOf(facts, delivery)
    return await addToPolicy(
      change,
      await open('destination', change.bucket, scene),
      (text) => planPolicy(text, question) === undefined,
    )
  },
  'lifecycle-rule': async (change, { facts, scene }) => {
    const prefix = facts.work?.place.prefix ?? ''
    return await addToLifecycle(change, await open('work', change.bucket, scene), prefix)
  },
}

async function open(use: 'source' | 'destination' | 'work', bucket: string, { access, target }: DoctorScene) {
  const owner = access.identity.account
  return (await openBucket({ use, bucket, owner }, target.region, access)).handle
}
