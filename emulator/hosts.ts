// Public host names of AWS and GitHub: which service a request's Host header names, and what else it contains (AWS
// General Reference, "Amazon S3 endpoints and quotas", "AWS STS endpoints", "AWS KMS endpoints", "Amazon Athena
// endpoints", "IAM endpoints"; S3
// User Guide, "Virtual hosting of general purpose buckets"; GitHub Docs, "Self-hosted runners reference",
// "Communication requirements").

export type HostService = 's3' | 's3-control' | 'sts' | 'kms' | 'athena' | 'organizations' | 'iam' | 'github' | 'oidc'

export type NamedHost = {
  readonly service: HostService
  /**
   * The Region that requests must be signed for. Undefined for GitHub, and for S3's legacy host name without a Region.
   */
  readonly region?: string | undefined
  /** Of a virtual-hosted request. */
  readonly bucket?: string | undefined
  /** Of S3 Control. */
  readonly account?: string | undefined
}

const REGION = '(?<region>[a-z]{2}(?:-[a-z]+)+-\\d)'
const DOMAIN = 'amazonaws\\.com(?:\\.cn)?'

/** IAM has one endpoint in each partition, and its requests are signed for one Region there. */
const ORGANIZATIONS_HOSTS: ReadonlyMap<string, string> = new Map([
  ['organizations.us-east-1.amazonaws.com', 'us-east-1'],
  ['organizations.cn-northwest-1.amazonaws.com.cn', 'cn-northwest-1'],
  ['organizations.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
])

const IAM_HOSTS: ReadonlyMap<string, string> = new Map([
  ['iam.amazonaws.com', 'us-east-1'],
  ['iam.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  ['iam.us-gov.amazonaws.com', 'us-gov-west-1'],
])

/** The bucket is greedy: in `a.s3.b.s3.eu-west-1.amazonaws.com` it is `a.s3.b`. */
const HOSTS: readonly (readonly [service: HostService, form: RegExp])[] = [
  ['s3-control', new RegExp(`^(?<account>\\d{12})\\.s3-control\\.${REGION}\\.${DOMAIN}$`)],
  ['s3', new RegExp(`^(?:(?<bucket>.+)\\.)?s3(?:[.-]${REGION})?\\.${DOMAIN}$`)],
  ['sts', new RegExp(`^sts\\.${REGION}\\.${DOMAIN}$`)],
  ['kms', new RegExp(`^kms\\.${REGION}\\.${DOMAIN}$`)],
  ['athena', new RegExp(`^athena\\.${REGION}\\.${DOMAIN}$`)],
  ['github', /^api\.github\.com$/],
  ['oidc', /^[a-z0-9-]+\.actions\.githubusercontent\.com$/],
]

/** The content of a host name, with or without a port; undefined for any other host, including loopback addresses. */
export function readHost(host: string): NamedHost | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const iamRegion = IAM_HOSTS.get(name)
  if (iamRegion !== undefined) return { service: 'iam', region: iamRegion }
  const organizationsRegion = ORGANIZATIONS_HOSTS.get(name)
  if (organizationsRegion !== undefined) return { service: 'organizations', region: organizationsRegion }
  for (const [service, form] of HOSTS) {
    const found = form.exec(name)
    if (found !== null) return { ...found.groups, service }
  }
  return undefined
}
