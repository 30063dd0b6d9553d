// GetIdToken: requested by a job with `id-token: write` from the runner's URL (GitHub Docs, "OpenID Connect
// reference").

import { type Context, type EmulatorRequest, type EmulatorResponse, ServiceError } from '../../http.ts'
import { answerJson } from '../call.ts'
import { oidcState } from '../state.ts'
import { issueToken } from '../token.ts'

/** A token for the requested audience; only with the job's own request token, and only while the job runs. */
export async function getIdToken(request: EmulatorRequest, { world }: Context): Promise<EmulatorResponse> {
  const state = oidcState(world)
  const [, token] = /^bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (token !== state.requestToken) {
    throw new ServiceError(401, 'Unauthorized', 'The request token is not the one of this job')
  }
  if (!state.jobInProgress) throw new ServiceError(403, 'Forbidden', 'The job is not in progress')
  const audience = request.query.get('audience')
  return answerJson(200, { value: await issueToken(world, audience || `https://github.com/${state.owner}`) })
}
