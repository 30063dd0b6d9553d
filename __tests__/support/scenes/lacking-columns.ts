// Knows the scene of a report that lacks columns, and what a plan then tells.

import { getBucket } from '../../../emulator/s3/state.ts'
import { withoutColumns } from '../inventory.ts'
import { attach, oldKeys, seedFindings } from '../remediation.ts'
import { BUCKET, openScenario, type Scenario, type ScenarioRun } from '../scenario.ts'

export const LARGE = 5 * 1024 ** 3 + 1

/** So many small findings and so many that one copy cannot move, in a report without the columns. */
export async function openLacking(
  small: number,
  large: number,
  columns = ['Size'],
  website = false,
): Promise<Scenario> {
  const scenario = await openScenario({
    copiesDirectly: true,
    seed: (world) => {
      withoutColumns(...columns)(world)
      getBucket(world, BUCKET).website = website
      seedFindings(world, oldKeys(small))
      for (let index = 1; index <= large; index++) {
        seedFindings(world, [`large/${index}`], { size: LARGE, headers: { 'content-type': 'video/mp4' } })
      }
    },
  })
  attach(scenario, 'plan', ['evidence-policy.json'])
  return scenario
}

export const planOf = ({ report }: ScenarioRun) =>
  (
    report as {
      buckets: { plan: { estimate: { usd: number | null; lines: { what: string; usd: number | null }[] } } }[]
    }
  ).buckets[0]?.plan.estimate
