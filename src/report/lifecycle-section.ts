// Renders the lifecycle rule that would expire old, unencrypted versions: for a person to copy, never applied.

import type { Findings } from '../findings/findings.ts'
import { prefixOf } from '../inventory/coverage.ts'
import type { BucketResult } from '../result/run-result.ts'
import { formatBytes, formatNoun } from '../words/numbers.ts'
import { code, codeBlock, details, type Markdown, md, NOTHING, show, stack, table } from './markdown.ts'

const MAX_RULES = 5
const MAX_BUCKETS = 50
const MAX_NAMES = 5
/** Days for which a version is kept after it was replaced: time to notice a mistake. */
const NONCURRENT_DAYS = 30
/** Characters of prefixes that can be shown; any other would have to be encoded and would then be wrong. */
const PLAIN_PREFIX = /^[A-Za-z0-9._/-]*$/

type Watched = Pick<BucketResult, 'bucket' | 'report' | 'reports' | 'scan' | 'scope'>

/** Buckets whose old versions the same rule would expire; undefined: no rule can say it. */
type RuleGroup = { readonly prefixes: readonly string[] | undefined; readonly buckets: Watched[] }

/**
 * What to do about noncurrent versions that are not encrypted, once for all buckets; empty if there are none. Prefixes
 * are parts of keys.
 */
export function renderOldVersions(buckets: readonly Watched[], listKeys: boolean): Markdown {
  const bare = buckets.filter(({ scan }) => (scan?.noncurrent['NOT-SSE'].objects ?? 0) > 0)
  if (bare.length === 0) return NOTHING
  const groups = groupByRule(bare).slice(0, MAX_RULES)
  const told = md`A copy leaves the old version behind, unencrypted. The action never touches noncurrent versions: a copy of one would become the current version. They go when a lifecycle rule expires them.`
  const body = stack(told, renderCounts(bare), ...groups.map((group) => renderGroup(group, listKeys)))
  return details('Old versions that are not encrypted', body)
}

function renderCounts(buckets: readonly Watched[]): Markdown {
  const [only, ...others] = buckets
  const alone = only?.scan?.noncurrent['NOT-SSE']
  if (alone !== undefined && others.length === 0) {
    const size = alone.bytes === undefined ? '' : `, ${formatBytes(alone.bytes)}`
    return md`${formatNoun(alone.objects, 'noncurrent version')}${size}: ${code('NOT-SSE')}.`
  }
  const rows = buckets.slice(0, MAX_BUCKETS).map(({ bucket, scan }) => {
    const { objects = 0, bytes } = scan?.noncurrent['NOT-SSE'] ?? {}
    return [code(bucket), objects, formatBytes(bytes)]
  })
  const more = buckets.length - MAX_BUCKETS
  return stack(
    table(
      [{ title: 'Bucket' }, { title: 'Noncurrent, `NOT-SSE`', align: 'right' }, { title: 'Size', align: 'right' }],
      rows,
    ),
    more > 0 ? md`… and ${formatNoun(more, 'more bucket')}. The JSON report has all of them.` : NOTHING,
  )
}

function groupByRule(buckets: readonly Watched[]): readonly RuleGroup[] {
  const groups = new Map<string, RuleGroup>()
  for (const bucket of buckets) {
    const coverage = bucket.report?.location.coverage
    const prefixes =
      coverage?.kind === 'unknown' || bucket.reports !== undefined
        ? undefined
        : findPrefixes(bucket.scope, coverage && prefixOf(coverage))
    const name = prefixes?.join('\n') ?? '?'
    const group = groups.get(name) ?? { prefixes, buckets: [] }
    group.buckets.push(bucket)
    groups.set(name, group)
  }
  return [...groups.values()]
}

function renderGroup({ prefixes, buckets }: RuleGroup, listKeys: boolean): Markdown {
  const mayShow = listKeys || prefixes?.every((prefix) => prefix === '')
  if (prefixes === undefined || !mayShow) return stack(nameBuckets(buckets), sayNoRule(prefixes !== undefined))
  const [first] = buckets
  const name = buckets.length === 1 && first !== undefined ? first.bucket : 'BUCKET'
  const command = `aws s3api put-bucket-lifecycle-configuration --bucket ${name} --lifecycle-configuration file://lifecycle.json`
  return stack(
    nameBuckets(buckets),
    md`This ${code('lifecycle.json')} would expire them, together with **every other** noncurrent version of the same keys, encrypted or not, ${NONCURRENT_DAYS} days after it was replaced:`,
    codeBlock('json', JSON.stringify(listRules(prefixes), undefined, 2)),
    codeBlock('sh', command),
    md`⚠️ **That command replaces the whole lifecycle configuration of the bucket.** Get the present one first (${code('aws s3api get-bucket-lifecycle-configuration')}) and add the rule to its ${code('Rules')}.`,
  )
}

/** Empty if there is nothing to tell apart. */
function nameBuckets(buckets: readonly Watched[]): Markdown {
  const named = buckets.slice(0, MAX_NAMES).map(({ bucket }) => show(code(bucket)))
  const more = buckets.length - named.length
  return md`**For ${{ markdown: named.join(', ') }}${more > 0 ? ` and ${formatNoun(more, 'more bucket')}` : ''}:**`
}

/** A lifecycle configuration in the format of S3 (API reference, "PutBucketLifecycleConfiguration"). */
export function listRules(prefixes: readonly string[]) {
  return {
    Rules: prefixes.map((Prefix, index) => ({
      ID: `expire-noncurrent-versions${prefixes.length === 1 ? '' : `-${index + 1}`}`,
      Status: 'Enabled',
      Filter: { Prefix },
      NoncurrentVersionExpiration: { NoncurrentDays: NONCURRENT_DAYS },
    })),
  }
}

function sayNoRule(isHidden: boolean): Markdown {
  if (isHidden) return md`The rule would name prefixes, and keys are not shown here (${code('list-keys')}).`
  return md`The selection cannot be expressed as a lifecycle rule, which supports only prefixes (${code('include')} and ${code('exclude')} of this bucket, or a report of unknown coverage): write the rule manually, for the prefixes you want.`
}

/**
 * The prefixes that cover exactly what is included. `logs/**` is one; `logs/*`, or anything with an exclusion, is not,
 * because a rule with a wider scope would expire objects that were not checked. `reported` is the prefix of the report.
 */
export function findPrefixes(scope: BucketResult['scope'], reported = ''): readonly string[] | undefined {
  const { include, exclude } = scope ?? { include: [], exclude: [] }
  if (exclude.length > 0) return undefined
  const included = include.length === 0 ? [''] : include.map((glob) => (glob.endsWith('**') ? glob.slice(0, -2) : '*'))
  // Of the report's prefix and an included one, the longer is what was checked.
  const prefixes = included.map((prefix) => (reported.startsWith(prefix) ? reported : prefix))
  const isSeen = prefixes.every((prefix) => PLAIN_PREFIX.test(prefix) && prefix.startsWith(reported))
  return isSeen ? [...new Set(prefixes)] : undefined
}

/** Noncurrent versions that are not encrypted, in one line. */
export function sayBareVersions({ noncurrent }: Findings): Markdown {
  const { objects, bytes } = noncurrent['NOT-SSE']
  if (objects === 0) return md`none of them unencrypted`
  return md`${objects} of them ${code('NOT-SSE')}${bytes === undefined ? NOTHING : md` (${formatBytes(bytes)})`}`
}
