import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('asks in this order, and names the expected owner in every request to a bucket', async () => {
  const scenario = await openScenario({ deliver: false })
  await scenario.deliver({ rowsPerFile: 3 })

  const { requests } = await scenario.run()

  const toS3 = requests.filter(({ service }) => service === 's3')
  expect(
    requests.map(({ operation, url }) => `${operation} ${url.split('?')[0]}`.replace(/[\w-]{36}\./, '*.')),
  ).toEqual([
    'GetIdToken /_oidc/token',
    'AssumeRoleWithWebIdentity /',
    'HeadBucket /acme-data/',
    // The posture, which this role may not look at: the others of its requests are not made.
    'GetPublicAccessBlock /acme-data/',
    'ListBucketInventoryConfigurations /acme-data/',
    'HeadBucket /acme-inventory/',
    'ListObjectsV2 /acme-inventory/',
    'GetObject /acme-inventory/inventory/acme-data/daily/2026-11-20T06-00Z/manifest.json',
    'GetObject /acme-inventory/inventory/acme-data/daily/2026-11-20T06-00Z/manifest.checksum',
    'GetObject /acme-inventory/inventory/acme-data/daily/data/*.csv.gz',
    'GetObject /acme-inventory/inventory/acme-data/daily/data/*.csv.gz',
  ])
  expect(toS3.map(({ headers }) => headers['x-amz-expected-bucket-owner'])).toEqual(
    toS3.map(() => scenario.world.account),
  )
})
