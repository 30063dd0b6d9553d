import { expect, it } from '@jest/globals'
import { refuseUnusableProxy } from '../../../src/external/proxy.ts'

it.each([
  [{}],
  [{ HTTPS_PROXY: '' }],
  [{ HTTPS_PROXY: 'http://proxy.example.com:3128' }],
  [{ https_proxy: 'https://user:p%40ss@proxy.example.com' }],
  [{ NO_PROXY: 'socks5://x' }],
])('takes %j', (env) => {
  expect(() => refuseUnusableProxy(env)).not.toThrow()
})

it.each([
  ['another scheme', 'HTTPS_PROXY', 'socks5://proxy.example.com:1080'],
  ['no scheme', 'https_proxy', 'proxy.example.com:3128'],
  ['no address', 'HTTP_PROXY', 'http://'],
  ['a password that is not percent-encoded', 'http_proxy', 'http://user:p%zz@proxy.example.com'],
])('refuses %s in %s, and does not show the value', (_what, name, value) => {
  const refuse = () => refuseUnusableProxy({ [name]: value })
  expect(refuse).toThrow(
    expect.objectContaining({
      code: 'INVALID_INPUT',
      message: `The environment variable ${name} names a proxy that cannot be used.`,
      hint: expect.stringContaining('SOCKS is not supported'),
    }),
  )
  expect(refuse).toThrow(expect.objectContaining({ message: expect.not.stringContaining(value) }))
})

it('names the first of several, as Node.js reads them', () => {
  expect(() => refuseUnusableProxy({ HTTP_PROXY: 'x', https_proxy: 'y' })).toThrow('https_proxy')
})
