import { createHash } from 'node:crypto'
import { afterEach, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { decisionsOfSessions, fixedPart, listPermissions } from '../support/permissions.ts'
import { BUCKET, closeScenarios, expectNoAnswer, takePermission } from '../support/scenario.ts'
import { openToList } from '../support/scenes/listing.ts'

afterEach(closeScenarios)

const open = () =>
  openToList({
    seed: (world) => {
      const customerKeyMd5 = createHash('md5').update('k').digest('base64')
      seedObject(world, BUCKET, { key: 'a', size: 1, status: 'SSE-S3' })
      seedObject(world, BUCKET, { key: 'c', size: 1, status: 'SSE-C', customerKeyMd5 })
    },
  })

it('lists and looks with the documented role, and asks for nothing else', async () => {
  const scenario = await open()

  const run = await scenario.run({ source: 'list' })

  expect(run.outputs.get('verdict')).toBe('COMPLIANT')
  const ours = decisionsOfSessions(scenario.world)
  expect(ours.filter(({ allowed }) => !allowed)).toEqual([])
  expect([...new Set(ours.map(({ action }) => action))].sort()).toEqual(['s3:GetObject', 's3:ListBucket'])
})

it.each(listPermissions('list-role-policy.json'))('needs $action on $resource', async ({ sid, action, resource }) => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.scan.arn, sid, action)

  const run = await scenario.run({ source: 'list' })

  expectNoAnswer(run, 'ACCESS_DENIED', action, fixedPart(resource), 'docs/iam/list-role-policy.json')
})
