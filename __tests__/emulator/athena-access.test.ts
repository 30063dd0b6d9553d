import { afterEach, expect, it } from '@jest/globals'
import { athenaState } from '../../emulator/athena/state.ts'
import { iamDecisions } from '../../emulator/iam/evaluate.ts'
import type { IamStatement } from '../../emulator/iam/types.ts'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { seedCredential, seedObject } from '../../emulator/seed.ts'
import type { Credential, World } from '../../emulator/world.ts'
import { type AthenaTest, describeTable, openAthena, refusalOf } from './athena-world.ts'

let test: AthenaTest
afterEach(() => test.close())

const ACCOUNT = '111122223333'
const glue = (...actions: readonly string[]) => actions.map((action) => `glue:${action}`)
const inGlue = (resource: string) => `arn:aws:glue:us-east-1:${ACCOUNT}:${resource}`

/** Everything that creating and reading a table over a list needs, one permission a statement. */
const NEEDED: readonly (readonly [action: string, resource: string])[] = [
  ['athena:StartQueryExecution', `arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/primary`],
  ['athena:GetQueryExecution', `arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/primary`],
  ...['catalog', 'database/inv', 'table/inv/*'].flatMap((resource) =>
    glue('GetTable', 'CreateTable').map((action) => [action, inGlue(resource)] as const),
  ),
  ...['catalog', 'database/inv', 'database/default'].map((resource) => ['glue:GetDatabase', inGlue(resource)] as const),
  ['s3:GetBucketLocation', 'arn:aws:s3:::work'],
  ['s3:PutObject', 'arn:aws:s3:::work/results/*'],
  ['s3:ListBucket', 'arn:aws:s3:::work'],
  ['s3:GetObject', 'arn:aws:s3:::work/lists/*'],
  ['s3:ListBucket', 'arn:aws:s3:::reports'],
  ['s3:GetObject', 'arn:aws:s3:::reports/*'],
]

const statementOf = (
  [action, resource]: readonly [string, string],
  condition?: IamStatement['Condition'],
): IamStatement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition && { Condition: condition }),
})

function giveRole(world: World, statements: readonly IamStatement[]): Credential {
  const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/analyst/session`
  return seedCredential(world, { principal: { arn, account: ACCOUNT, policies: [{ Statement: statements }] } })
}

/** Creates the table and counts its rows; the reason if either is refused or fails. */
async function useTable(statements: readonly IamStatement[]): Promise<string> {
  test = await openAthena((world) => giveRole(world, statements))
  athenaState(test.world).databases.set('inv', new Map())
  const delivery = await deliverInventory(test.world, 'source', 'orc')
  const list = delivery.files.map(({ key }) => `s3://reports/${key}\n`).join('')
  seedObject(test.world, 'work', { key: 'lists/ORC/symlink.txt', body: list })
  const inDatabase = { QueryExecutionContext: { Database: 'inv' } }
  for (const statement of [describeTable('ORC'), 'SELECT count(*) FROM inv_ORC']) {
    const { Status } = await test.run(statement, inDatabase)
    if (Status?.State !== 'SUCCEEDED') return Status?.StateChangeReason ?? ''
  }
  return 'done'
}

it('needs these permissions and no others', async () => {
  expect(await useTable(NEEDED.map((one) => statementOf(one)))).toBe('done')
  expect(
    iamDecisions(test.world).filter(({ principal, allowed }) => principal.includes('analyst') && !allowed),
  ).toEqual([])
})

it.each(NEEDED)('is refused without %s on %s', async (action, resource) => {
  const others = NEEDED.filter((one) => one[0] !== action || one[1] !== resource)
  const used = useTable(others.map((one) => statementOf(one)))
  if (action.startsWith('athena:')) expect(await refusalOf(used)).toMatch(/^400 AccessDeniedException/)
  else if (action === 's3:GetBucketLocation')
    expect(await refusalOf(used)).toMatch(/Unable to verify\/create output bucket/)
  else expect(await used).toMatch(/^(Insufficient permissions|Permission denied on S3 path|Access denied when writing)/)
})

it('reads for its caller, who may be allowed to do so through Athena only', async () => {
  const through = { StringEquals: { 'aws:CalledViaFirst': 'athena.amazonaws.com' } }
  const statements = NEEDED.map((one) => statementOf(one, one[0].startsWith('athena:') ? undefined : through))
  expect(await useTable(statements)).toBe('done')
})
