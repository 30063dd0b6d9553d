// What every operation of S3 Control receives and returns (S3 API Reference, "Amazon S3 Control").

import type { EmulatorRequest, EmulatorResponse } from '../http.ts'
import type { Principal, World } from '../world.ts'
import { element, renderXml, type XmlElement } from '../xml.ts'

export type ControlCall = {
  readonly world: World
  readonly principal: Principal
  readonly request: EmulatorRequest
  /** From the header x-amz-account-id. */
  readonly account: string
  /** Empty for operations that are not about one job. */
  readonly jobId: string
}

const NAMESPACE = { xmlns: 'http://awss3control.amazonaws.com/doc/2018-08-20/' }

/** 200 with `<name>` and its children. */
export function answerXml(name: string, content: readonly (XmlElement | undefined)[]): EmulatorResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: renderXml(element(name, content, NAMESPACE)),
  }
}
