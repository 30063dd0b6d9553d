// Determines the permissions of the batch role: first its own policies, by simulation, then the policies of both
// buckets and of the key, which a simulation for a role does not include.

import type { IAMClient } from '@aws-sdk/client-iam'
import { simulate } from '../external/preflight-edge.ts'
import { askPolicy, type Policy, parsePolicy } from '../policies/policy.ts'
import { type Check, type CheckName, explainUnasked, ok, unknown, wrong } from '../preflight/check.ts'
import { type Finding, judgePermission, type Simulated } from '../preflight/permission.ts'
import { ActionError } from '../words/errors.ts'
import type { RoleNeed } from './preflight-needs.ts'

/** The policy of a function is not read: it can allow more, and deny nothing. */
export type PlaceWithPolicy = Exclude<RoleNeed['on'], 'function'>

type PermissionScene = {
  readonly client: IAMClient
  readonly roleArn: string
  readonly needs: readonly RoleNeed[]
  /** Known condition keys of the jobs' requests, with their values. */
  readonly known: ReadonlyMap<string, string>
  /** The text of the policy of a bucket or of the key. @throws ActionError if it cannot be read */
  readonly readPolicy: (on: PlaceWithPolicy) => Promise<string>
}

const CHECKS: readonly (readonly [name: CheckName, of: readonly RoleNeed['on'][], file: string])[] = [
  ['batch-role-permissions', ['source', 'work', 'function'], 'what its jobs do'],
  ['target-key-use', ['key'], 'the key'],
]

type Judged = { readonly need: RoleNeed; readonly finding: Finding }

/**
 * Reads policies only if the simulation succeeded: without it nothing is proven. @throws any error that is not an
 * ActionError
 */
export async function checkPermissions(scene: PermissionScene): Promise<readonly Check[]> {
  const concerned = CHECKS.filter(([, of]) => scene.needs.some(({ on }) => of.includes(on)))
  try {
    const simulated = await simulateAll(scene)
    const policies = await readPolicies(scene)
    const judged = scene.needs.map((need) => ({ need, finding: judge(need, simulated, policies, scene) }))
    return concerned.map(([name, of]) =>
      summarize(
        name,
        judged.filter(({ need }) => of.includes(need.on)),
        scene.roleArn,
      ),
    )
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    const names = concerned.map(([name]) => name)
    return explainUnasked(names, error)
  }
}

type Simulations = ReadonlyMap<string, Simulated>
const keyOf = ({ action, resource }: Pick<RoleNeed, 'action' | 'resource'>) => `${action} ${resource}`

/** One request per resource, one after the other: if the first is refused, the others would be, too. */
async function simulateAll({ client, roleArn, needs, known }: PermissionScene): Promise<Simulations> {
  const context = new Map([...known].map(([key, value]) => [key, [value]] as const))
  const all = new Map<string, Simulated>()
  for (const [resource, asked] of Map.groupBy(needs, (need) => need.resource)) {
    const actions = asked.map(({ action }) => action)
    const sid = 'SeeWhatTheBatchRoleMayDo'
    const answers = await simulate(client, { principalArn: roleArn, sid, actions, resource, context })
    for (const [action, simulated] of answers) all.set(keyOf({ action, resource }), simulated)
  }
  return all
}

type Policies = ReadonlyMap<RoleNeed['on'], Policy | undefined>

async function readPolicies({ needs, readPolicy }: PermissionScene): Promise<Policies> {
  const places = [...new Set(needs.map(({ on }) => on))]
  const read = async (on: RoleNeed['on']) => (on === 'function' ? undefined : await readOne(() => readPolicy(on)))
  return new Map(await Promise.all(places.map(async (on) => [on, await read(on)] as const)))
}

/** Undefined if it cannot be read, or does not exist. */
async function readOne(read: () => Promise<string>): Promise<Policy | undefined> {
  try {
    return parsePolicy(await read())
  } catch (error) {
    if (error instanceof ActionError) return undefined
    throw error
  }
}

function judge(
  need: RoleNeed,
  simulations: Simulations,
  policies: Policies,
  { roleArn, known }: PermissionScene,
): Finding {
  const { action, resource, on, onlyFor } = need
  const policy = policies.get(on)
  const lower = new Map([...known].map(([key, value]) => [key.toLowerCase(), value]))
  const finding = judgePermission({
    simulated: simulations.get(keyOf(need)),
    policy: policy && askPolicy(policy, { caller: { role: roleArn }, action, resource, known: lower }),
    of: on === 'key' || on === 'function' ? on : 'bucket',
  })
  if (finding.status !== 'wrong') return finding
  if (onlyFor !== undefined) return { status: 'unknown', why: `${finding.why}; it matters for ${onlyFor} only` }
  // Without an object key to check, a policy for only some keys cannot be distinguished from none.
  return resource.endsWith('/*') ? { status: 'unknown', why: `${finding.why} for every key` } : finding
}

function summarize(name: CheckName, judged: readonly Judged[], roleArn: string): Check {
  const [worst] = (['wrong', 'unknown'] as const).filter((status) =>
    judged.some(({ finding }) => finding.status === status),
  )
  if (worst === undefined) return ok(name, `${roleArn} may do all that is needed.`)
  const failing = judged.filter(({ finding }) => finding.status === worst)
  const said = [...Map.groupBy(failing, ({ finding }) => finding.why)].map(
    ([why, alike]) => `${alike.map(({ need }) => `${need.action} on ${say(need)}`).join(', ')} (${why})`,
  )
  const files = [...new Set(failing.map(({ need }) => `docs/iam/${need.file} (statement ${need.sid})`))]
  const hint = `See ${files.join(' and ')}, and the policies of the buckets and of the key.`
  return worst === 'wrong'
    ? wrong(name, `${roleArn} may not: ${said.join('; ')}.`, `Allow it to the batch role. ${hint}`)
    : unknown(name, `It is not known whether ${roleArn} may: ${said.join('; ')}.`, hint)
}

/** Never contains an object key: this is also read by people who may not see keys. */
const say = ({ on, resource }: RoleNeed) =>
  on === 'key' || on === 'function' ? resource : resource.replace(/(:::[^/]+\/).*$/, '$1*')
