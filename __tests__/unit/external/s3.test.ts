import { describe, expect, it } from '@jest/globals'
import {
  findAnyObject,
  findInventoryConfiguration,
  findRegion,
  listFolders,
  listInventoryConfigurations,
} from '../../../src/external/s3.ts'
import { always, refusal, sparseBucket } from '../../support/sparse-aws.ts'

describe('the Region of a bucket', () => {
  const region = { 'x-amz-bucket-region': 'eu-north-1' }
  const date = 'Fri, 20 Nov 2026 12:00:00 GMT'

  it.each([
    [{ headers: { ...region, date } }, 'eu-north-1'],
    [{}, undefined],
    [{ status: 301, headers: region }, 'eu-north-1'],
    [{ status: 400, headers: region }, 'eu-north-1'],
  ])('by %j', async (answer, expected) => {
    expect((await findRegion(sparseBucket(always(answer)).handle)).region).toBe(expected)
  })

  it.each([
    [{ status: 301 }, 'SERVICE_UNAVAILABLE'],
    [{ status: 403, headers: region }, 'ACCESS_DENIED'],
    [{ status: 404 }, 'BUCKET_NOT_FOUND'],
  ])('is not told by %j', async (answer, code) => {
    await expect(findRegion(sparseBucket(always(answer)).handle)).rejects.toMatchObject({ code })
  })

  it('is not told where nobody answers', async () => {
    const { handle } = sparseBucket(() => {
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    })
    await expect(findRegion(handle)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
  })
})

const DESTINATION =
  '<S3BucketDestination><Bucket>arn:aws:s3:::acme-inventory</Bucket><Format>CSV</Format></S3BucketDestination>'
const configuration = (inside: string) => `<InventoryConfiguration>${inside}</InventoryConfiguration>`
const MINIMAL = configuration(`<Destination>${DESTINATION}</Destination>`)
const list = (...inside: string[]) =>
  `<ListInventoryConfigurationsResult>${inside.join('')}</ListInventoryConfigurationsResult>`

describe('inventory configurations', () => {
  it.each([
    ['none at all', list(), 0],
    ['one without a destination', list(configuration('<Id>a</Id>')), 0],
    ['one whose destination has no ARN', list(MINIMAL.replace('arn:aws:s3:::', '')), 0],
    ['one without a format', list(MINIMAL.replace(/<Format>.*<\/Format>/, '')), 0],
    ['one with the least', list(MINIMAL), 1],
    ['two', list(MINIMAL, MINIMAL), 2],
  ])('%s', async (_what, body, count) => {
    expect(await listInventoryConfigurations(sparseBucket(always({ body })).handle)).toHaveLength(count)
  })

  it('are taken for disabled and without fields where S3 says nothing else', async () => {
    const [found] = await listInventoryConfigurations(sparseBucket(always({ body: list(MINIMAL) })).handle)
    expect(found).toMatchObject({
      id: '',
      enabled: false,
      frequency: undefined,
      optionalFields: [],
      destinationBucket: 'acme-inventory',
      isInSseS3: false,
    })
  })

  it('end with a page that names no next one', async () => {
    const more = '<IsTruncated>true</IsTruncated>'
    const next = `${more}<NextContinuationToken>t</NextContinuationToken>`
    const { handle, asked } = sparseBucket((n) => ({ body: list(MINIMAL, n === 0 ? next : more) }))
    expect(await listInventoryConfigurations(handle)).toHaveLength(2)
    expect(asked).toHaveLength(2)
  })
})

describe('an inventory configuration', () => {
  it.each([[{ body: MINIMAL }, { id: '', destinationBucket: 'acme-inventory' }]])(
    'is found in %j',
    async (answer, expected) => {
      expect(await findInventoryConfiguration(sparseBucket(always(answer)).handle, 'daily')).toMatchObject(expected)
    },
  )

  it.each([
    ['absent', {}],
    ['absent', { body: configuration('<Id>daily</Id>') }],
    ['absent', refusal(404, 'NoSuchConfiguration')],
    ['denied', refusal(403, 'AccessDenied')],
  ])('is %s after %j', async (expected, answer) => {
    expect(await findInventoryConfiguration(sparseBucket(always(answer)).handle, 'daily')).toBe(expected)
  })

  it.each([
    ['BUCKET_NOT_FOUND', refusal(404, 'NoSuchBucket')],
    ['SERVICE_UNAVAILABLE', refusal(503, 'SlowDown')],
  ])('is unknown, %s, after %j', async (code, answer) => {
    await expect(findInventoryConfiguration(sparseBucket(always(answer)).handle, 'daily')).rejects.toMatchObject({
      code,
    })
  })
})

describe('a listing', () => {
  const listed = (inside: string) => always({ body: `<ListBucketResult>${inside}</ListBucketResult>` })

  it('has no folders, or those that S3 names', async () => {
    expect(await listFolders(sparseBucket(listed('')).handle, 'a/')).toEqual([])
    const prefixes = '<CommonPrefixes><Prefix>a/b/</Prefix></CommonPrefixes><CommonPrefixes></CommonPrefixes>'
    expect((await listFolders(sparseBucket(listed(prefixes)).handle, 'a/')).filter(Boolean)).toEqual(['b'])
  })

  const object = (time: string) => `<Contents><Key>k</Key><LastModified>${time}</LastModified></Contents>`
  it.each([
    ['', undefined],
    ['<Contents><Key>k</Key></Contents>', undefined],
    [object('2026-11-20T12:00:00Z') + object('2026-11-19T12:00:00Z'), new Date('2026-11-19T12:00:00Z')],
  ])('of %j has its oldest object', async (inside, expected) => {
    expect(await findAnyObject(sparseBucket(listed(inside)).handle, '')).toEqual(expected)
  })
})
