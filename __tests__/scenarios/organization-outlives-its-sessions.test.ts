import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { seedObject } from '../../emulator/seed.ts'
import { closeScenarios, countOf, OLD, requestsOf } from '../support/scenario.ts'
import { addBareBucket, addInventoriedBucket, verdictsOf } from '../support/scenes/account.ts'
import { FIRST, openOrganization, ROLE, SECOND, wordsOf } from '../support/scenes/organization.ts'

afterEach(closeScenarios)

const OVER_AN_HOUR_MS = 61 * 60_000
/** The bucket's own request: its account was signed in to before. */
const IN_SECOND = { operation: 'ListBucketInventoryConfigurations', urlIncludes: 'second-data' }

/** An organization in which more than an hour passes just before the bucket of the second account is read. */
async function openWithAnHour() {
  const { scenario, run } = await openOrganization({ isChained: true })
  const { world } = scenario
  world.faults.push({
    match: IN_SECOND,
    phase: 'before',
    effect: { kind: 'call', run: () => world.clock.advance(OVER_AN_HOUR_MS) },
    times: 1,
  })
  return { scenario, run }
}

it('renews the session of an account with the session of the first role, which is renewed first where it has ended, too', async () => {
  const { run: runWith } = await openWithAnHour()

  const run = await runWith(`  ids: ['${FIRST}', '${SECOND}']\n  sign-in: chain\n${ROLE}`, {
    'role-duration-seconds': '3600',
  })

  expect([run.exitCode, run.outputs.get('verdict')]).toEqual([0, 'COMPLIANT'])
  expect(Object.values(verdictsOf(run))).toEqual(['COMPLIANT', 'COMPLIANT', 'COMPLIANT', 'COMPLIANT'])
  const rolesOf = (operation: string) =>
    requestsOf(run, operation).map(({ body, status }) => [
      new URLSearchParams(new TextDecoder().decode(body)).get('RoleArn')?.split(':')[4],
      status,
    ])
  expect(rolesOf('AssumeRoleWithWebIdentity').at(-1)).toEqual([FIRST, 200])
  expect(countOf(run, 'AssumeRoleWithWebIdentity')).toBe(2)
  const second = rolesOf('AssumeRole').filter(([account, status]) => account === SECOND && status === 200)
  expect(second).toHaveLength(2)
})

it('needs no new session of the first role while that one lasts longer', async () => {
  const { run: runWith } = await openWithAnHour()

  const run = await runWith(`  ids: ['${FIRST}', '${SECOND}']\n  sign-in: chain\n${ROLE}`, {
    'role-duration-seconds': '43200',
  })

  expect([run.exitCode, countOf(run, 'AssumeRoleWithWebIdentity')]).toEqual([0, 1])
})

it('counts buckets and findings of each account in its row', async () => {
  const { scenario, run: runWith } = await openOrganization({ isChained: true })
  seedObject(scenario.world, 'prod-clean', { key: 'old', size: 7, status: 'NOT-SSE', lastModified: OLD })
  await deliverInventory(scenario.world, 'prod-clean', 'daily')
  await addInventoriedBucket(scenario.world, 'prod-more')
  addBareBucket(scenario.world, 'prod-without')

  const run = await runWith(`  ids: ['${FIRST}', '${SECOND}']\n  sign-in: chain\n${ROLE}`)

  // Buckets listed, those of reports and jobs left out, and findings.
  const cells = (account: string) =>
    run.summary
      .split('\n')
      .find((line) => line.startsWith(`| \`${account}\``))
      ?.split(/ (?<!\\)\| /)
      .slice(1, 5)
  expect(cells(FIRST)).toEqual(['⚠️&nbsp;`INSUFFICIENT_DATA`', '5 of 7', '2', '1'])
  expect(cells(SECOND)).toEqual(['✅&nbsp;`COMPLIANT`', '1 of 3', '2', '0'])
  expect(wordsOf(run)).toEqual([
    [FIRST, 'INSUFFICIENT_DATA'],
    [SECOND, 'COMPLIANT'],
  ])
})
