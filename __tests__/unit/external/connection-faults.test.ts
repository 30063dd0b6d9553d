import { expect, it } from '@jest/globals'
import { adviseOnConnection } from '../../../src/external/connection-faults.ts'

it.each([
  [{ code: 'ERR_PROXY_TUNNEL' }, 'HTTPS_PROXY'],
  [{ message: 'tunneling socket could not be established, statusCode=407' }, 'HTTPS_PROXY'],
  [{ message: 'Failed to establish tunnel' }, 'HTTPS_PROXY'],
  [{ code: 'CERT_HAS_EXPIRED' }, 'NODE_EXTRA_CA_CERTS'],
  [{ message: 'unable to verify the first certificate' }, 'NODE_EXTRA_CA_CERTS'],
  [{ message: "Hostname/IP does not match certificate's altnames" }, 'NODE_EXTRA_CA_CERTS'],
])('%j is permanent, and the advice names %s', (error, variable) => {
  expect(adviseOnConnection(error)).toContain(variable)
})

it.each([[undefined], [{}], [{ code: 'ECONNRESET', message: 'socket hang up' }], ['text']])(
  '%j may pass, so nothing is advised',
  (error) => {
    expect(adviseOnConnection(error)).toBeUndefined()
  },
)
