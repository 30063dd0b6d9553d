import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from '@jest/globals'
import { issueSession } from '../../emulator/sts/roles.ts'
import { runCommand } from '../support/command.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'

const folders: string[] = []
afterEach(closeScenarios)
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A configuration file with a Region by default and another of a profile, which also has the credentials. */
async function open(regions: { readonly byDefault?: string; readonly ofProfile?: string }) {
  const scenario = await openScenario()
  const { world, roles } = scenario
  const session = issueSession(world, roles.scan, { sessionName: 'mona', seconds: 3600, policy: undefined })
  const folder = mkdtempSync(join(tmpdir(), 'aws-config-'))
  folders.push(folder)
  const line = (name: string, value: string | undefined) => (value === undefined ? '' : `${name} = ${value}\n`)
  writeFileSync(
    join(folder, 'config'),
    `[default]\n${line('region', regions.byDefault)}[profile audit]\n${line('region', regions.ofProfile)}` +
      line('aws_access_key_id', session.accessKeyId) +
      line('aws_secret_access_key', session.secretAccessKey) +
      line('aws_session_token', session.sessionToken),
  )
  const { AWS_REGION: _, ...others } = scenario.env
  const scan = (env: Readonly<Record<string, string>>, ...words: string[]) =>
    runCommand({ ...scenario, env: others }, ['scan', '--buckets', BUCKET, ...words], {
      env: { AWS_CONFIG_FILE: join(folder, 'config'), ...env },
    })
  return { region: world.region, scan }
}

const FROM_PROFILE = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' }

it('takes the Region of the default profile', async () => {
  const { scan } = await open({ byDefault: 'eu-west-1' })
  expect((await scan({})).exitCode).toBe(1)
})

it.each([
  ['--profile', {}, ['--profile', 'audit']],
  ['AWS_PROFILE', { AWS_PROFILE: 'audit' }, []],
])('takes Region and credentials of the profile that %s names', async (_, env, words) => {
  const { scan } = await open({ byDefault: 'us-east-1', ofProfile: 'eu-west-1' })
  const run = await scan({ ...FROM_PROFILE, ...env }, ...words)
  expect(run.exitCode).toBe(1)
  const hosts = run.requests.map(
    ({ headers }) => /\/(\w+-\w+-\d)\/s3\/aws4_request/.exec(headers.authorization ?? '')?.[1],
  )
  expect(new Set(hosts.filter((region) => region !== undefined))).toEqual(new Set(['eu-west-1']))
})

it('takes the flag or AWS_REGION first', async () => {
  const { region, scan } = await open({ byDefault: 'nowhere-1' })
  expect((await scan({ AWS_REGION: region })).exitCode).toBe(1)
  expect((await scan({}, '--aws-region', region)).exitCode).toBe(1)
})

it('says what is missing where nothing names a Region', async () => {
  const { scan } = await open({})
  const run = await scan({})
  expect([run.exitCode, run.requests.length]).toEqual([3, 0])
  expect(run.stderr).toContain('the Region of the profile')
})
