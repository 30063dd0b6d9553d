// What an operation of STS receives and returns (STS API Reference).

import type { EmulatorResponse } from '../http.ts'
import type { IamRole } from '../iam/types.ts'
import type { Credential, Principal, World } from '../world.ts'
import { element, renderXml, type XmlElement } from '../xml.ts'
import { roleId } from './roles.ts'
import type { SessionPolicy } from './session-policy.ts'

export type StsCall = {
  /** The parameters of the query protocol. */
  readonly form: URLSearchParams
  readonly world: World
  /** Undefined for unsigned requests. */
  readonly principal: Principal | undefined
}

export const NAMESPACE = { xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' }

/** A document with a status. */
export function answer(status: number, root: XmlElement): EmulatorResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body: renderXml(root) }
}

/** STS API Reference: the percentage of the limit. Omitted if there is no session policy. */
export const renderPackedSize = (narrowed: SessionPolicy | undefined): XmlElement[] =>
  narrowed === undefined ? [] : [element('PackedPolicySize', String(narrowed.packedSize))]

/** `<Credentials>`; the expiration has whole seconds. */
export function renderCredentials(credential: Credential): XmlElement {
  return element('Credentials', [
    element('AccessKeyId', credential.accessKeyId),
    element('SecretAccessKey', credential.secretAccessKey),
    element('SessionToken', credential.sessionToken ?? ''),
    element('Expiration', new Date(credential.expiration ?? 0).toISOString().replace('.000Z', 'Z')),
  ])
}

/** `<AssumedRoleUser>`: the session's id and ARN. */
export function renderAssumedRole(role: IamRole, credential: Credential, sessionName: string): XmlElement {
  return element('AssumedRoleUser', [
    element('AssumedRoleId', `${roleId(role)}:${sessionName}`),
    element('Arn', credential.principal.arn),
  ])
}

/** 200 with the result of an operation and its metadata. */
export function answerResult(operation: string, content: readonly XmlElement[]): EmulatorResponse {
  const metadata = element('ResponseMetadata', [element('RequestId', '00000000-0000-4000-8000-000000000000')])
  return answer(200, element(`${operation}Response`, [element(`${operation}Result`, content), metadata], NAMESPACE))
}
