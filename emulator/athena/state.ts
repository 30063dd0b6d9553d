// What the emulated Athena stores: workgroups, a catalog like AWS Glue's, queries, tokens, and the switches of tests.

import { serviceState, type World } from '../world.ts'
import type { CatalogTable } from './catalog.ts'
import type { Query, QueryScript } from './query.ts'
import type { AthenaSettings } from './settings.ts'
import { createWorkGroup, type WorkGroup } from './work-group.ts'

export type AthenaState = {
  readonly settings: AthenaSettings
  readonly workGroups: Map<string, WorkGroup>
  /** Databases of AwsDataCatalog, with their tables by name. */
  readonly databases: Map<string, Map<string, CatalogTable>>
  /** By id, oldest first. */
  readonly queries: Map<string, Query>
  /** By account and client request token. */
  readonly tokens: Map<string, { readonly fingerprint: string; readonly id: string }>
  /** For queries to come, first in, first out. */
  readonly scripts: QueryScript[]
}

/** The state of Athena in this world; tests change its settings in place. It begins with the workgroup `primary`. */
export function athenaState(world: World): AthenaState {
  return serviceState(world, 'athena', () => ({
    settings: {
      pacing: { queuedPolls: 0, runningPolls: 1, stepMs: 1_000 },
      activeQueriesMax: 20,
      filesPerPartition: 2,
      textCompression: 'as-asked',
      asksForDefaultDatabase: true,
      asksForPartitions: true,
      analyticsIntegration: true,
      lakeFormationGrants: true,
    },
    workGroups: new Map([['primary', createWorkGroup({ name: 'primary' })]]),
    databases: new Map([['default', new Map<string, CatalogTable>()]]),
    queries: new Map(),
    tokens: new Map(),
    scripts: [],
  }))
}

/** What happens to the next query that is started, after those that were scripted before it. */
export function scriptQuery(world: World, script: QueryScript): void {
  athenaState(world).scripts.push(script)
}
