// The accounts whose buckets were listed: which buckets the lines took, and which they left out.

import type { AccountResult, RunResult } from '../result/run-result.ts'
import { formatCount, formatNoun } from '../words/numbers.ts'
import { safeText } from '../words/outside-text.ts'
import type { Json } from './json-values.ts'
import { code, type Markdown, md, NOTHING, show, stack } from './markdown.ts'

const MAX_NAMES = 20

/** One paragraph per account; empty if every bucket is named. */
export const renderAccounts = (result: RunResult): Markdown =>
  stack(...result.accounts.map((account) => renderAccount(account, countTaken(account, result))))

const countTaken = ({ account }: AccountResult, { buckets }: RunResult) =>
  buckets.filter(({ account: owner, takenBy }) => takenBy !== undefined && owner === account).length

function renderAccount({ account, lines, listed, leftOut }: AccountResult, taken: number): Markdown {
  const shown = { markdown: lines.map((line) => show(code(line))).join(', ') }
  const out = leftOut.length === 0 ? NOTHING : md`; left out: ${listNames(leftOut)}`
  return md`🗂️ Account ${code(account)}: ${formatCount(taken)} of ${formatNoun(listed, 'bucket')} taken by ${shown}${out}.`
}

function listNames(names: readonly string[]): Markdown {
  const some = names.slice(0, MAX_NAMES).map((name) => show(code(name)))
  const more = names.length - some.length
  return { markdown: [...some, ...(more > 0 ? [`${formatCount(more)} more`] : [])].join(', ') }
}

export const describeAccountsAsJson = ({ accounts }: RunResult): Json | undefined =>
  accounts.length === 0
    ? undefined
    : accounts.map(({ account, lines, listed, leftOut }) => ({
        account,
        lines: lines.map(safeText),
        bucketsListed: listed,
        leftOut,
      }))
