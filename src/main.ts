// Knows the story of a run: inputs, credentials, examine each bucket, act, tell. Each step lives in a file of its own.

import { existsSync, rmSync } from 'node:fs'
import type { S3Client } from '@aws-sdk/client-s3'
import { act } from './act.ts'
import { asActionError } from './errors.ts'
import { type Examination, examineBucket } from './examine.ts'
import { createS3Client } from './external/aws.ts'
import { type Identity, signIn } from './external/credentials.ts'
import { clientOptions, type Deps } from './external/deps.ts'
import { maskSecret, readInput, requestIdToken, writeOutput } from './external/runner.ts'
import { type Inputs, readInputs } from './inputs.ts'
import type { BucketResult } from './report/result.ts'
import { type Ending, tell } from './tell.ts'

/** Runs the action once. Returns whether the step succeeds; never throws for anything a user can cause. */
export async function run(deps: Deps): Promise<boolean> {
  const startedAt = new Date(deps.now())
  writeOutput('verdict', 'INSUFFICIENT_DATA')
  writeOutput('reason', 'INTERRUPTED')
  let inputs: Inputs | undefined
  let buckets: readonly BucketResult[] = []
  let errors: Ending['errors'] = []
  const folder = deps.makeTemporaryFolder()
  try {
    inputs = readInputs(readInput, {
      region: deps.env.AWS_REGION || deps.env.AWS_DEFAULT_REGION,
      runId: deps.env.GITHUB_RUN_ID ?? '',
      fromPullRequest: isFromPullRequest(deps),
    })
    if (inputs.githubToken !== '') maskSecret(inputs.githubToken)
    const identity = await assumeIdentity(inputs, deps)
    const examination = prepare(inputs, identity, folder, deps)
    for (const target of inputs.targets) {
      deps.log.group(`Scan s3://${target.bucket}`)
      buckets = [...buckets, await examineBucket(target, examination)]
    }
    buckets = await act(buckets, inputs, examination)
  } catch (error) {
    const { code, message, hint } = asActionError(error, 'INTERNAL_ERROR')
    errors = [{ code, message, hint }]
    deps.log.debug(error instanceof Error ? (error.stack ?? '') : String(error))
  } finally {
    deps.log.endGroup()
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true })
  }
  return await tell({ inputs, buckets, errors, startedAt }, deps)
}

async function assumeIdentity(inputs: Inputs, deps: Deps): Promise<Identity> {
  deps.log.group('Credentials')
  const identity = await signIn(inputs.credentials, {
    client: clientOptions(inputs.region, deps),
    env: deps.env,
    getIdToken: requestIdToken,
    mask: maskSecret,
    now: deps.now,
    sleep: deps.sleep,
    info: deps.log.info,
  })
  const how = inputs.credentials.roleToAssume ?? 'the credentials of the environment'
  deps.log.info(`Signed in to account ${identity.account} as ${how}`)
  return identity
}

/** One S3 client per Region, made when it is first needed. */
function prepare(inputs: Inputs, identity: Identity, spoolFolder: string, deps: Deps): Examination {
  const clients = new Map<string, S3Client>()
  const s3ForRegion = (region: string) => {
    const client = clients.get(region) ?? createS3Client(clientOptions(region, deps), identity.session)
    clients.set(region, client)
    return client
  }
  return { identity, homeRegion: inputs.region, s3ForRegion, remediation: inputs.remediation, spoolFolder, deps }
}

/** Also a workflow_run that a pull request caused: it runs with rights, on behalf of somebody who may have none. */
function isFromPullRequest({ env, event }: Deps): boolean {
  const cause = (event.workflow_run as { event?: unknown } | undefined)?.event
  return [env.GITHUB_EVENT_NAME, cause].some((name) => typeof name === 'string' && name.startsWith('pull_request'))
}
