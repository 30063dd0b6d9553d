// Knows how a policy is written as a file of docs/iam/: as the formatter of this repository would.

import { GRANTS, type Grant, type Sid } from '../src/external/permissions.ts'
import { PLACES } from '../src/external/places.ts'
import { POLICIES, type PolicyFile } from '../src/external/policy-files.ts'

const LINE_WIDTH = 120

/** The text of a file of docs/iam/. */
export function renderPolicy(file: PolicyFile): string {
  const sids: readonly Sid[] = POLICIES[file]
  const Statement = sids.map((sid) => {
    const { actions, on, condition }: Grant = GRANTS[sid]
    return {
      Sid: sid,
      Effect: 'Allow',
      Action: actions,
      Resource: PLACES[on],
      ...(condition && { Condition: condition }),
    }
  })
  return `${JSON.stringify({ Version: '2012-10-17', Statement }, null, 2).replaceAll(LIST_OF_TEXTS, joinWhereItFits)}\n`
}

/** A member whose value is a list of texts. */
const LIST_OF_TEXTS = /^( *"\w+": )\[\n((?: *".*",?\n)+) *\](,?)$/gm

function joinWhereItFits(whole: string, name: string, items: string, comma: string): string {
  const joined = `${name}[${items.trim().split(/\n */).join(' ')}]${comma}`
  return joined.length <= LINE_WIDTH ? joined : whole
}
