// The administration API over HTTP, for people with the AWS CLI: JSON in, JSON out, no signature. `GET /_emulator/`
// lists its operations.

import { type EmulatorResponse, type Handler, ServiceError } from './http.ts'
import type { IamPolicy } from './iam/types.ts'
import { deliverInventory } from './inventory/deliver.ts'
import type { KmsKey } from './kms/key.ts'
import { addFunction, type FunctionSettings } from './lambda/functions.ts'
import { readHistory } from './s3/state.ts'
import {
  type BucketSeed,
  type ObjectSeed,
  seedBucket,
  seedCredential,
  seedDeleteMarker,
  seedKmsKey,
  seedObject,
} from './seed.ts'
import { createRole } from './sts/roles.ts'
import type { Fault, LoggedRequest } from './traffic.ts'
import type { Credential, World } from './world.ts'

export const ADMIN_PREFIX = '/_emulator'

/** The body of a request, checked only to be an object. Its content is the caller's responsibility. */
type Json = Readonly<Record<string, unknown>>

type Command = {
  readonly name: string
  readonly help: string
  readonly run: (world: World, body: Json, query: URLSearchParams) => unknown
}

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['GET /', { name: 'ListCommands', help: 'this list', run: listCommands }],
  ['GET /clock', { name: 'GetClock', help: 'the time of the emulated world', run: readClock }],
  ['POST /clock', { name: 'AdvanceClock', help: '{"advanceMs": 86400000}', run: advanceClock }],
  ['GET /requests', { name: 'ListRequests', help: '?after=NUMBER, what was asked and answered', run: listRequests }],
  ['GET /history', { name: 'ListHistory', help: 'every version ever written, with its writer', run: listHistory }],
  ['POST /buckets', { name: 'SeedBucket', help: '{"name": "b", "versioning": "Enabled"}', run: addBucket }],
  [
    'POST /objects',
    {
      name: 'SeedObjects',
      help: '{"bucket": "b", "objects": [{"key": "k", "body": "text" or "size": 1048576, "status": "NOT-SSE", "storageClass": "STANDARD_IA", "lastModified": EPOCH_MS, "tags": {}}]}',
      run: addObjects,
    },
  ],
  ['POST /delete-markers', { name: 'SeedDeleteMarker', help: '{"bucket": "b", "key": "k"}', run: addDeleteMarker }],
  ['POST /kms-keys', { name: 'SeedKmsKey', help: '{"id": "UUID", "state": "Enabled"}', run: addKmsKey }],
  [
    'POST /credentials',
    { name: 'SeedCredential', help: '{"principal": {"arn": "…", "account": "…", "policies": []}}', run: addCredential },
  ],
  ['POST /roles', { name: 'PutRole', help: '{"name": "scan", "trustPolicy": {}, "policies": [{}]}', run: putRole }],
  [
    'POST /functions',
    { name: 'PutFunction', help: '{"name": "f", "file": "/path/index.mjs", "role": "ARN"}', run: putFunction },
  ],
  [
    'POST /inventory-deliveries',
    { name: 'DeliverInventory', help: '{"bucket": "b", "id": "daily", "at": EPOCH_MS}', run: deliver },
  ],
  ['GET /faults', { name: 'ListFaults', help: 'faults that may still strike', run: ({ faults }) => faults }],
  [
    'POST /faults',
    {
      name: 'AddFault',
      help: '{"match": {"operation": "CreateJob"}, "phase": "before", "effect": {"kind": "error", "status": 503, "code": "SlowDown"}, "times": 2}',
      run: addFault,
    },
  ],
  ['DELETE /faults', { name: 'ClearFaults', help: 'forgets all of them', run: clearFaults }],
])

/** Handles administration requests. 404 for an unknown one, 400 with the reason for one that cannot be handled. */
export const admin: Handler = async (request, context) => {
  const route = `${request.method} ${request.rawPath.slice(ADMIN_PREFIX.length)}`
  const command = COMMANDS.get(route)
  if (command === undefined)
    throw new ServiceError(404, 'NoSuchCommand', `no command "${route}"; GET ${ADMIN_PREFIX}/ lists them`)
  context.operation(command.name)
  return answerJson(200, await command.run(context.world, parseBody(request.body), request.query))
}

/** An error as JSON. */
export function renderAdminError(error: ServiceError): EmulatorResponse {
  return answerJson(error.status, { code: error.code, message: error.message })
}

function answerJson(status: number, value: unknown): EmulatorResponse {
  const text = JSON.stringify(value, (_, part) => (part instanceof Map ? Object.fromEntries(part) : part), 2)
  return { status, headers: { 'content-type': 'application/json' }, body: `${text}\n` }
}

function parseBody(bytes: Uint8Array): Json {
  if (bytes.length === 0) return {}
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  } catch {
    // Reported below, as for any other body that is not an object.
  }
  throw new ServiceError(400, 'BadRequest', 'the body must be a JSON object')
}

function requireText(body: Json, name: string): string {
  const value = body[name]
  if (typeof value === 'string' && value !== '') return value
  throw new ServiceError(400, 'BadRequest', `"${name}" must be a text`)
}

function requireNumber(body: Json, name: string): number {
  const value = body[name]
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new ServiceError(400, 'BadRequest', `"${name}" must be a number`)
}

function listCommands(): unknown {
  return Object.fromEntries([...COMMANDS].map(([route, { help }]) => [route.replace(' ', ` ${ADMIN_PREFIX}`), help]))
}

function readClock(world: World): unknown {
  return { now: new Date(world.clock.now()).toISOString(), epochMs: world.clock.now() }
}

function advanceClock(world: World, body: Json): unknown {
  world.clock.advance(requireNumber(body, 'advanceMs'))
  return readClock(world)
}

function listRequests(world: World, _: Json, query: URLSearchParams): unknown {
  const after = Number(query.get('after') ?? '0')
  return world.log.filter(({ number }) => number > after).map(summarizeRequest)
}

function summarizeRequest(logged: LoggedRequest): unknown {
  const { at, bytesSent, method, number, operation, principal, service, status, url } = logged
  return { number, at: new Date(at).toISOString(), service, operation, method, url, principal, status, bytesSent }
}

function listHistory(world: World): unknown {
  return readHistory(world).map(({ at, bucket, kind, version, writer }) => ({
    at: new Date(at).toISOString(),
    bucket,
    kind,
    key: version.key,
    versionId: version.versionId,
    etag: version.etag,
    size: version.size,
    encryption: version.encryption.status,
    writer,
  }))
}

function addBucket(world: World, body: Json): unknown {
  const { name, region, versioning } = seedBucket(world, { ...body, name: requireText(body, 'name') } as BucketSeed)
  return { name, region, versioning }
}

function addObjects(world: World, body: Json): unknown {
  const bucket = requireText(body, 'bucket')
  const objects = Array.isArray(body.objects) ? (body.objects as readonly ObjectSeed[]) : []
  for (const object of objects) {
    requireText(object as unknown as Json, 'key')
    seedObject(world, bucket, object)
  }
  return { bucket, seeded: objects.length }
}

function addDeleteMarker(world: World, body: Json): unknown {
  const marker = seedDeleteMarker(world, requireText(body, 'bucket'), { key: requireText(body, 'key') })
  return { key: marker.key, versionId: marker.versionId }
}

function addKmsKey(world: World, body: Json): unknown {
  return seedKmsKey(world, body as Partial<KmsKey>)
}

function addCredential(world: World, body: Json): unknown {
  return seedCredential(world, body as Partial<Credential>)
}

function putRole(world: World, body: Json): unknown {
  const trustPolicy = body.trustPolicy as IamPolicy | undefined
  const policies = Array.isArray(body.policies) ? (body.policies as readonly IamPolicy[]) : []
  const role = createRole(world, {
    name: requireText(body, 'name'),
    trustPolicy: trustPolicy ?? { Version: '2012-10-17', Statement: [] },
    policies,
  })
  return { arn: role.arn }
}

/** Without what a test alone can script. */
function putFunction(world: World, body: Json): unknown {
  return { arn: addFunction(world, body as FunctionSettings).arn }
}

async function deliver(world: World, body: Json): Promise<unknown> {
  const at = body.at === undefined ? {} : { at: requireNumber(body, 'at') }
  const delivery = await deliverInventory(world, requireText(body, 'bucket'), requireText(body, 'id'), at)
  const { destinationBucket, manifestKey, rows, refused = null } = delivery
  return { bucket: destinationBucket, manifestKey, rows, refused }
}

function addFault(world: World, body: Json): unknown {
  const fault = { times: 1, match: {}, ...body } as Fault
  const isKnown = ['before', 'after', 'body'].includes(fault.phase) && typeof fault.effect?.kind === 'string'
  if (!isKnown || fault.effect.kind === 'call') {
    throw new ServiceError(
      400,
      'BadRequest',
      '"phase" must be before, after or body, and "effect" an error, reset, hang, short or corrupt',
    )
  }
  world.faults.push(fault)
  return fault
}

function clearFaults(world: World): unknown {
  world.faults.length = 0
  return []
}
