// Checks that functions only do what their jobs ask: to the objects of their tasks, and for tags, adding what was asked.

import { lambdaState } from '../lambda/functions.ts'
import type { HistoryEntry } from '../s3/state.ts'
import { batchState } from '../s3-control/state.ts'
import type { ObjectVersion, World } from '../world.ts'

type LambdaJob = { readonly keys: ReadonlySet<string>; readonly wanted: ReadonlyMap<string, string> }

/** For a write or change by the session of a function, what is wrong with it; undefined if nothing. */
export type JudgeFunction = (entry: HistoryEntry, before: ObjectVersion | undefined) => string | undefined

/** Judges by the jobs that the world has now. */
export function judgeFunctionsIn(world: World): JudgeFunction {
  const jobs = listJobs(world)
  return ({ bucket, kind, version, writer }, before) => {
    const [, name = ''] = /:assumed-role\/[^/]+\/(.+)$/.exec(writer) ?? []
    const asked = (jobs.get(name) ?? []).filter(({ keys }) => keys.has(`${bucket}/${version.key}`))
    if (asked.length === 0) return 'touched it although no task names it'
    if (kind !== 'changed' || before === undefined || render(before.tags) === render(version.tags)) return undefined
    const isAsked = asked.some(({ wanted }) => render(new Map([...before.tags, ...wanted])) === render(version.tags))
    return isAsked ? undefined : 'changed its tags otherwise than asked'
  }
}

/** By the name of the function, which its sessions have. */
function listJobs(world: World): ReadonlyMap<string, readonly LambdaJob[]> {
  const { functions } = lambdaState(world)
  const found = new Map<string, LambdaJob[]>()
  for (const { request, tasks = [] } of batchState(world).jobs.values()) {
    const { operation } = request
    if (operation.name !== 'LambdaInvoke') continue
    const called = functions.get(operation.functionArn.split(':').slice(0, 7).join(':'))
    if (called === undefined) continue
    const byDefault = new Map(new URLSearchParams(called.environment.TAGS ?? ''))
    const wanted = operation.userArguments.size > 0 ? operation.userArguments : byDefault
    const keys = new Set(tasks.map(({ bucket, key }) => `${bucket}/${key}`))
    found.set(called.name, [...(found.get(called.name) ?? []), { keys, wanted }])
  }
  return found
}

const render = (tags: ReadonlyMap<string, string>) => JSON.stringify([...tags].sort(([a], [b]) => (a < b ? -1 : 1)))
