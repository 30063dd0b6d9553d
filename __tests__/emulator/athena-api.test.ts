import {
  GetQueryResultsCommand,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  ListDataCatalogsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { athenaState, scriptQuery } from '../../emulator/athena/state.ts'
import { createWorkGroup } from '../../emulator/athena/work-group.ts'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey } from '../../emulator/seed.ts'
import { type AthenaTest, createReportTable, openAthena, RESULTS, refusalOf } from './athena-world.ts'

let test: AthenaTest
beforeEach(async () => {
  test = await openAthena()
})
afterEach(() => test.close())

const TOKEN = 'a'.repeat(32)

describe('a token', () => {
  it('returns the first query for the same parameters', async () => {
    const first = await test.start('SELECT 1', { ClientRequestToken: TOKEN })
    expect(await test.start('SELECT 1', { ClientRequestToken: TOKEN })).toBe(first)
    expect(await test.start('SELECT 1', { ClientRequestToken: 'b'.repeat(32) })).not.toBe(first)
  })

  it('is refused with other parameters, or too short', async () => {
    await test.start('SELECT 1', { ClientRequestToken: TOKEN })
    expect(await refusalOf(test.start('SELECT 2', { ClientRequestToken: TOKEN }))).toBe(
      '400 InvalidRequestException: Idempotent parameters do not match',
    )
    expect(await refusalOf(test.start('SELECT 1', { ClientRequestToken: 'short' }))).toMatch(
      /^400 InvalidRequestException/,
    )
  })
})

describe('a query', () => {
  const statesOf = async (id: string, polls: number) => {
    const states = []
    for (let poll = 0; poll < polls; poll += 1) states.push((await test.poll(id)).Status?.State)
    return states
  }

  it('is queued, runs, and may go back to the queue', async () => {
    scriptQuery(test.world, { requeues: 1 })
    const states = await statesOf(await test.start('SELECT 1'), 7)
    expect(states).toEqual(['QUEUED', 'RUNNING', 'RUNNING', 'QUEUED', 'RUNNING', 'RUNNING', 'SUCCEEDED'])
  })

  it('goes on with the clock alone', async () => {
    const id = await test.start('SELECT 1')
    test.world.clock.advance(10_000)
    expect(await statesOf(id, 1)).toEqual(['SUCCEEDED'])
  })

  it('fails as its script says, to be tried again or not', async () => {
    const error = { category: 1, retryable: true, message: 'INTERNAL_ERROR' } as const
    scriptQuery(test.world, { end: { state: 'FAILED', error } })
    expect((await test.run('SELECT 1')).Status).toMatchObject({
      State: 'FAILED',
      StateChangeReason: 'INTERNAL_ERROR',
      AthenaError: { ErrorCategory: 1, Retryable: true, ErrorMessage: 'INTERNAL_ERROR' },
    })
    expect((await test.run('SELECT 1')).Status?.State).toBe('SUCCEEDED')
  })

  it('can be stopped while it runs, and once more afterwards', async () => {
    scriptQuery(test.world, { runsOn: true })
    const id = await test.start('SELECT 1')
    test.world.clock.advance(10_000)
    const stop = () => test.client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }))
    await stop()
    await stop()
    expect(await statesOf(id, 1)).toEqual(['CANCELLED'])
    expect(test.keys()).toEqual([])
  })

  it('is refused when too many are active', async () => {
    athenaState(test.world).settings.activeQueriesMax = 1
    const first = await test.start('SELECT 1')
    expect(await refusalOf(test.start('SELECT 2'))).toMatch(/^400 TooManyRequestsException/)
    await test.client.send(new StopQueryExecutionCommand({ QueryExecutionId: first }))
    await test.start('SELECT 2')
  })

  it('can be throttled by a fault', async () => {
    const effect = { kind: 'error', status: 400, code: 'ThrottlingException', message: 'Rate exceeded' } as const
    test.world.faults.push({ match: { operation: 'StartQueryExecution' }, phase: 'before', effect, times: 1 })
    expect(await refusalOf(test.start('SELECT 1'))).toBe('400 ThrottlingException: Rate exceeded')
  })

  it.each([
    ['SELECT (1', /^400 InvalidRequestException: line 1:1/],
    ['', /^400 InvalidRequestException/],
    ['SELECT approx_distinct(1)', /^501 NotImplemented: .*approx_distinct/],
    ["UNLOAD (SELECT 1) TO 's3://work/'", /^501 NotImplemented: .*UNLOAD/],
  ])('is refused before it starts: %s', async (statement, expected) => {
    expect(await refusalOf(test.start(statement))).toMatch(expected)
  })
})

describe('results', () => {
  const STATEMENT = `SELECT * FROM (VALUES (1, 'say "hi"', true), (2, NULL, false), (3, '', NULL)) AS t (a, b, c) ORDER BY a`

  it('lie under the query’s id, with a header and every value in quotes', async () => {
    const { QueryExecutionId: id = '', ResultConfiguration } = await test.run(STATEMENT)
    expect(ResultConfiguration?.OutputLocation).toBe(`${RESULTS}${id}.csv`)
    expect(test.keys()).toEqual([`results/${id}.csv`, `results/${id}.csv.metadata`])
    expect(test.read(`results/${id}.csv`)).toBe('"a","b","c"\n"1","say ""hi""","true"\n"2",,"false"\n"3","",\n')
  })

  it('come in pages with their types', async () => {
    const { QueryExecutionId: id } = await test.run(STATEMENT)
    const pages = []
    let next: string | undefined
    do {
      const page = await test.client.send(
        new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: 3, NextToken: next }),
      )
      pages.push(page.ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue)))
      expect(page.ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
        'a integer',
        'b varchar',
        'c boolean',
      ])
      next = page.NextToken
    } while (next !== undefined)
    expect(pages).toEqual([
      [
        ['a', 'b', 'c'],
        ['1', 'say "hi"', 'true'],
        ['2', undefined, 'false'],
      ],
      [['3', '', undefined]],
    ])
  })

  it.each(['lost', 'changed'] as const)('can be %s by somebody else', async (result) => {
    scriptQuery(test.world, { result })
    const { QueryExecutionId: id } = await test.run('SELECT 1 AS a')
    const read = test.client.send(new GetQueryResultsCommand({ QueryExecutionId: id }))
    if (result === 'lost') expect(await refusalOf(read)).toMatch(/Could not find results/)
    else
      expect((await read).ResultSet?.Rows).not.toEqual([
        { Data: [{ VarCharValue: 'a' }] },
        { Data: [{ VarCharValue: '1' }] },
      ])
  })

  it('cannot be read before the query has ended', async () => {
    const id = await test.start('SELECT 1')
    expect(await refusalOf(test.client.send(new GetQueryResultsCommand({ QueryExecutionId: id })))).toBe(
      '400 InvalidRequestException: Query has not yet finished. Current state: QUEUED',
    )
  })

  it('are encrypted as asked, and only written to the expected owner', async () => {
    const { arn } = seedKmsKey(test.world)
    const encrypted = {
      OutputLocation: RESULTS,
      EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: arn },
    } as const
    const { QueryExecutionId: id } = await test.run('SELECT 1', { ResultConfiguration: encrypted })
    const version = currentVersion(getBucket(test.world, 'work'), `results/${id}.csv`)
    expect(version?.encryption).toMatchObject({ status: 'SSE-KMS', kmsKeyArn: arn })
    const owned = { OutputLocation: RESULTS, ExpectedBucketOwner: '999988887777' }
    const { Status } = await test.run('SELECT 1', { ResultConfiguration: owned })
    expect(Status?.StateChangeReason).toMatch(/^Access denied when writing output/)
  })

  it('need a bucket', async () => {
    const start = test.start('SELECT 1', { ResultConfiguration: { OutputLocation: 's3://nowhere/' } })
    expect(await refusalOf(start)).toBe('400 InvalidRequestException: Unable to verify/create output bucket nowhere')
    const without = test.client.send(new StartQueryExecutionCommand({ QueryString: 'SELECT 1' }))
    expect(await refusalOf(without)).toMatch(/^400 InvalidRequestException: No output location provided/)
  })
})

describe('a workgroup', () => {
  it('is described', async () => {
    const { WorkGroup } = await test.client.send(new GetWorkGroupCommand({ WorkGroup: 'primary' }))
    expect(WorkGroup).toMatchObject({
      Name: 'primary',
      State: 'ENABLED',
      Configuration: {
        EnforceWorkGroupConfiguration: false,
        EngineVersion: { EffectiveEngineVersion: 'Athena engine version 3' },
      },
    })
    expect(await refusalOf(test.client.send(new GetWorkGroupCommand({ WorkGroup: 'other' })))).toBe(
      '400 InvalidRequestException: WorkGroup other is not found.',
    )
  })

  const add = (changes: Parameters<typeof createWorkGroup>[0]) =>
    athenaState(test.world).workGroups.set(changes.name, createWorkGroup(changes))

  it('replaces the location of a request where it is enforced', async () => {
    const place = { location: 's3://reports/central/', encryption: undefined, expectedBucketOwner: undefined }
    add({ name: 'central', enforced: true, place })
    const { ResultConfiguration } = await test.run('SELECT 1', { WorkGroup: 'central' })
    expect(ResultConfiguration?.OutputLocation).toMatch(/^s3:\/\/reports\/central\//)
  })

  it('keeps managed results for a day', async () => {
    add({ name: 'managed', managedResults: true })
    const { QueryExecutionId: id, ResultConfiguration } = await test.run('SELECT 1 AS a', { WorkGroup: 'managed' })
    expect(ResultConfiguration?.OutputLocation).toBeUndefined()
    const read = () => test.client.send(new GetQueryResultsCommand({ QueryExecutionId: id }))
    expect((await read()).ResultSet?.Rows).toHaveLength(2)
    test.world.clock.advance(25 * 3_600_000)
    expect(await refusalOf(read())).toMatch(/expired/)
  })

  it('cancels a query that scans too much', async () => {
    add({ name: 'small', bytesScannedCutoff: 10 })
    await createReportTable(test, 'ORC')
    const query = await test.run('SELECT count(*) FROM inv_ORC', { WorkGroup: 'small' })
    expect(query.Status).toMatchObject({ State: 'CANCELLED', StateChangeReason: 'Bytes scanned limit was exceeded' })
  })

  it('refuses queries while it is disabled', async () => {
    add({ name: 'off', state: 'DISABLED' })
    expect(await refusalOf(test.start('SELECT 1', { WorkGroup: 'off' }))).toMatch(
      /^400 InvalidRequestException.*disabled/,
    )
  })
})

describe('the catalog', () => {
  it('keeps a table as it was created first', async () => {
    await createReportTable(test, 'ORC')
    await createReportTable(test, 'ORC')
    const input = { CatalogName: 'AwsDataCatalog', DatabaseName: 'default', TableName: 'inv_orc' }
    const { TableMetadata } = await test.client.send(new GetTableMetadataCommand(input))
    expect(TableMetadata).toMatchObject({
      Name: 'inv_orc',
      TableType: 'EXTERNAL_TABLE',
      Parameters: {
        location: 's3://work/lists/ORC/',
        'made-by': 'a test',
        'serde.param.orc.column.index.access': 'false',
      },
    })
    expect(TableMetadata?.Columns?.map(({ Name, Type }) => `${Name} ${Type}`)).toContain('last_modified_date timestamp')
    expect(await refusalOf(test.client.send(new GetTableMetadataCommand({ ...input, TableName: 'x' })))).toMatch(
      /^400 MetadataException/,
    )
  })

  it('is changed by statements', async () => {
    const states = []
    for (const statement of [
      'CREATE DATABASE made',
      'CREATE DATABASE made',
      'CREATE SCHEMA IF NOT EXISTS made',
      "CREATE EXTERNAL TABLE made.t (a string) LOCATION 's3://work/t'",
      "CREATE EXTERNAL TABLE made.t (a string) LOCATION 's3://work/t'",
      "CREATE EXTERNAL TABLE unmade.t (a string) LOCATION 's3://work/t'",
      'DROP TABLE made.t',
      'DROP TABLE made.t',
      'DROP TABLE IF EXISTS `made`.`t`',
    ])
      states.push((await test.run(statement)).Status?.State)
    const [S, F] = ['SUCCEEDED', 'FAILED']
    expect(states).toEqual([S, F, S, S, F, F, S, F, S])
  })

  it('lists tables in an object of their own kind', async () => {
    await test.run("CREATE EXTERNAL TABLE jm_a (a string) LOCATION 's3://work/t'")
    await test.run("CREATE EXTERNAL TABLE other (a string) LOCATION 's3://work/t'")
    const { QueryExecutionId: id, StatementType } = await test.run("SHOW TABLES IN default 'jm_*'")
    expect(StatementType).toBe('DDL')
    expect(test.read(`results/${id}.txt`)).toBe('jm_a\n')
  })
})

it('answers 501 for other operations', async () => {
  expect(await refusalOf(test.client.send(new ListDataCatalogsCommand({})))).toMatch(/^501 NotImplemented/)
})
