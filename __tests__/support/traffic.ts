// Knows how to list the requests of a run so that the same run is always the same text: by steps, what runs at the same time
// sorted, and names that are made up replaced by `*`.

import type { LoggedRequest } from '../../emulator/traffic.ts'

type Step = {
  readonly name: string
  readonly is: (line: string) => boolean
  /** Its reads are made at the same time, in any order. */
  readonly readsAtOnce?: true
  /** It goes on beside the other steps that say so. */
  readonly besideOthers?: true
}

/** The first that fits. A request that fits none is a step nobody has named: name it here. */
const STEPS: readonly Step[] = [
  { name: 'sign in', is: (line) => /^(oidc|sts) /.test(line) },
  { name: 'tell', is: (line) => line.startsWith('github ') },
  {
    name: 'check what the job rests on',
    is: (line) => /^iam |^s3 HeadBucket \S*-work$/.test(line),
    readsAtOnce: true,
  },
  {
    name: 'copy what is too large for a job',
    is: (line) => /\/huge\b|\/direct-copies\//.test(line),
    readsAtOnce: true,
    besideOthers: true,
  },
  {
    name: 'run the job',
    is: (line) => /^s3-control |\/(job-manifests|completion-reports)\//.test(line),
    besideOthers: true,
  },
  { name: 'read the report', is: (line) => /^s3 GetObject .*\/data\//.test(line), readsAtOnce: true },
  { name: 'find the report', is: (line) => /^s3 (HeadBucket|List\S+|GetObject) \/acme-(data|inventory)\b/.test(line) },
  { name: 'read the settings of the bucket', is: (line) => /^s3 Get\S+ \/acme-data$/.test(line), readsAtOnce: true },
  { name: 'look at what was copied', is: (line) => line.startsWith('s3 HeadObject /acme-data/'), readsAtOnce: true },
]

/** The requests below the names of their steps; the same line several times in a row is one with its number. */
export function listTraffic(requests: readonly LoggedRequest[]): string {
  const steps: { readonly step: Step; readonly lines: string[] }[] = []
  for (const line of requests.map(describeRequest)) {
    const step = STEPS.find(({ is }) => is(line))
    if (step === undefined) throw new Error(`no step of __tests__/support/traffic.ts is about ${line}`)
    const open = findOpen(steps, step)
    if (open === undefined) steps.push({ step, lines: [line] })
    else open.lines.push(line)
  }
  return steps.map(({ step, lines }) => `  ${step.name}\n${countLines(orderLines(step, lines)).join('')}`).join('')
}

/** Where a request of a step belongs: to the last one, or to one of those that go on side by side. */
function findOpen<T extends { readonly step: Step }>(steps: readonly T[], step: Step): T | undefined {
  if (step.besideOthers !== true) return steps.at(-1)?.step === step ? steps.at(-1) : undefined
  const first = steps.findLastIndex((one) => one.step.besideOthers !== true) + 1
  return steps.slice(first).find((one) => one.step === step)
}

/** Sorts reads between two writes where a step makes them at once. */
function orderLines({ readsAtOnce }: Step, lines: readonly string[]): readonly string[] {
  if (readsAtOnce !== true) return lines
  const isRead = (line: string) => /^\S+ (Get|Head|List|Simulate)/.test(line)
  const ordered: string[] = []
  let reads: string[] = []
  for (const line of lines) {
    if (isRead(line)) reads.push(line)
    else {
      ordered.push(...reads.sort(), line)
      reads = []
    }
  }
  return [...ordered, ...reads.sort()]
}

function countLines(lines: readonly string[]): string[] {
  const counted: { readonly line: string; times: number }[] = []
  for (const line of lines) {
    const last = counted.at(-1)
    if (last?.line === line) last.times += 1
    else counted.push({ line, times: 1 })
  }
  return counted.map(({ line, times }) => `${String(times).padStart(6)}  ${line}\n`)
}

/** Service, operation and what it is about. GitHub's operations are a method and a path already. */
function describeRequest({ service, operation, url, body }: LoggedRequest): string {
  const { pathname, searchParams } = new URL(url, 'http://emulator')
  const path = decodeURIComponent(pathname).replace(/(?<=.)\/$/, '')
  if (service === 'github') return withoutMadeUpNames(`github ${operation} ${filterOf(searchParams)}`.trimEnd())
  const prefix = searchParams.get('prefix')
  const about = service === 's3' ? `${path}${prefix === null ? '' : `/${prefix}*`}` : nameSubject(operation, body)
  return withoutMadeUpNames(`${service} ${operation} ${about}`.trimEnd())
}

/** The role or the operation a request of another service names. */
function nameSubject(operation: string, body: Uint8Array): string {
  const text = Buffer.from(body).toString()
  if (operation === 'CreateJob') return /<(S3\w+)/.exec(text)?.[1] ?? ''
  const form = new URLSearchParams(text)
  return form.get('RoleArn') ?? form.get('RoleName') ?? form.get('PolicySourceArn') ?? ''
}

const filterOf = (query: URLSearchParams): string =>
  ['labels', 'creator', 'state'].flatMap((name) => query.getAll(name).map((value) => `${name}=${value}`)).join(' ')

/** UUIDs, digests and dates. */
function withoutMadeUpNames(line: string): string {
  return line
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '*')
    .replace(/\b([0-9a-f]{64}|[0-9a-f]{40})\b/g, '*')
    .replace(/\d{4}-\d\d-\d\dT\d\d-\d\dZ/g, '*')
}

/** By what AWS and GitHub count (Amazon S3 pricing, "Requests & data retrievals"; GitHub REST API, "Rate limits"). */
const CLASSES = [
  'S3: PUT, COPY, POST, LIST',
  'S3: GET and all other',
  'S3 Batch Operations: its API',
  'IAM, STS and the OIDC token',
  'GitHub',
] as const

function classOf({ service, method, operation }: LoggedRequest): (typeof CLASSES)[number] {
  if (service === 'github') return 'GitHub'
  if (service === 's3-control') return 'S3 Batch Operations: its API'
  if (service !== 's3') return 'IAM, STS and the OIDC token'
  const isListing = /^List(Objects|ObjectVersions|Parts|MultipartUploads)/.test(operation)
  return method === 'PUT' || method === 'POST' || isListing ? 'S3: PUT, COPY, POST, LIST' : 'S3: GET and all other'
}

/** A table of how many requests of each class the runs made. */
export function countClasses(runs: Readonly<Record<string, readonly LoggedRequest[]>>): string {
  const row = (name: string, cells: readonly (string | number)[]) =>
    `${name.padEnd(30)}${cells.map((cell) => String(cell).padStart(8)).join('')}\n`
  const counts = (name: string) =>
    Object.values(runs).map((requests) => requests.filter((request) => classOf(request) === name).length)
  return [
    row('Requests', Object.keys(runs)),
    ...CLASSES.map((name) => row(name, counts(name))),
    row(
      'in all',
      Object.values(runs).map(({ length }) => length),
    ),
  ].join('')
}
