// Decides which buckets get a preflight, and logs its outcome.

import { type BucketPlan, listWork } from '../decide/bucket-plan.ts'
import type { BucketHandle } from '../external/bucket-handle.ts'
import type { Deps } from '../external/deps.ts'
import type { InventoryReport } from '../inventory/report.ts'
import { describePreflight } from '../report/preflight-section.ts'
import type { BucketResult } from '../result/run-result.ts'
import { listPlaces } from '../settings/remediation-settings.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import type { Access } from './access.ts'
import type { Examined } from './examined.ts'
import { type Preflight, runPreflight } from './preflight.ts'
import { logGroup } from './progress.ts'

/** Only the checks: for a plan, even if its key cannot be used. A plan without work needs none. */
export async function checkOnly(examined: Examined, deps: Deps): Promise<BucketResult> {
  const { target, access, source, result: bucket } = examined
  const { mode } = target.remediation
  const { plan, report, region } = bucket
  const hasWork = plan !== undefined && listWork(plan).length > 0
  const isRefused = plan?.refusal !== undefined && plan.refusal.isOfKey !== true
  if (mode === 'none' || mode === 'cancel' || !hasWork || isRefused) return bucket
  if (bucket.judgement.verdict === 'INSUFFICIENT_DATA' || region === undefined) return bucket
  if (access === undefined || source === undefined) return bucket
  const { checks } = await checkFirst(bucket, { plan, report, region, target, mode, access, source, deps })
  return { ...bucket, preflight: checks }
}

/** A bucket with work, and the identity that will do it. */
type Checked = {
  readonly access: Access
  readonly source: BucketHandle
  readonly deps: Deps
  readonly plan: BucketPlan
  readonly report: InventoryReport | undefined
  readonly region: string
  readonly target: BucketTarget
  readonly mode: 'plan' | 'confirm' | 'run'
}

/** The checks of a bucket that is about to be remediated or planned; reported in the log. */
export async function checkFirst(bucket: BucketResult, checked: Checked): Promise<Preflight> {
  const scan = bucket.approved?.scan ?? bucket.scan
  const preflight = await runPreflight({ ...checked, scan, places: listPlaces(checked.target.remediation) })
  logGroup(describePreflight(bucket.bucket, preflight.checks), checked.deps)
  return preflight
}
