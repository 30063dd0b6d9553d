// Knows the scenes of archived findings: a bucket of them, and what became of their restores.

import { readHistory } from '../../../emulator/s3/state.ts'
import type { World } from '../../../emulator/world.ts'
import { allowOtherOperations, oldKeys, seedFindings } from '../remediation.ts'
import { BUCKET, DAY_MS, openScenario, type Scenario, type ScenarioRun } from '../scenario.ts'

type SeedWorld = (world: World) => void

/** A bucket of archived findings, and roles that may restore and copy them. */
export async function openArchived(seed: SeedWorld, mayRestore = true): Promise<Scenario> {
  const scenario = await openScenario({ copiesDirectly: true, seed })
  if (mayRestore) allowOtherOperations(scenario)
  return { ...scenario, remediation: { ...scenario.remediation, 'restore-archived': 'true' } }
}

export const twoArchived: SeedWorld = (world) =>
  seedFindings(world, oldKeys(2), { storageClass: 'GLACIER', metadata: { kept: 'yes' } })

/** After two days everything asked for is there, and the next report still calls it GLACIER. */
export async function waitForRestores(scenario: Scenario): Promise<void> {
  scenario.world.clock.advance(2 * DAY_MS)
  await scenario.deliver()
}

/** Requests of the run about the source bucket's objects and about jobs. */
export function countWork({ requests }: ScenarioRun) {
  const of = (operation: string) => requests.filter((request) => request.operation === operation).length
  return { looks: of('HeadObject'), copies: of('CopyObject'), jobs: of('CreateJob') }
}

/** How often a job's restore was accepted, by key. */
export function restoresByKey({ world }: Scenario): Record<string, number> {
  const counted: Record<string, number> = {}
  for (const { kind, bucket, version, writer } of readHistory(world)) {
    const isRestore = kind === 'changed' && version.restore?.ongoing === true && writer.startsWith('job:')
    if (isRestore && bucket === BUCKET) counted[version.key] = (counted[version.key] ?? 0) + 1
  }
  return counted
}

export const outcomesOf = ({ report }: ScenarioRun) =>
  (
    report as { buckets: { directCopies: { outcomes: { outcome: string; objects: number }[] } }[] }
  ).buckets[0]?.directCopies.outcomes.map(({ outcome, objects }) => `${outcome} ${objects}`)
