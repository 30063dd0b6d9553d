import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from '@jest/globals'
import { addManyBuckets } from '../../proofs/account/many-buckets.ts'
import { findAlive } from '../../proofs/hostile/github-markdown.ts'
import { ISSUE, onlyIssue } from '../support/issues.ts'
import { closeScenarios, countOf } from '../support/scenario.ts'
import { openAccount, verdictsOf } from '../support/scenes/account.ts'
import { checkOut } from '../support/workspace.ts'

afterEach(closeScenarios)

/** ACCOUNT_BUCKETS=500 for an account of so many (proofs/README.md). */
const COUNT = Number(process.env.ACCOUNT_BUCKETS ?? 120)
const COUNT_THREADS = join(import.meta.dirname, '..', 'support', 'count-threads.mjs')
/** As many buckets at once (README.md). */
const BUCKETS_AT_ONCE = 3
const MANY_MS = 300_000

it(
  'asks no more for each bucket than for one, starts threads once, and tells all within the limits of GitHub',
  async () => {
    const scenario = await openAccount({ findings: 0 })
    const { world } = scenario
    const { answers, findings, reports } = await addManyBuckets(world, COUNT)
    const threads = join(checkOut('threads', ''), 'threads')

    const run = await scenario.run(
      { ...ISSUE, buckets: 'many-*', 'list-keys': 'true' },
      { nodeArguments: ['--import', COUNT_THREADS], env: { COUNT_THREADS: threads } },
    )

    expect(verdictsOf(run)).toEqual(answers)
    expect(run.outputs.get('findings')).toBe(String(findings))
    const configured = Object.values(answers).filter((answer) => answer !== 'NO_INVENTORY_CONFIGURATION').length
    expect({
      ListBuckets: countOf(run, 'ListBuckets'),
      HeadBucket: countOf(run, 'HeadBucket'),
      ListBucketInventoryConfigurations: countOf(run, 'ListBucketInventoryConfigurations'),
      GetBucketTagging: countOf(run, 'GetBucketTagging'),
      AssumeRoleWithWebIdentity: countOf(run, 'AssumeRoleWithWebIdentity'),
    }).toEqual({
      ListBuckets: 1,
      HeadBucket: COUNT + configured,
      ListBucketInventoryConfigurations: COUNT,
      GetBucketTagging: 0,
      AssumeRoleWithWebIdentity: 1,
    })
    // Listing of deliveries, and of an empty report also whether the bucket is; checksum, manifest and one data file.
    expect(countOf(run, 'ListObjectsV2')).toBeLessThanOrEqual(2 * configured)
    expect(countOf(run, 'GetObject')).toBeLessThanOrEqual(3 * reports + 2 * (configured - reports))
    expect(Number(readFileSync(threads, 'utf8'))).toBeLessThanOrEqual(BUCKETS_AT_ONCE * availableParallelism())

    expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 * 1024)
    for (const name of Object.keys(answers)) expect(run.summary).toContain(`\`${name}\``)
    const { body = '' } = onlyIssue(world)
    expect(body?.length).toBeLessThan(65_536)
    // What is alike is said once.
    expect(run.summary).toContain(`\`many-000\` and ${COUNT / 10 - 1} more buckets, \`NO_INVENTORY_CONFIGURATION\``)
    const groups = run.commands.filter(({ name, data }) => name === 'group' && data.startsWith('Scan '))
    expect(groups.map(({ data }) => / \((\d+) of \d+\)$/.exec(data)?.[1])).toEqual(groups.map((_, at) => `${at + 1}`))
    expect(run.stdout.split('\n').filter((line) => !line.startsWith('::debug::')).length).toBeLessThan(20 * COUNT)
    const isOwn = (address: string) =>
      /^https:\/\/(?:github\.com\/octo-org\/octo-repo\/|[a-z0-9-]+\.console\.aws\.amazon\.com\/s3\/)/.test(address)
    for (const text of [run.summary, body ?? '']) expect(findAlive(text, isOwn)).toEqual([])
  },
  MANY_MS,
)
