import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { describeNotice } from '../../../src/settings/notice.ts'
import type { BucketTarget } from '../../../src/settings/settings-of-a-run.ts'

type Rule = { readonly Targets: readonly [{ readonly InputTransformer: { readonly InputTemplate: string } }] }
type Stack = { readonly Resources: { readonly Delivered: { readonly Properties: Rule } } }
const TAGS = ['!Sub', '!Ref', '!GetAtt'].map((tag) => ({ tag, resolve: (text: string) => text }))

/** The payload of the webhook, as the rule of infra/notices.yaml and GitHub make it. */
function dispatch(bucket: string, key: string) {
  const stack = parse(readFileSync('infra/notices.yaml', 'utf8'), { customTags: TAGS, logLevel: 'error' }) as Stack
  const [{ InputTransformer }] = stack.Resources.Delivered.Properties.Targets
  const text = InputTransformer.InputTemplate.replace('<bucket>', JSON.stringify(bucket)).replace(
    '<key>',
    JSON.stringify(key),
  )
  const { event_type: action, client_payload } = JSON.parse(text) as Readonly<Record<string, unknown>>
  return { name: 'repository_dispatch', payload: { action, client_payload } }
}

const targetOf = (settings: Partial<BucketTarget>) => settings as BucketTarget
const FOUND = targetOf({ bucket: 'acme-data', location: undefined, inventoryId: undefined })
const GIVEN = targetOf({
  bucket: 'acme-logs',
  location: {
    sourceBucket: 'acme-logs',
    destinationBucket: 'acme-inventory',
    configurationId: 'daily',
    prefix: 'inv/acme-logs/daily/',
  },
  inventoryId: undefined,
})
const TARGETS = [FOUND, GIVEN]
const FOLDER = '2026-11-21T01-00Z'
const NONE = 'Started by a notice of a report that belongs to none of the buckets of this run.'

describe('a notice of a delivery', () => {
  it.each([
    ['acme-inventory', `inventory/acme-data/daily/${FOLDER}/manifest.checksum`, 'acme-data'],
    ['any-bucket', `acme-data/daily/${FOLDER}/manifest.checksum`, 'acme-data'],
    ['acme-inventory', `inv/acme-logs/daily/${FOLDER}/manifest.checksum`, 'acme-logs'],
  ])('in %s, of %s', (bucket, key, source) =>
    expect(describeNotice(dispatch(bucket, key), TARGETS)).toBe(
      `Started by a notice of the report ${FOLDER} of ${source}.`,
    ),
  )

  it.each([
    ['of another source bucket', 'acme-inventory', `inventory/acme-other/daily/${FOLDER}/manifest.checksum`],
    ['in another destination bucket', 'evil-inventory', `inv/acme-logs/daily/${FOLDER}/manifest.checksum`],
    ['under another prefix', 'acme-inventory', `x/acme-logs/daily/${FOLDER}/manifest.checksum`],
    ['of another configuration', 'acme-inventory', `inv/acme-logs/weekly/${FOLDER}/manifest.checksum`],
    ['of a file that is not last', 'acme-inventory', `inventory/acme-data/daily/${FOLDER}/manifest.json`],
    [
      'with a folder that is no date',
      'acme-inventory',
      'inventory/acme-data/daily/::stop-commands::x/manifest.checksum',
    ],
    ['with a command for the runner', '::error::x', '::error::\n/acme-data/daily'],
  ])('%s is of none of the buckets, and shows nothing of it', (_, bucket, key) =>
    expect(describeNotice(dispatch(bucket, key), TARGETS)).toBe(NONE),
  )

  it.each([[undefined], [null], ['text'], [{}], [{ bucket: 1, key: { suffix: 'x' } }]])(
    'with the payload %j is of none',
    (client_payload) =>
      expect(
        describeNotice(
          { name: 'repository_dispatch', payload: { action: 's3-inventory-delivered', client_payload } },
          TARGETS,
        ),
      ).toBe(NONE),
  )

  it('is of none if inventory-id names another configuration', () => {
    const other = targetOf({ ...FOUND, inventoryId: 'weekly' })
    const notice = dispatch('acme-inventory', `inventory/acme-data/daily/${FOLDER}/manifest.checksum`)
    expect(describeNotice(notice, [other])).toBe(NONE)
  })
})

it('tells a notice of a job from other events', () => {
  const of = (name: string, action: string) => describeNotice({ name, payload: { action } }, TARGETS)
  expect(of('repository_dispatch', 's3-batch-job-ended')).toBe('Started by a notice that a job ended.')
  expect(of('repository_dispatch', 'deploy')).toBeUndefined()
  expect(of('workflow_dispatch', 's3-inventory-delivered')).toBeUndefined()
})

describe('a notice of a restore', () => {
  const notice = (bucket: unknown) => ({
    name: 'repository_dispatch',
    payload: { action: 's3-object-restored', client_payload: { bucket } },
  })

  it.each([
    ['acme-data', 'Started by a notice that S3 has restored an object of acme-data.'],
    ['::error::x', 'Started by a notice of a restore in none of the buckets of this run.'],
    [undefined, 'Started by a notice of a restore in none of the buckets of this run.'],
  ])('in %s', (bucket, says) => {
    expect(describeNotice(notice(bucket), TARGETS)).toBe(says)
  })
})
