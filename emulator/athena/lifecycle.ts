// The states of a query, step by step (Amazon Athena API Reference, "QueryExecutionStatus"): RUNNING may go back to
// QUEUED, the other three are final.

import type { World } from '../world.ts'
import { leaveFiles } from './create-table-as.ts'
import { damageResult } from './damage.ts'
import { type AthenaError, FINAL_STATES, type Query, QueryProblem, type QueryState } from './query.ts'
import { runQuery, select } from './run-query.ts'
import { athenaState } from './state.ts'

/** Limits the steps of a query after the clock was advanced far. */
const STEPS_MAX = 1000

/** Moves every query by the time that passed. Called by each operation. */
export async function advanceQueries(world: World): Promise<void> {
  const { queries, settings } = athenaState(world)
  const { stepMs } = settings.pacing
  for (const query of queries.values()) {
    if (stepMs === undefined || FINAL_STATES.has(query.state)) continue
    const passed = Math.min(Math.floor((world.clock.now() - query.steppedAt) / stepMs), STEPS_MAX)
    for (let step = 0; step < passed && !FINAL_STATES.has(query.state); step += 1) await stepQuery(world, query)
  }
}

/** Moves a query by one step; its statement is executed at the end of RUNNING. */
export async function stepQuery(world: World, query: Query): Promise<void> {
  if (query.working !== undefined) return query.working
  query.steppedAt = world.clock.now()
  const { queuedPolls, runningPolls } = athenaState(world).settings.pacing
  const stays = query.pollsInState < (query.state === 'QUEUED' ? queuedPolls : runningPolls)
  query.pollsInState += 1
  if (stays || FINAL_STATES.has(query.state)) return
  if (query.state === 'QUEUED') enter(world, query, 'RUNNING')
  else if (query.requeued < (query.script.requeues ?? 0)) {
    query.requeued += 1
    enter(world, query, 'QUEUED')
  } else if (query.script.runsOn !== true) {
    query.working = execute(world, query).finally(() => {
      query.working = undefined
    })
    await query.working
  }
}

/** CANCELLED, with what a CREATE TABLE AS had written by then; nothing for a query that has ended. */
export async function cancelQuery(world: World, query: Query): Promise<void> {
  await query.working
  if (FINAL_STATES.has(query.state)) return
  if (query.state === 'RUNNING') await leaveHalf(world, query)
  query.reason = 'Query cancelled by user'
  enter(world, query, 'CANCELLED')
}

async function execute(world: World, query: Query): Promise<void> {
  const { end, result } = query.script
  try {
    if (end === undefined) await runQuery(world, query)
    else await leaveHalf(world, query)
    if (end === undefined) enter(world, query, 'SUCCEEDED')
    else fail(world, query, end.state, end.state === 'FAILED' ? end.error : undefined)
    if (result !== undefined) damageResult(world, query, result)
  } catch (error) {
    if (!(error instanceof QueryProblem)) throw error
    const { message, category, isCancelled } = error
    if (isCancelled) fail(world, query, 'CANCELLED', undefined, message)
    else fail(world, query, 'FAILED', { category, retryable: false, message })
  }
}

function fail(world: World, query: Query, state: QueryState, error: AthenaError | undefined, reason?: string): void {
  query.error = error
  query.reason = error?.message ?? reason
  enter(world, query, state)
}

/** Failed and cancelled queries of CREATE TABLE AS leave files, and no table. */
async function leaveHalf(world: World, query: Query): Promise<void> {
  const { statement } = query
  if (statement.kind !== 'create-table-as') return
  leaveFiles(world, query, statement, await select(world, query, statement.query))
}

function enter(world: World, query: Query, state: QueryState): void {
  query.state = state
  query.pollsInState = 0
  query.steppedAt = world.clock.now()
  if (FINAL_STATES.has(state)) query.completedAt = world.clock.now()
}
