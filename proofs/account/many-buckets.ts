// Builds an account of many buckets in an emulated world: without an inventory, with an old report, with none, few, half and
// all of their objects not encrypted, with one row, with none, and with names that imitate Markdown and runner commands.

import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { seedBucket, seedObject } from '../../emulator/seed.ts'
import { addSourceBucket } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'

const DAY_MS = 86_400_000
const OLD = Date.UTC(2022, 0, 1)

type Kind = {
  /** What a scan answers. */
  readonly answer: string
  readonly objects: number
  readonly findings: number
  readonly inventory: 'none' | 'old' | 'new'
  /** Before each key. */
  readonly keyPrefix?: string
  /** What the inventory configuration is restricted to. */
  readonly listed?: string
}

const HOSTILE = '|<b>`::error::%0A$x$ @octocat/'
const KINDS: readonly Kind[] = [
  { answer: 'NO_INVENTORY_CONFIGURATION', objects: 2, findings: 0, inventory: 'none' },
  { answer: 'STALE', objects: 2, findings: 1, inventory: 'old' },
  { answer: 'COMPLIANT', objects: 20, findings: 0, inventory: 'new' },
  { answer: 'NON_COMPLIANT', objects: 100, findings: 1, inventory: 'new' },
  { answer: 'NON_COMPLIANT', objects: 20, findings: 10, inventory: 'new' },
  { answer: 'NON_COMPLIANT', objects: 20, findings: 20, inventory: 'new' },
  { answer: 'COMPLIANT', objects: 1, findings: 0, inventory: 'new' },
  { answer: 'COMPLIANT', objects: 0, findings: 0, inventory: 'new' },
  { answer: 'NON_COMPLIANT', objects: 4, findings: 2, inventory: 'new', keyPrefix: HOSTILE },
  { answer: 'PARTIAL_INVENTORY', objects: 4, findings: 0, inventory: 'new', keyPrefix: HOSTILE, listed: HOSTILE },
]

export type ManyBuckets = {
  /** Answer of each bucket by its name. */
  readonly answers: Readonly<Record<string, string>>
  /** Objects that are not encrypted, in buckets with a new report. */
  readonly findings: number
  /** Buckets with a new report. */
  readonly reports: number
}

/** Adds `count` buckets `many-000`, `many-001`, …; ends five days after it began, with today's reports just delivered. */
export async function addManyBuckets(world: World, count: number): Promise<ManyBuckets> {
  const made = Array.from({ length: count }, (_, index) => ({
    name: `many-${String(index).padStart(3, '0')}`,
    kind: KINDS[index % KINDS.length] as Kind,
  }))
  for (const { name, kind } of made) addBucket(world, name, kind)
  for (const { name } of made.filter(({ kind }) => kind.inventory === 'old'))
    await deliverInventory(world, name, 'daily')
  world.clock.advance(5 * DAY_MS)
  const fresh = made.filter(({ kind }) => kind.inventory === 'new')
  for (const { name } of fresh) await deliverInventory(world, name, 'daily')
  return {
    answers: Object.fromEntries(made.map(({ name, kind }) => [name, kind.answer])),
    findings: fresh.reduce((sum, { kind }) => sum + kind.findings, 0),
    reports: fresh.length,
  }
}

function addBucket(world: World, name: string, { inventory, listed, keyPrefix = '', ...kind }: Kind): void {
  if (inventory === 'none') seedBucket(world, { name, region: world.region })
  else {
    const daily = addSourceBucket(world, name).inventory.get('daily')
    if (daily !== undefined && listed !== undefined)
      world.buckets.get(name)?.inventory.set('daily', { ...daily, filterPrefix: listed })
  }
  for (let index = 0; index < kind.objects; index++) {
    const status = index < kind.findings ? 'NOT-SSE' : 'SSE-S3'
    seedObject(world, name, { key: `${keyPrefix}${index}`, size: 10, status, lastModified: OLD })
  }
}
