// GetRole (IAM API Reference, "GetRole").

import type { EmulatorResponse } from '../../http.ts'
import { partitionOf } from '../../partition.ts'
import { roleId } from '../../sts/roles.ts'
import type { World } from '../../world.ts'
import { element } from '../../xml.ts'
import { answerResult, type IamCall, noSuchRole } from '../call.ts'
import { authorize } from '../evaluate.ts'
import type { IamRole } from '../types.ts'

/** The role of the caller's account by its name, or 404. */
export function getRole({ form, world, principal }: IamCall): EmulatorResponse {
  const name = form.get('RoleName') ?? ''
  const account = principal?.account ?? world.account
  const found = [...world.roles.values()].find((role) => role.account === account && role.name === name)
  const resource = found?.arn ?? `arn:${partitionOf(world)}:iam::${account}:role/${name}`
  authorize(world, principal, { action: 'iam:GetRole', resource, context: {} })
  if (found === undefined) throw noSuchRole(name)
  return answerResult('GetRole', [element('Role', renderRole(world, found))])
}

/** IAM API Reference, "Role": the trust policy is URL-encoded by RFC 3986. */
const renderRole = (world: World, role: IamRole) => [
  element('Path', /:role(\/(?:.+\/)?)[^/]+$/.exec(role.arn)?.[1] ?? '/'),
  element('RoleName', role.name),
  element('RoleId', roleId(role)),
  element('Arn', role.arn),
  element('CreateDate', new Date(world.clock.now()).toISOString()),
  element('AssumeRolePolicyDocument', encodeRfc3986(JSON.stringify(role.trustPolicy))),
  element('MaxSessionDuration', role.maxSessionDuration),
]

const encodeRfc3986 = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
