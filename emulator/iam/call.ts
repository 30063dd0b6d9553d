// What an operation of IAM receives and returns (IAM API Reference).

import { type EmulatorResponse, ServiceError } from '../http.ts'
import type { Principal, World } from '../world.ts'
import { element, renderXml, type XmlElement } from '../xml.ts'

export type IamCall = {
  /** The parameters of the query protocol. */
  readonly form: URLSearchParams
  readonly world: World
  /** Undefined for unsigned requests. */
  readonly principal: Principal | undefined
}

const NAMESPACE = { xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/' }
const REQUEST_ID = element('RequestId', '00000000-0000-4000-8000-000000000000')

/** 200 with the result of an operation and its metadata. */
export function answerResult(operation: string, content: readonly XmlElement[]): EmulatorResponse {
  const metadata = element('ResponseMetadata', [REQUEST_ID])
  return answer(200, `${operation}Response`, [element(`${operation}Result`, content), metadata])
}

/** An `<ErrorResponse>` with the error (IAM API Reference, "Common Errors"). */
export function answerError(status: number, error: readonly XmlElement[]): EmulatorResponse {
  return answer(status, 'ErrorResponse', [element('Error', error), REQUEST_ID])
}

function answer(status: number, name: string, content: readonly XmlElement[]): EmulatorResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body: renderXml(element(name, content, NAMESPACE)) }
}

/** 404 in IAM's words. */
export function noSuchRole(name: string): ServiceError {
  return new ServiceError(404, 'NoSuchEntity', `The role with name ${name} cannot be found.`)
}
