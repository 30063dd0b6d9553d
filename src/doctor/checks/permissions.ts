// Whether the role has the permissions of every step of the run, one line for each statement of docs/iam/.

import { type Finding, judgePermission } from '../../preflight/permission.ts'
import { allowCommand } from '../commands.ts'
import type { BucketFacts, StatementFacts, UseFacts } from '../facts.ts'
import { type Fix, fine, inShell, type Line, unknown, wrong } from '../line.ts'

export function checkPermissions(facts: BucketFacts): readonly Line[] {
  return facts.statements.map((statement) => judgeStatement(statement, facts))
}

type Judged = { readonly use: UseFacts; readonly finding: Finding }

function judgeStatement(facts: StatementFacts, { principalArn, target, notSimulated }: BucketFacts): Line {
  const { file, howToRead, refusal, sid, statement, uses } = facts
  const subject = { check: 'permissions', about: `${target.bucket}: ${sid}` } as const
  const judged = uses.map((use) => ({ use, finding: judgeUse(use) }))
  const fix: Fix = {
    say: `Allow it to the role: docs/iam/${file} (statement ${sid}).`,
    paste: principalArn === undefined ? undefined : inShell(allowCommand(principalArn, sid, [statement])),
  }
  const wrongs = judged.filter(({ finding }) => finding.status === 'wrong')
  if (refusal !== undefined) return wrong(subject, refusal, fix)
  if (wrongs.length > 0) return wrong(subject, `The role may not: ${tell(wrongs)}.`, fix)
  const unknowns = judged.filter(({ finding }) => finding.status === 'unknown')
  if (unknowns.length > 0) {
    const found = `It is not known whether the role may: ${tell(unknowns)}.`
    return unknown(
      subject,
      found,
      notSimulated === undefined && howToRead === undefined ? fix : { say: notSimulated ?? howToRead ?? '' },
    )
  }
  return fine(subject, `The role may: ${uses.map(({ action }) => action).join(', ')}.`)
}

/** A call that succeeded proves more than any simulation. */
function judgeUse({ of, policy, simulated, wasUsed }: UseFacts): Finding {
  if (wasUsed) return { status: 'ok', why: '' }
  const nothing = { allows: 'no', delegates: 'no', denies: 'no' } as const
  return judgePermission({
    simulated,
    policy: of === 'nothing' ? nothing : policy,
    of: of === 'key' ? 'key' : 'bucket',
  })
}

const tell = (judged: readonly Judged[]) =>
  [...Map.groupBy(judged, ({ finding }) => finding.why)]
    .map(([why, alike]) => `${alike.map(({ use }) => `${use.action} on ${hideKey(use.resource)}`).join(', ')} (${why})`)
    .join('; ')

/** Never contains an object key: this is also read by people who may not see keys. */
const hideKey = (resource: string) => resource.replace(/(:::[^/]+\/).*$/s, '$1*')
