// Renders the lifecycle rule that would expire old, unencrypted versions: for a person to copy, never applied.

import type { Findings } from '../findings/findings.ts'
import { prefixOf } from '../inventory/coverage.ts'
import type { BucketResult } from '../result/run-result.ts'
import { formatBytes, formatNoun } from '../words/numbers.ts'
import { code, codeBlock, details, type Markdown, md, NOTHING, stack } from './markdown.ts'

/** Days for which a version is kept after it was replaced: time to notice a mistake. */
const NONCURRENT_DAYS = 30
/** Characters of prefixes that can be shown; any other would have to be encoded and would then be wrong. */
const PLAIN_PREFIX = /^[A-Za-z0-9._/-]*$/

/** What to do about noncurrent versions that are not encrypted; empty if there are none. Prefixes are parts of keys. */
export function renderOldVersions(
  { bucket, report, scan, scope }: Pick<BucketResult, 'bucket' | 'report' | 'scan' | 'scope'>,
  listKeys: boolean,
): Markdown {
  const bare = scan?.noncurrent['NOT-SSE']
  if (scan === undefined || bare === undefined || bare.objects === 0) return NOTHING
  const size = bare.bytes === undefined ? '' : `, ${formatBytes(bare.bytes)}`
  const told = md`${formatNoun(bare.objects, 'noncurrent version')}${size}: ${code('NOT-SSE')}. The action never touches them: a copy of an old version would become the current one. They go when a lifecycle rule expires them.`
  const coverage = report?.location.coverage
  const prefixes = coverage?.kind === 'unknown' ? undefined : findPrefixes(scope, coverage && prefixOf(coverage))
  const mayShow = listKeys || prefixes?.every((prefix) => prefix === '')
  const rule = prefixes === undefined || !mayShow ? sayNoRule(prefixes !== undefined) : renderRule(bucket, prefixes)
  return details('Old versions that are not encrypted', stack(told, rule))
}

function renderRule(bucket: string, prefixes: readonly string[]): Markdown {
  const command = `aws s3api put-bucket-lifecycle-configuration --bucket ${bucket} --lifecycle-configuration file://lifecycle.json`
  return stack(
    md`This ${code('lifecycle.json')} would expire them, together with **every other** noncurrent version of the same keys, encrypted or not, ${NONCURRENT_DAYS} days after it was replaced:`,
    codeBlock('json', JSON.stringify(listRules(prefixes), undefined, 2)),
    codeBlock('sh', command),
    md`⚠️ **That command replaces the whole lifecycle configuration of the bucket.** Get the present one first (${code('aws s3api get-bucket-lifecycle-configuration')}) and add the rule to its ${code('Rules')}.`,
  )
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
