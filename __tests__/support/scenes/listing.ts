// Knows the scene of a bucket without an inventory, whose roles may list it.

import { readDocumentedPolicy } from '../../../emulator/stage.ts'
import { BUCKET, openScenario, type Scenario, type ScenarioOptions } from '../scenario.ts'

const NAMES = { bucket: BUCKET, repository: 'octo-org/octo-repo' }

/** No report is delivered unless asked for. A scan may do exactly what docs/iam/list-role-policy.json says. */
export async function openToList(options: ScenarioOptions = {}): Promise<Scenario> {
  const scenario = await openScenario({ deliver: false, ...options })
  const { scan, plan, remediation } = scenario.roles
  const lists = readDocumentedPolicy(scenario.world, 'list-role-policy.json', NAMES)
  scan.policies = [lists]
  for (const role of [plan, remediation]) role.policies = [...role.policies, lists]
  return scenario
}

/** The scan role may read an inventory, too, as `source: auto` needs. */
export function allowInventory({ roles: { scan }, world }: Scenario): void {
  scan.policies = [...scan.policies, readDocumentedPolicy(world, 'scan-role-policy.json', NAMES)]
}
