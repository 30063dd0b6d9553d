// A world in which reports can be read with Athena: a database, the documented policy, and the inputs for it.

import { athenaState } from '../../../emulator/athena/state.ts'
import { readDocumentedPolicy, WORK_BUCKET } from '../../../emulator/stage.ts'
import type { World } from '../../../emulator/world.ts'
import type { Estimate } from '../../../src/price/estimate.ts'
import { BUCKET, openScenario, type Scenario, type ScenarioOptions, type ScenarioRun } from '../scenario.ts'

export const DATABASE = 's3_inventory'

export const ATHENA_INPUTS = {
  'scan-engine': 'athena',
  'athena-database': DATABASE,
  'athena-output': `s3://${WORK_BUCKET}/s3-encryption/athena/`,
} as const

/** A database, and docs/iam/athena-policy.json for the roles that scan. */
export function allowAthena({ world, roles }: Scenario): void {
  athenaState(world).databases.set(DATABASE, new Map())
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo', database: DATABASE }
  const policy = readDocumentedPolicy(world, 'athena-policy.json', names)
  for (const role of [roles.scan, roles.plan, roles.remediation]) role.policies = [...role.policies, policy]
}

export async function openAthenaScenario(options: ScenarioOptions = {}): Promise<Scenario> {
  const scenario = await openScenario(options)
  allowAthena(scenario)
  return scenario
}

/** Names of the tables in the database. */
export const tablesOf = (world: World): string[] => [...(athenaState(world).databases.get(DATABASE)?.keys() ?? [])]

/** The statements of the last run, shortened to their first words. */
export const statementsOf = (world: World): string[] =>
  [...athenaState(world).queries.values()].map(({ text }) => text.split(' ').slice(0, 2).join(' '))

type Told = { readonly scan: Record<string, unknown> } & Record<string, unknown>

/** What a report says about the only bucket, without what only Athena or only the runner has. */
export function tell(run: ScenarioRun): unknown {
  const { buckets } = run.report as { readonly buckets: readonly Told[] }
  const [{ scan, ...bucket } = { scan: {} }] = buckets
  const { queries: _, files, ...counts } = scan
  const proven = (files as readonly Record<string, unknown>[]).map(({ bytesFetched: __, ...file }) => file)
  return { ...withoutQueries(bucket), scan: { ...counts, files: proven } }
}

/** A plan has one line more, for queries. */
function withoutQueries(bucket: Record<string, unknown>): Record<string, unknown> {
  const { plan } = bucket as { readonly plan?: { readonly estimate: Estimate } }
  if (plan === undefined || plan === null) return bucket
  const lines = plan.estimate.lines.filter(({ what }) => !what.startsWith('Athena, '))
  return { ...bucket, plan: { ...plan, estimate: { ...plan.estimate, lines } } }
}

export const STREAMED_INPUTS = { ...ATHENA_INPUTS, 'job-manifest': 'athena-streamed' } as const

/** What queries left: tables, and objects in the place for queries. */
export function leftOvers(world: World): string[] {
  const objects = [...(world.buckets.get(WORK_BUCKET)?.objects ?? [])].filter(
    ([key, versions]) => key.startsWith('s3-encryption/athena/') && versions.at(-1)?.isDeleteMarker === false,
  )
  return [...tablesOf(world), ...objects.map(([key]) => key)]
}

/** Current objects of the work location whose keys match. */
const worksOf = (world: World, pattern: RegExp) =>
  [...(world.buckets.get(WORK_BUCKET)?.objects ?? [])].flatMap(([key, versions]) => {
    const version = versions.at(-1)
    return version !== undefined && !version.isDeleteMarker && pattern.test(key) ? [version] : []
  })

/** The files that CREATE TABLE AS wrote. */
export const rowFiles = (world: World) => worksOf(world, /\/inv-[0-9a-f]{16}\/jobs\//)

/** The job manifests that were uploaded. */
export const manifestsOf = (world: World) => worksOf(world, /\/job-manifests\/.*\.csv$/)

export const JOINED_INPUTS = { ...ATHENA_INPUTS, 'job-manifest': 'athena-joined' } as const

/** Uploads to the work location that nobody ended. */
export const unfinishedUploads = (world: World) => [...(world.buckets.get(WORK_BUCKET)?.uploads.keys() ?? [])]
