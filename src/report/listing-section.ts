// Shows the evidence of a listing: what was listed, how many requests it took, and what it cannot know.

import type { DataSource } from '../findings/data-source.ts'
import type { ListingProof } from '../findings/proof.ts'
import { formatCount, formatDate, formatNoun } from '../words/numbers.ts'
import { safeLine, safeText } from '../words/outside-text.ts'
import type { LogGroup } from './log-group.ts'
import { bullets, details, type Inline, keyCode, type Markdown, md } from './markdown.ts'

const MAX_PREFIXES = 10
const UNKNOWN = 'ACLs, locks that the role cannot see, and noncurrent versions'

/** Before a bucket is listed. */
export function describeListing(bucket: string, { asOf, scope, why }: DataSource): LogGroup {
  const what = scope === 'whole' ? 'all keys' : 'the prefixes that include can match'
  return {
    title: safeLine(`Listing of ${bucket}: ${what}, from ${formatDate(asOf)}`),
    lines: [...(why === undefined ? [] : [safeText(why)]), `A listing does not show ${UNKNOWN}`],
  }
}

/** The evidence for a verdict that rests on a listing. */
export function renderListing(proof: ListingProof, { why }: Pick<DataSource, 'why'>, listKeys: boolean): Markdown {
  const lines: Inline[] = [
    `Listed from ${formatDate(proof.asOf)} with ListObjectsV2, in ${formatNoun(proof.requests.list, 'request')}; every selected key was then looked at, in ${formatNoun(proof.requests.head, 'HeadObject request')}`,
    ...(why === undefined ? [] : [why]),
    ...sayPrefixes(proof, listKeys),
    ...describeLooks(proof),
    `Not known: ${UNKNOWN}`,
  ]
  return details('Evidence for the verdict', bullets(lines))
}

function sayPrefixes({ prefixes }: ListingProof, listKeys: boolean): Inline[] {
  if (prefixes.includes('')) return ['All keys of the bucket']
  if (!listKeys)
    return [
      `Only ${formatNoun(prefixes.length, 'prefix', 'prefixes')} that include can match (keys are not shown here)`,
    ]
  const more = prefixes.length - MAX_PREFIXES
  return [
    ...prefixes.slice(0, MAX_PREFIXES).map((prefix) => md`Only keys that begin with ${keyCode(prefix)}`),
    ...(more > 0 ? [`and ${formatNoun(more, 'more prefix', 'more prefixes')}`] : []),
  ]
}

/** What became of the keys, in a few lines. */
export function describeLooks({ listed, leftOut, looked, gone, notUnderstood }: ListingProof): string[] {
  return [
    `${formatNoun(listed, 'key')} listed, ${formatCount(leftOut)} left out by include and exclude, ${formatCount(looked)} looked at`,
    ...(gone === 0 ? [] : [`${formatNoun(gone, 'object')} deleted since the listing, and no findings`]),
    ...(notUnderstood.objects === 0 ? [] : [`${formatNoun(notUnderstood.objects, 'object')} not understood`]),
  ]
}
