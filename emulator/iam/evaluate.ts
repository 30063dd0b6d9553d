// Decides as IAM does (IAM User Guide, "Policy evaluation logic"): denied unless allowed, an explicit deny takes
// precedence, either policy may allow within an account, both must across accounts. Every decision is recorded for
// tests.

import { ServiceError } from '../http.ts'
import { type Principal, serviceState, type World } from '../world.ts'
import { type ConditionContext, listOf } from './patterns.ts'
import { isService, matchPrincipal } from './principals.ts'
import { matchesOnResource, matchesRequest } from './statements.ts'
import type { IamPolicy, IamRequest, IamStatement } from './types.ts'

export type IamDecision = {
  /** ARN of the caller; `anonymous` if there is none. */
  readonly principal: string
  readonly action: string
  readonly resource: string
  readonly allowed: boolean
}

/**
 * Decisions kept per caller, action and result: enough to prove a policy minimal, few enough for a large job's memory.
 */
const DECISIONS_KEPT_PER_ACTION = 1000

type DecisionState = { readonly decisions: IamDecision[]; readonly kept: Map<string, number> }

function decisionState(world: World): DecisionState {
  return serviceState(world, 'iam-decisions', () => ({ decisions: [], kept: new Map<string, number>() }))
}

/** IAM's decisions so far, oldest first; for each caller, action and result the first 1,000. */
export function iamDecisions(world: World): readonly IamDecision[] {
  return decisionState(world).decisions
}

export type AuthorizeOptions = {
  /** Policy attached to the resource: a bucket policy or a role's trust policy. */
  readonly resourcePolicy?: IamPolicy | undefined
  /** Account that owns the resource. Default: the account in the ARN, the owner of the bucket, or the caller's own. */
  readonly resourceOwner?: string | undefined
  /** True for a role's trust policy and a key policy: unless they allow it, no identity-based policy can. */
  readonly resourcePolicyMustAllow?: boolean | undefined
}

/** Throws 403 AccessDenied, in AWS's words, unless the caller may do this. */
export function authorize(
  world: World,
  principal: Principal | undefined,
  request: IamRequest,
  options: AuthorizeOptions = {},
): void {
  const refusal = findRefusal(world, principal, request, options)
  recordDecision(world, principal, request, refusal === undefined)
  if (refusal === undefined) return
  if (principal === undefined) throw new ServiceError(403, 'AccessDenied', 'Access Denied')
  throw new ServiceError(
    403,
    'AccessDenied',
    `User: ${principal.arn} is not authorized to perform: ${request.action} on resource: "${request.resource}" ${refusal}`,
  )
}

/** True if `authorize` would not throw; recorded as well. */
export function isAuthorized(
  world: World,
  principal: Principal | undefined,
  request: IamRequest,
  options: AuthorizeOptions = {},
): boolean {
  const allowed = findRefusal(world, principal, request, options) === undefined
  recordDecision(world, principal, request, allowed)
  return allowed
}

/** The refusal, in AWS's words (IAM User Guide, "Troubleshoot access denied error messages"); undefined if allowed. */
function findRefusal(
  world: World,
  principal: Principal | undefined,
  request: IamRequest,
  options: AuthorizeOptions,
): string | undefined {
  return refuseByPolicies(world, principal, request, options) ?? refuseBySession(world, principal, request, options)
}

/**
 * IAM User Guide, "Session policies": a session may do what both its role and its session policy allow. The session
 * policy also limits what a resource-based policy grants to the role, but not what it grants to the session by its own
 * ARN.
 */
function refuseBySession(
  world: World,
  principal: Principal | undefined,
  request: IamRequest,
  options: AuthorizeOptions,
): string | undefined {
  if (principal?.sessionPolicy === undefined) return undefined
  const owner = options.resourceOwner ?? findOwner(world, request.resource) ?? principal.account
  const context = buildContext(world, principal, request, owner)
  const matching = principal.sessionPolicy.Statement.filter((statement) => matchesRequest(statement, request, context))
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'with an explicit deny in a session policy'
  const namesSession = ({ Effect, Principal: named }: IamStatement) =>
    Effect === 'Allow' && named !== undefined && named !== '*' && listOf(named.AWS).includes(principal.arn)
  const byResource = (options.resourcePolicy?.Statement ?? []).some(
    (statement) => namesSession(statement) && matchesOnResource(statement, request, context),
  )
  if (matching.length > 0 || byResource) return undefined
  return `because no session policy allows the ${request.action} action`
}

function refuseByPolicies(
  world: World,
  principal: Principal | undefined,
  request: IamRequest,
  options: AuthorizeOptions,
): string | undefined {
  const owner = options.resourceOwner ?? findOwner(world, request.resource) ?? principal?.account ?? world.account
  const context = buildContext(world, principal, request, owner)
  const matches = (statement: IamStatement): boolean => matchesRequest(statement, request, context)
  const identity = (principal?.policies ?? []).flatMap((policy) => policy.Statement).filter(matches)
  const resource = (options.resourcePolicy?.Statement ?? [])
    .map((statement) => ({
      effect: statement.Effect,
      match: matchPrincipal(statement.Principal, principal),
      statement,
    }))
    .filter(({ match, statement }) => match !== 'none' && matchesOnResource(statement, request, context))

  if (identity.some((statement) => statement.Effect === 'Deny'))
    return 'with an explicit deny in an identity-based policy'
  if (resource.some(({ effect }) => effect === 'Deny')) return 'with an explicit deny in a resource-based policy'
  const grants = resource.filter(({ effect }) => effect === 'Allow')
  const named = grants.some(({ match }) => match === 'named')
  const noResourcePolicy = `because no resource-based policy allows the ${request.action} action`
  if (principal === undefined || isService(principal)) return named ? undefined : noResourcePolicy
  const byIdentity = principal.policies === undefined || identity.some((statement) => statement.Effect === 'Allow')
  const noIdentityPolicy = `because no identity-based policy allows the ${request.action} action`
  if (principal.account === owner && options.resourcePolicyMustAllow !== true) {
    return byIdentity || named ? undefined : noIdentityPolicy
  }
  if (principal.account === owner && named) return undefined
  if (!byIdentity) return noIdentityPolicy
  return grants.length > 0 ? undefined : noResourcePolicy
}

/** `arn:partition:service:region:ACCOUNT:…`, or the owner of the bucket in an S3 ARN. */
function findOwner(world: World, resource: string): string | undefined {
  const [, , , , account, rest] = resource.split(':', 6)
  if (account !== undefined && account !== '') return account
  return world.buckets.get(rest?.split('/', 1)[0] ?? '')?.owner
}

/**
 * Values of condition keys, computed when a policy uses them: a job evaluates policies without conditions a million
 * times.
 */
function buildContext(
  world: World,
  principal: Principal | undefined,
  request: IamRequest,
  owner: string,
): ConditionContext {
  return {
    get: (key) => {
      const value = request.context[key]
      if (value !== undefined) return listOf(value)
      const known = globalKey(world, principal, owner, key)
      return known === undefined ? undefined : [known]
    },
  }
}

function globalKey(world: World, principal: Principal | undefined, owner: string, key: string): string | undefined {
  const caller = principal !== undefined && !isService(principal) ? principal : undefined
  switch (key) {
    case 'aws:currenttime':
      return new Date(world.clock.now()).toISOString()
    case 'aws:epochtime':
      return String(Math.floor(world.clock.now() / 1000))
    case 'aws:requestedregion':
      return world.region
    case 'aws:resourceaccount':
      return owner
    case 'aws:securetransport':
      // The loopback server represents an endpoint that is only reachable by TLS.
      return 'true'
    case 'aws:principalarn':
      return caller === undefined ? undefined : rolePrincipalArn(caller)
    case 'aws:principalaccount':
      return caller?.account
    default:
      return undefined
  }
}

/** IAM User Guide, "AWS global condition context keys": for a session, aws:PrincipalArn is the ARN of its role. */
function rolePrincipalArn(principal: Principal): string {
  const [, partition, account, role] = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(principal.arn) ?? []
  return role === undefined ? principal.arn : `arn:${partition}:iam::${account}:role/${role}`
}

function recordDecision(world: World, principal: Principal | undefined, request: IamRequest, allowed: boolean): void {
  const state = decisionState(world)
  const decision = {
    principal: principal?.arn ?? 'anonymous',
    action: request.action,
    resource: request.resource,
    allowed,
  }
  const key = `${decision.principal} ${decision.action} ${allowed}`
  const kept = state.kept.get(key) ?? 0
  if (kept >= DECISIONS_KEPT_PER_ACTION) return
  state.kept.set(key, kept + 1)
  state.decisions.push(decision)
}
