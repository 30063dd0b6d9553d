import { afterEach, expect, it } from '@jest/globals'
import { athenaState, scriptQuery } from '../../emulator/athena/state.ts'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { decisionsOfSessions, listPermissions } from '../support/permissions.ts'
import { closeScenarios, expectNoAnswer, takePermission } from '../support/scenario.ts'
import { ATHENA_INPUTS, leftOvers, openAthenaScenario, STREAMED_INPUTS, tablesOf } from '../support/scenes/athena.ts'

afterEach(closeScenarios)

it('has a report read with the documented policies, and asks for nothing else', async () => {
  const scenario = await openAthenaScenario()

  const run = await scenario.run(ATHENA_INPUTS)

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  const ours = decisionsOfSessions(scenario.world)
  expect(ours.filter(({ allowed }) => !allowed)).toEqual([])
})

/**
 * What is needed only at the end, for large results, or for files of rows: a table that cannot be removed changes no answer, nor does a query
 * that cannot be stopped.
 */
const FOR_THE_END: ReadonlySet<string> = new Set([
  'athena:StopQueryExecution',
  'glue:DeleteTable',
  's3:DeleteObject',
  's3:AbortMultipartUpload',
  'glue:BatchCreatePartition',
  's3:ListBucketMultipartUploads',
])
const permissions = listPermissions('athena-policy.json')

it.each(permissions.filter(({ action }) => !FOR_THE_END.has(action)))(
  'needs $action on $resource',
  async ({ sid, action }) => {
    const scenario = await openAthenaScenario()
    // Only a table that is there is looked at.
    if (action === 'athena:GetTableMetadata') await scenario.run({ ...ATHENA_INPUTS, 'keep-athena-objects': 'true' })
    takePermission(scenario, scenario.roles.scan.arn, sid, action)

    const run = await scenario.run(ATHENA_INPUTS)

    expectNoAnswer(run, 'ACCESS_DENIED', action, 'docs/iam/athena-policy.json')
  },
)

it.each(['UseTheCatalog', 'UseTheDatabase', 'MakeAndRemoveOwnTables'])(
  'needs glue:DeleteTable of %s to leave no table behind, and says so',
  async (sid) => {
    const scenario = await openAthenaScenario()
    takePermission(scenario, scenario.roles.scan.arn, sid, 'glue:DeleteTable')

    const run = await scenario.run(ATHENA_INPUTS)

    expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
    expect(run.stdout).toContain('glue:DeleteTable')
    expect(tablesOf(scenario.world)).toHaveLength(1)
  },
)

it('needs s3:DeleteObject to remove results, and says so', async () => {
  const scenario = await openAthenaScenario()
  takePermission(scenario, scenario.roles.remediation.arn, 'WriteListsAndQueryResults', 's3:DeleteObject')

  const run = await scenario.run({ ...scenario.remediation, ...STREAMED_INPUTS })

  expectNoAnswer(run, 'ACCESS_DENIED', 's3:DeleteObject')
  expect(leftOvers(scenario.world)).not.toEqual([])
})

it.each([true, false])(
  'stops its query when the run is cancelled only with athena:StopQueryExecution: %s',
  async (may) => {
    const scenario = await openAthenaScenario()
    const { world, roles } = scenario
    if (!may) takePermission(scenario, roles.scan.arn, 'AskAthena', 'athena:StopQueryExecution')
    let handle: ActionHandle | undefined
    // After those about tables, the query that counts runs on until it is stopped.
    for (const script of [{}, {}, { runsOn: true }]) scriptQuery(world, script)
    const isRunning = () =>
      [...athenaState(world).queries.values()].some(({ state, script }) => script.runsOn && state === 'RUNNING')
    world.faults.push({
      match: { operation: 'GetQueryExecution' },
      phase: 'answered',
      effect: { kind: 'call', run: () => void (isRunning() && handle?.kill('SIGINT')) },
      times: 1_000,
    })

    const run = await scenario.run(ATHENA_INPUTS, { onStart: (started) => (handle = started) })

    expect(run.outputs.get('reason')).toBe('INTERRUPTED')
    const states = [...athenaState(world).queries.values()].map(({ state }) => state)
    expect(states.includes('CANCELLED')).toBe(may)
  },
)

it.each(['UseTheCatalog', 'UseTheDatabase', 'MakeAndRemoveOwnTables'])(
  'needs glue:BatchCreatePartition of %s to write rows as files',
  async (sid) => {
    const scenario = await openAthenaScenario()
    takePermission(scenario, scenario.roles.remediation.arn, sid, 'glue:BatchCreatePartition')

    const run = await scenario.run({ ...scenario.remediation, ...STREAMED_INPUTS })

    expectNoAnswer(run, 'ACCESS_DENIED', 'glue:BatchCreatePartition', 'docs/iam/athena-policy.json')
    expect(tablesOf(scenario.world)).toEqual([])
  },
)
