// Finds the service of a request, its handler and its error format.

import { admin, renderAdminError } from './admin.ts'
import { athena, isAthenaRequest, renderAthenaError } from './athena/athena.ts'
import { github } from './github/github.ts'
import { renderGithubError } from './github/render.ts'
import { type HostService, readHost } from './hosts.ts'
import type { EmulatorRequest, EmulatorResponse, Handler, ServiceError } from './http.ts'
import { iam, isIamQuery, renderIamError } from './iam/iam.ts'
import { isKmsRequest, kms, renderKmsError } from './kms/kms.ts'
import { oidc, renderOidcError } from './oidc/oidc.ts'
import { isOrganizationsRequest, organizations, renderOrganizationsError } from './organizations/organizations.ts'
import { nameS3Operation, renderS3Error, s3 } from './s3/s3.ts'
import { renderS3ControlError, s3Control } from './s3-control/s3-control.ts'
import { renderStsError, sts } from './sts/sts.ts'
import type { LoggedRequest } from './traffic.ts'

export type Service = {
  readonly name: LoggedRequest['service']
  readonly handle: Handler
  readonly renderError: (error: ServiceError, request: EmulatorRequest) => EmulatorResponse
  /** Names the operation before the signature is checked, so that refused requests are logged by name, too. */
  readonly nameOperation?: (request: EmulatorRequest) => string
  /** The service's name in a SigV4 credential scope; undefined if requests are not signed. */
  readonly signingName?: string
}

const S3: Service = {
  name: 's3',
  handle: s3,
  renderError: renderS3Error,
  nameOperation: nameS3Operation,
  signingName: 's3',
}
const S3_CONTROL: Service = {
  name: 's3-control',
  handle: s3Control,
  renderError: renderS3ControlError,
  signingName: 's3',
}
const STS: Service = { name: 'sts', handle: sts, renderError: renderStsError, signingName: 'sts' }
const KMS: Service = { name: 'kms', handle: kms, renderError: renderKmsError, signingName: 'kms' }
const ATHENA: Service = { name: 'athena', handle: athena, renderError: renderAthenaError, signingName: 'athena' }
const ORGANIZATIONS: Service = {
  name: 'organizations',
  handle: organizations,
  renderError: renderOrganizationsError,
  signingName: 'organizations',
}
const IAM: Service = { name: 'iam', handle: iam, renderError: renderIamError, signingName: 'iam' }
const OIDC: Service = { name: 'oidc', handle: oidc, renderError: renderOidcError }
const GITHUB: Service = { name: 'github', handle: github, renderError: renderGithubError }
const ADMIN: Service = { name: 'admin', handle: admin, renderError: renderAdminError }

const PREFIXES: readonly (readonly [prefix: string, service: Service])[] = [
  ['/v20180820/', S3_CONTROL],
  ['/_oidc/', OIDC],
  ['/_github/', GITHUB],
  ['/_emulator/', ADMIN],
]

const NAMED: Readonly<Record<HostService, Service>> = {
  s3: S3,
  's3-control': S3_CONTROL,
  sts: STS,
  kms: KMS,
  athena: ATHENA,
  iam: IAM,
  organizations: ORGANIZATIONS,
  oidc: OIDC,
  github: GITHUB,
}

/**
 * The service of a request: by a public host name if there is one, otherwise by path; all other requests are for S3.
 */
export function routeRequest(request: EmulatorRequest): Service {
  const named = readHost(request.host)
  if (named !== undefined) return NAMED[named.service]
  const found = PREFIXES.find(([prefix]) => request.rawPath.startsWith(prefix))
  if (found !== undefined) return found[1]
  if (isKmsRequest(request)) return KMS
  if (isAthenaRequest(request)) return ATHENA
  if (isOrganizationsRequest(request)) return ORGANIZATIONS
  if (!isQuery(request)) return S3
  return isIamQuery(request) ? IAM : STS
}

/** STS and IAM use the query protocol: a form posted to `/`. */
function isQuery(request: EmulatorRequest): boolean {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  return request.method === 'POST' && request.rawPath === '/' && isForm
}
