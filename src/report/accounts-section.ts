// The accounts whose buckets were listed: which buckets the lines took, and which they left out.

import type { Verdict } from '../decide/verdict.ts'
import type { AccountResult, RunResult } from '../result/run-result.ts'
import { formatCount, formatNoun } from '../words/numbers.ts'
import { safeText } from '../words/outside-text.ts'
import { type Json, told } from './json-values.ts'
import { code, type Inline, type Markdown, md, NOTHING, show, stack, strong, table } from './markdown.ts'
import { VERDICT_SIGNS } from './overview.ts'

const MAX_NAMES = 20

/** One paragraph for an account, a table of several; empty if every bucket is named. */
export function renderAccounts(result: RunResult): Markdown {
  const { accounts } = result
  const isOne = accounts.length === 1 && accounts.every(({ problem }) => problem === undefined)
  return isOne ? stack(...accounts.map((account) => renderAccount(account, result))) : renderTable(result)
}

const bucketsOf = ({ account }: AccountResult, { buckets }: RunResult) =>
  buckets.filter(({ account: owner, takenBy }) => takenBy !== undefined && owner === account)

function renderAccount(told: AccountResult, result: RunResult): Markdown {
  const { account, lines, listed = 0, leftOut } = told
  const shown = { markdown: lines.map((line) => show(code(line))).join(', ') }
  const out = leftOut.length === 0 ? NOTHING : md`; left out: ${listNames(leftOut)}`
  const taken = formatCount(bucketsOf(told, result).length)
  return md`🗂️ Account ${code(account)}: ${taken} of ${formatNoun(listed, 'bucket')} taken by ${shown}${out}.`
}

const MAX_ROWS = 500
const ORDER: readonly Verdict[] = ['INSUFFICIENT_DATA', 'NON_COMPLIANT', 'COMPLIANT']

/** The worst verdict of its buckets; undefined if nothing of it is examined. */
function verdictOf(account: AccountResult, result: RunResult): Verdict | undefined {
  if (account.problem !== undefined) return 'INSUFFICIENT_DATA'
  const verdicts = bucketsOf(account, result).map(({ judgement }) => judgement.verdict)
  return ORDER.find((verdict) => verdicts.includes(verdict))
}

function renderTable(result: RunResult): Markdown {
  const right = 'right' as const
  const rank = (account: AccountResult) => {
    const verdict = verdictOf(account, result)
    return verdict === undefined ? ORDER.length : ORDER.indexOf(verdict)
  }
  const sorted = [...result.accounts].sort((one, other) => rank(one) - rank(other))
  const rows = sorted.slice(0, MAX_ROWS).map((account): Inline[] => {
    const taken = bucketsOf(account, result)
    const verdict = verdictOf(account, result)
    const findings = taken.reduce((sum, { scan }) => sum + (scan?.findings.objects ?? 0), 0)
    const word = account.problem?.code ?? account.state ?? verdict
    const sign = { markdown: verdict === undefined ? '' : `${VERDICT_SIGNS[verdict]}&nbsp;` }
    return [
      nameAccount(account),
      word === undefined ? 'no bucket taken' : md`${sign}${code(word)}`,
      account.listed === undefined ? md`–` : md`${taken.length} of ${account.listed}`,
      account.leftOut.length,
      findings,
      account.problem === undefined ? md`–` : md`${account.problem.message} ${strong(account.problem.hint ?? '')}`,
    ]
  })
  const columns = [
    { title: 'Account' },
    { title: 'Verdict' },
    { title: 'Buckets', align: right },
    { title: 'Left out', align: right },
    { title: 'Findings', align: right },
    { title: 'Why' },
  ]
  const more = sorted.length - rows.length
  return stack(
    table(columns, rows),
    more > 0 ? md`… and ${formatNoun(more, 'more account')}. The JSON report has all of them.` : NOTHING,
  )
}

const nameAccount = ({ account, name }: AccountResult): Markdown =>
  name === undefined || name === '' ? code(account) : md`${code(account)} ${code(safeText(name))}`

/** `Account 111122223333: ACCESS_DENIED. …`, one line for each that has no verdict or is not active. */
export const describeAccounts = (result: RunResult): readonly string[] =>
  result.accounts.flatMap(({ account, problem, state }) =>
    problem !== undefined
      ? [`Account ${account}: ${problem.code}. ${problem.message} ${problem.hint ?? ''}`]
      : state === undefined
        ? []
        : [`Account ${account} is ${safeText(state)}: nothing in it was looked at.`],
  )

function listNames(names: readonly string[]): Markdown {
  const some = names.slice(0, MAX_NAMES).map((name) => show(code(name)))
  const more = names.length - some.length
  return { markdown: [...some, ...(more > 0 ? [`${formatCount(more)} more`] : [])].join(', ') }
}

export const describeAccountsAsJson = (result: RunResult): Json | undefined =>
  result.accounts.length === 0
    ? undefined
    : result.accounts.map((account) => ({
        account: account.account,
        name: account.name && safeText(account.name),
        state: account.state && safeText(account.state),
        verdict: verdictOf(account, result),
        reason: account.problem?.code,
        ...(account.problem && told(account.problem)),
        lines: account.lines.map(safeText),
        bucketsListed: account.listed,
        leftOut: account.leftOut,
      }))
