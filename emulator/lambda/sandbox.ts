// Runs the handler of a function in a worker thread of its own: with the environment that AWS Lambda gives to it, and with
// the world's time (Lambda Developer Guide, "Using Lambda environment variables", "Lambda runtime environment").

import { Worker } from 'node:worker_threads'
import { issueSession } from '../sts/roles.ts'
import type { World } from '../world.ts'
import { type LambdaFunction, lambdaState } from './functions.ts'
import type { ToSandbox } from './worker.ts'

/** The result of one invocation: what the handler returned, or an error of the function. */
export type SandboxResult =
  | { readonly kind: 'answer'; readonly answer: unknown }
  | { readonly kind: 'error'; readonly errorType: string; readonly errorMessage: string }
  | { readonly kind: 'timeout' }

export type Sandbox = {
  readonly worker: Worker
  /** The world's time. */
  readonly startedAt: number
}

/** Sessions of roles live an hour; a function gets new credentials in time. */
const KEPT_MS = 1_800_000

/** Invokes the handler with the credentials of the role, whose trust was checked. A sandbox is used again, as in AWS. */
export async function runInSandbox(world: World, one: LambdaFunction, event: unknown): Promise<SandboxResult> {
  const { worker } = takeSandbox(world, one)
  const message: ToSandbox = { event, now: world.clock.now(), file: one.file, functionArn: one.arn }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<SandboxResult>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'timeout' }), one.timeoutMs)
  })
  const answered = new Promise<SandboxResult>((resolve) => {
    const stopListening = (result: SandboxResult) => {
      worker.off('message', stopListening).off('error', fail)
      resolve(result)
    }
    const fail = ({ message: errorMessage, name: errorType }: Error) =>
      stopListening({ kind: 'error', errorType, errorMessage })
    worker.on('message', stopListening).on('error', fail)
  })
  worker.postMessage(message)
  const result = await Promise.race([answered, late])
  clearTimeout(timer)
  if (result.kind !== 'answer') await stopSandbox(world, one.arn)
  return result
}

function takeSandbox(world: World, one: LambdaFunction): Sandbox {
  const { sandboxes } = lambdaState(world)
  const known = sandboxes.get(one.arn)
  const now = world.clock.now()
  if (known !== undefined && now - known.startedAt < KEPT_MS) return known
  void known?.worker.terminate()
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    env: { ...describeEnvironment(world, one), ...one.environment },
    execArgv: [],
  })
  worker.unref()
  const made = { worker, startedAt: now }
  sandboxes.set(one.arn, made)
  return made
}

function describeEnvironment(world: World, { name, region, role: roleArn }: LambdaFunction): Record<string, string> {
  const { endpoint } = lambdaState(world)
  const role = world.roles.get(roleArn)
  if (endpoint === undefined || role === undefined) throw new Error(`${name} needs a server and a role`)
  const session = issueSession(world, role, { sessionName: name, seconds: 3600, policy: undefined })
  return {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken ?? '',
    AWS_LAMBDA_FUNCTION_NAME: name,
    // Not in AWS: the way to this emulator, and none to anything else.
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}

async function stopSandbox(world: World, arn: string): Promise<void> {
  const { sandboxes } = lambdaState(world)
  const found = sandboxes.get(arn)
  sandboxes.delete(arn)
  await found?.worker.terminate()
}

/** Ends every function of the world. */
export async function stopSandboxes(world: World): Promise<void> {
  for (const arn of [...lambdaState(world).sandboxes.keys()]) await stopSandbox(world, arn)
}
