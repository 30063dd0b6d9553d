// Knows the lifecycle rule that would expire old, unencrypted versions: shown for a person to paste, never applied.

import type { Findings } from '../findings/findings.ts'
import { prefixOf } from '../inventory/coverage.ts'
import type { BucketResult } from '../result/run-result.ts'
import { formatBytes, formatNoun } from '../words/numbers.ts'
import { code, codeBlock, details, type Markdown, md, NOTHING, stack } from './markdown.ts'

/** Days a version stays after it was replaced: time to notice a mistake. */
const NONCURRENT_DAYS = 30
/** Characters a prefix may have to be shown as it is; every other one would have to be encoded and then be wrong. */
const PLAIN_PREFIX = /^[A-Za-z0-9._/-]*$/

/** What to do about noncurrent versions that are not encrypted; empty where there are none. Prefixes are keys in part. */
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

/** A lifecycle configuration as S3 takes it (API reference, "PutBucketLifecycleConfiguration"). */
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
 * The prefixes that mean exactly what is included: `logs/**` is one, `logs/*` or anything with an exclusion is not, since
 * a rule that reaches further would expire what nobody looked at. `reported` is the prefix the report is limited to.
 */
export function findPrefixes(scope: BucketResult['scope'], reported = ''): readonly string[] | undefined {
  const { include, exclude } = scope ?? { include: [], exclude: [] }
  if (exclude.length > 0) return undefined
  const included = include.length === 0 ? [''] : include.map((glob) => (glob.endsWith('**') ? glob.slice(0, -2) : '*'))
  // Of the prefix the report is limited to and one that is included, the longer one is what was checked.
  const prefixes = included.map((prefix) => (reported.startsWith(prefix) ? reported : prefix))
  const isSeen = prefixes.every((prefix) => PLAIN_PREFIX.test(prefix) && prefix.startsWith(reported))
  return isSeen ? [...new Set(prefixes)] : undefined
}

/** Noncurrent versions that are not encrypted, for one line. */
export function sayBareVersions({ noncurrent }: Findings): Markdown {
  const { objects, bytes } = noncurrent['NOT-SSE']
  if (objects === 0) return md`none of them unencrypted`
  return md`${objects} of them ${code('NOT-SSE')}${bytes === undefined ? NOTHING : md` (${formatBytes(bytes)})`}`
}
