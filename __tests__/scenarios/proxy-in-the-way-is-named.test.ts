import { afterEach, describe, expect, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario, type ScenarioRun } from '../support/scenario.ts'

afterEach(closeScenarios)

const LOGIN = 'runner:Sesame-Open-42'
const AMBIENT = { AWS_ACCESS_KEY_ID: 'AKIAEMULATOR00000000', AWS_SECRET_ACCESS_KEY: 'EMULATORsecret' }
const REFUSED =
  'did not allow a connection to this host: check the username and password in that variable, and allow the hosts of docs/network.md'
const UNTRUSTED = 'Set NODE_EXTRA_CA_CERTS to the file with its certificate authority'

const expectNoPassword = ({ stdout, stderr, summary, report }: ScenarioRun) =>
  expect(stdout + stderr + summary + JSON.stringify(report)).not.toMatch(/Sesame|Open-42/)

describe.each([
  ['the OIDC token', 's3-encryption-scan', {}],
  ['AWS', '', AMBIENT],
])('on the way to %s', (_name, role, credentials) => {
  it('a proxy that refuses the login', async () => {
    const scenario = await openScenario({ proxy: { login: LOGIN } })
    const { HTTPS_PROXY = '' } = scenario.env
    const wrong = HTTPS_PROXY.replace('42', '43')

    const run = await scenario.run(role === '' ? { 'role-to-assume': '' } : {}, {
      env: { ...credentials, HTTPS_PROXY: wrong },
    })

    expectNoAnswer(run, 'NO_CREDENTIALS', '407', REFUSED)
    expectNoPassword(run)
    expect(run.requests).toEqual([])
  })

  it('a certificate nobody told Node.js to trust', async () => {
    const scenario = await openScenario({ proxy: {} })

    const run = await scenario.run(role === '' ? { 'role-to-assume': '' } : {}, {
      env: { ...credentials, NODE_EXTRA_CA_CERTS: '' },
    })

    expectNoAnswer(run, 'NO_CREDENTIALS', 'unable to verify the first certificate', UNTRUSTED)
    expect(run.requests).toEqual([])
  })
})

it('a host that only S3 has', async () => {
  const scenario = await openScenario({ proxy: { refuses: /^acme-inventory\./ } })

  const run = await scenario.run()

  expectNoAnswer(run, 'SERVICE_UNAVAILABLE', 'acme-inventory', REFUSED)
})

it.each(['socks5://127.0.0.1:1080', '127.0.0.1:3128', 'proxy.example.com:3128', 'http://', 'http://u:Sesame%ZZ@p:1'])(
  'the proxy %s, past which nobody is asked',
  async (address) => {
    const scenario = await openScenario({ proxy: {} })

    const run = await scenario.run({ 'on-findings': 'issue' }, { env: { HTTPS_PROXY: address } })

    expectNoAnswer(
      run,
      'INVALID_INPUT',
      'HTTPS_PROXY names a proxy that cannot be used',
      'http://proxy.example.com:3128',
    )
    expectNoPassword(run)
    expect([run.requests, scenario.proxy?.hosts]).toEqual([[], []])
  },
)

it('a name that NO_PROXY takes out is not asked of the proxy', async () => {
  const scenario = await openScenario({ proxy: {} })

  const run = await scenario.run({}, { env: { NO_PROXY: '.amazonaws.com' } })

  expectNoAnswer(
    run,
    'NO_CREDENTIALS',
    'this run was to speak to its proxy only, and looked up sts.eu-west-1.amazonaws.com',
  )
  expect(scenario.proxy?.hosts).toEqual(['run-actions-1-azure-eastus.actions.githubusercontent.com'])
})
