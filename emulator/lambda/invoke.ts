// Invokes a function as a caller with its own permissions (Lambda API Reference, "Invoke"; Lambda Developer Guide, "Using
// resource-based policies"). The execution role must trust Lambda.

import { ServiceError } from '../http.ts'
import { authorize } from '../iam/evaluate.ts'
import { matchesTrustPolicy } from '../iam/trust.ts'
import type { Principal, World } from '../world.ts'
import { findFunction, type LambdaFunction, type Trouble } from './functions.ts'
import { runInSandbox, type SandboxResult } from './sandbox.ts'

/**
 * The result of a synchronous invocation. Within an account the caller's own policies are enough; across accounts the
 * function's policy must allow the caller, too.
 * @throws ServiceError of the API: a function that is not there, may not be invoked, or is invoked too often
 */
export async function invokeFunction(
  world: World,
  principal: Principal,
  arn: string,
  event: unknown,
): Promise<SandboxResult> {
  const found = findFunction(world, arn)
  const request = { action: 'lambda:InvokeFunction', resource: arn, context: {} }
  authorize(world, principal, request, { resourcePolicy: found?.policy, resourceOwner: arn.split(':')[4] })
  if (found === undefined) throw new ServiceError(404, 'ResourceNotFoundException', `Function not found: ${arn}`)
  found.invocations += 1
  const trouble = found.trouble?.({ number: found.invocations, event })
  if (trouble?.kind === 'throttled') throw new ServiceError(429, 'TooManyRequestsException', 'Rate Exceeded.')
  refuseUntrusted(world, found)
  if (trouble?.kind === 'lost' && trouble.when === 'before') return lose(trouble)
  const result = await runInSandbox(world, found, event)
  if (trouble?.kind === 'lost') return lose(trouble)
  return trouble?.kind === 'answers' ? { kind: 'answer', answer: trouble.answer } : result
}

const lose = ({ as }: Extract<Trouble, { kind: 'lost' }>): SandboxResult =>
  as === 'timeout' ? { kind: 'timeout' } : { kind: 'error', errorType: 'Error', errorMessage: 'the process ended' }

function refuseUntrusted(world: World, { role: roleArn }: LambdaFunction): void {
  const role = world.roles.get(roleArn)
  if (role !== undefined && matchesTrustPolicy(role, { service: 'lambda.amazonaws.com', context: {} })) return
  throw new ServiceError(403, 'AccessDeniedException', 'The role defined for the function cannot be assumed by Lambda.')
}
