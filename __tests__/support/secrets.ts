// Knows every secret of a scenario's world, in every form it could hide in, and where each of them may be seen.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { ACTIONS_TOKEN, githubState } from '../../emulator/github/state.ts'
import { oidcState } from '../../emulator/oidc/state.ts'
import { readWholeBody } from '../../emulator/s3/body.ts'
import { readHistory } from '../../emulator/s3/state.ts'
import type { LoggedRequest } from '../../emulator/traffic.ts'
import type { World } from '../../emulator/world.ts'

export type Secret = { readonly name: string; readonly value: string }

/** The secrets a run with these requests could know. */
export function listSecrets(world: World, requests: readonly LoggedRequest[]): readonly Secret[] {
  const sessions = [...world.credentials.values()].flatMap(({ accessKeyId, secretAccessKey, sessionToken }) => [
    // An access key id that is not of a session is a name that people may be told.
    ...(sessionToken === undefined ? [] : [{ name: 'access key id', value: accessKeyId }]),
    { name: 'secret access key', value: secretAccessKey },
    { name: 'session token', value: sessionToken ?? '' },
  ])
  const tokens = requests.map(({ body }) => new URLSearchParams(Buffer.from(body).toString('latin1')))
  return [
    ...sessions,
    { name: 'OIDC token', value: '' },
    ...tokens.map((form) => ({ name: 'OIDC token', value: form.get('WebIdentityToken') ?? '' })),
    { name: 'OIDC request token', value: oidcState(world).requestToken },
    { name: 'GITHUB_TOKEN', value: ACTIONS_TOKEN },
  ].filter(({ value }) => value !== '')
}

/** As it is, as URLs and our own gate write it, and as base64, also of a longer text that it begins or stands in. */
export function formsOf(value: string): readonly string[] {
  const own = encodeURIComponent(value).replaceAll('%2F', '/')
  const inside = [0, 1, 2].map((shift) => {
    const encoded = Buffer.from(' '.repeat(shift) + value).toString('base64')
    // The characters at both ends depend on the neighbours.
    return encoded.replaceAll('=', '').slice(shift === 0 ? 0 : 4, -2)
  })
  return [...new Set([value, encodeURIComponent(value), own, ...inside])]
}

/** Names of the secrets that stand in the text, in any form. */
export function findSecrets(text: string, secrets: readonly Secret[]): readonly string[] {
  return secrets.filter(({ value }) => formsOf(value).some((form) => text.includes(form))).map(({ name }) => name)
}

/** Everything a run told or left behind, except the lines that ask the runner to mask a secret. */
export type Told = {
  readonly stdout: string
  readonly stderr: string
  readonly summary: string
  readonly outputs: ReadonlyMap<string, string>
  readonly state: ReadonlyMap<string, string>
  readonly environment: ReadonlyMap<string, string>
  readonly workspace: string
  readonly requests: readonly LoggedRequest[]
}

/** True of every run: no secret in a stream, a file, an object, an issue, or in a request where it does not belong. */
export function expectNoSecret(told: Told, world: World): void {
  const secrets = listSecrets(world, told.requests)
  const isMask = (line: string) => line.startsWith('::add-mask::')
  const places: Record<string, string> = {
    stdout: told.stdout
      .split('\n')
      .filter((line) => !isMask(line))
      .join('\n'),
    stderr: told.stderr,
    summary: told.summary,
    outputs: [...told.outputs, ...told.state, ...told.environment].flat().join('\n'),
    files: listFiles(told.workspace).join('\n'),
    objects: readHistory(world)
      .filter(({ version, writer }) => writer !== 'seed' && version.body.kind === 'bytes')
      .map(({ version }) => `${version.key}\n${Buffer.from(readWholeBody(version.body)).toString('latin1')}`)
      .join('\n'),
    issues: [...githubState(world).repositories.values()]
      .flatMap(({ issues }) => [...issues.values()])
      .flatMap(({ title, body, comments }) => [title, body ?? '', ...comments.map((comment) => comment.body)])
      .join('\n'),
    urls: told.requests.map(({ url }) => url).join('\n'),
    bodies: told.requests
      .filter(({ operation }) => operation !== 'AssumeRoleWithWebIdentity')
      .map(({ body }) => Buffer.from(body).toString('latin1'))
      .join('\n'),
    headers: told.requests
      .flatMap(({ headers }) => Object.entries(headers))
      .filter(([name]) => name !== 'authorization' && name !== 'x-amz-security-token')
      .flat()
      .join('\n'),
  }
  const found = Object.entries(places).flatMap(([place, text]) =>
    findSecrets(text, secrets).map((name) => `${name} in ${place}`),
  )
  expect(found).toEqual([])
}

/** The names and texts of all files under a folder. */
function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
    const path = join(folder, name)
    return statSync(path).isFile() ? `${name}\n${readFileSync(path, 'latin1')}` : name
  })
}
