// Whether GitHub gives the job a token, and what the token says.

import { quoteText } from '../../words/outside-text.ts'
import type { RoleFacts } from '../facts.ts'
import { fine, inWorkflow, type Line } from '../line.ts'
import { judgeUnseen } from '../look.ts'

/** No line for credentials from the environment, which need no token. */
export function checkToken({ token, event, role }: RoleFacts): readonly Line[] {
  if (token === undefined) return []
  const subject = { check: 'oidc-token', about: role ?? 'the environment' } as const
  if ('unseen' in token) {
    const line = judgeUnseen(subject, token.unseen, inWorkflow('permissions:\n  id-token: write\n  contents: read'))
    return [{ ...line, status: 'wrong' }]
  }
  const { sub, aud, provider, ref, repositoryId } = token.seen
  const claims = `sub ${quoteText(sub)}, aud ${quoteText(aud)}, ref ${quoteText(ref)}, repository_id ${quoteText(repositoryId)}`
  return [
    fine(subject, `GitHub (${quoteText(provider)}) gives the job a token (event ${quoteText(event)}): ${claims}.`),
  ]
}
