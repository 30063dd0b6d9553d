// Defines what the parts of one scan with Athena share.

import type { QueryRecord } from '../../findings/findings.ts'
import type { InventoryReport } from '../../inventory/report.ts'
import type { ObjectStore } from '../../inventory/store.ts'
import type { Timing } from '../../time/retry.ts'
import type { JobManifestWay } from '../../words/job-manifest-way.ts'
import type { Question } from '../engine.ts'
import type { WayChoice } from './choose-way.ts'
import type { QueryFolder, QueryService } from './query.ts'
import type { Asked } from './row-view.ts'
import type { QueryRunner } from './run-query.ts'
import type { S3Folder } from './table.ts'

export type AthenaSource = {
  readonly report: InventoryReport
  readonly store: ObjectStore
  readonly service: QueryService
  /** Where the list of files goes; undefined if nothing may be written: then the report's own list is read. */
  readonly work: { readonly folder: S3Folder; readonly lists: QueryFolder } | undefined
  readonly timing: Pick<Timing, 'sleep' | 'random'>
  readonly nonce: string
  /** 16 hex digits of this run and 8 of this scan, in the names of what queries write for job manifests. */
  readonly names: { readonly run: string; readonly scan: string }
  /** How the rows of findings become job manifests. */
  readonly jobManifest: 'auto' | JobManifestWay
  /** Bytes that all queries together may read; undefined for no limit. */
  readonly maxBytes: number | undefined
  /** Whether table and list stay. */
  readonly keepsTable: boolean
  readonly onQuery: (record: QueryRecord) => void
  readonly onWay: (choice: WayChoice) => void
  /** Called with what could not be removed, and why: the next run on the same configuration removes it. */
  readonly onLeft: (table: string, error: unknown) => void
}

/** What the parts of one scan share. */
export type AthenaScan = {
  readonly source: AthenaSource
  readonly question: Question
  readonly runner: QueryRunner
  readonly asked: Asked
  /** Why Athena may not write files of rows to a place of ours; undefined if it may. */
  readonly unwritable: string | undefined
}
