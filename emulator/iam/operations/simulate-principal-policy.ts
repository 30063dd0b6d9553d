// SimulatePrincipalPolicy (IAM API Reference, "SimulatePrincipalPolicy").

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { answerTo } from '../../unsettled.ts'
import { element, type XmlElement } from '../../xml.ts'
import { answerResult, type IamCall, noSuchRole } from '../call.ts'
import { authorize } from '../evaluate.ts'
import { simulatePolicies } from '../simulate.ts'

/** Parameters that would change the result and are not emulated. */
const UNSUPPORTED =
  /^(PolicyInputList|PermissionsBoundaryPolicyInputList|ResourcePolicy|ResourceOwner|CallerArn|ResourceHandlingOption|Marker|MaxItems)(\.|$)/

/**
 * Only the role's own policies: not those of buckets and keys, of a session, or of the organization (IAM User Guide).
 */
export function simulatePrincipalPolicy({ form, world, principal }: IamCall): EmulatorResponse {
  const unsupported = [...form.keys()].find((name) => UNSUPPORTED.test(name))
  if (unsupported !== undefined) {
    throw new ServiceError(501, 'NotImplemented', `The emulated IAM does not support the parameter ${unsupported}`)
  }
  const source = form.get('PolicySourceArn') ?? ''
  authorize(world, principal, { action: 'iam:SimulatePrincipalPolicy', resource: source, context: {} })
  const role = world.roles.get(source)
  if (role === undefined) throw noSuchRole(source.split('/').at(-1) ?? '')
  const resources = readList(form, 'ResourceArns')
  const context = readContext(form)
  const results = readList(form, 'ActionNames').map((action) =>
    renderResult(
      action,
      (resources.length === 0 ? ['*'] : resources).map((resource) => ({
        resource,
        ...simulatePolicies(role.policies, { action, resource, context }, answerTo(world, 'simulated-keys')),
      })),
    ),
  )
  return answerResult('SimulatePrincipalPolicy', [element('IsTruncated', false), element('EvaluationResults', results)])
}

type ResourceResult = ReturnType<typeof simulatePolicies> & { readonly resource: string }

/** IAM API Reference, "EvaluationResult": if the request has resources, missing keys are listed with each of them. */
function renderResult(action: string, results: readonly ResourceResult[]): XmlElement {
  const [first] = results
  return element('member', [
    element('EvalActionName', action),
    element('EvalResourceName', first?.resource ?? '*'),
    element('EvalDecision', first?.decision ?? 'implicitDeny'),
    element('MatchedStatements', []),
    element('MissingContextValues', []),
    element(
      'ResourceSpecificResults',
      results.map(({ resource, decision, missingKeys }) =>
        element('member', [
          element('EvalResourceName', resource),
          element('EvalResourceDecision', decision),
          element('MatchedStatements', []),
          element(
            'MissingContextValues',
            missingKeys.map((key) => element('member', key)),
          ),
        ]),
      ),
    ),
  ])
}

/** `Name.member.1`, `Name.member.2`, … */
function readList(form: URLSearchParams, name: string): string[] {
  const values: string[] = []
  for (let at = 1; ; at += 1) {
    const value = form.get(`${name}.member.${at}`)
    if (value === null) return values
    values.push(value)
  }
}

function readContext(form: URLSearchParams): Record<string, readonly string[]> {
  const context: Record<string, readonly string[]> = {}
  for (let at = 1; ; at += 1) {
    const entry = `ContextEntries.member.${at}`
    const key = form.get(`${entry}.ContextKeyName`)
    if (key === null) return context
    context[key.toLowerCase()] = readList(form, `${entry}.ContextKeyValues`)
  }
}
