// GetTableMetadata (Amazon Athena API Reference, "GetTableMetadata", "TableMetadata").

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { authorizeCatalog } from '../access.ts'
import { type AthenaCall, answerJson, textParameter } from '../call.ts'
import { type CatalogTable, findTable, GLUE_CATALOG } from '../catalog.ts'
import { QueryProblem } from '../query.ts'

/** A table of the catalog, with its columns and where its data are. */
export function getTableMetadata(call: AthenaCall): EmulatorResponse {
  const read = (name: string): string => (textParameter(call.body, name) ?? '').toLowerCase()
  authorizeCatalog(call, 'GetTableMetadata', textParameter(call.body, 'CatalogName') ?? '')
  const name = {
    catalog: read('CatalogName') || GLUE_CATALOG,
    database: read('DatabaseName'),
    table: read('TableName'),
  }
  try {
    const table = findTable(call.world, call.principal, name)
    if (table !== undefined) return answerJson(200, { TableMetadata: renderTable(table) })
  } catch (error) {
    if (!(error instanceof QueryProblem)) throw error
    throw new ServiceError(400, 'MetadataException', error.message)
  }
  throw new ServiceError(400, 'MetadataException', `EntityNotFoundException: Table ${name.table} not found.`)
}

const renderTable = (table: CatalogTable): unknown => ({
  Name: table.name,
  CreateTime: table.createdAt / 1000,
  TableType: 'EXTERNAL_TABLE',
  Columns: table.columns.map(({ name, type }) => ({ Name: name, Type: type })),
  PartitionKeys: table.partitionColumns.map((name) => ({ Name: name, Type: 'string' })),
  Parameters: {
    ...Object.fromEntries(table.properties),
    EXTERNAL: 'TRUE',
    inputformat: table.inputFormat,
    outputformat: table.outputFormat,
    location: table.location,
    'serde.serialization.lib': table.serde,
    ...Object.fromEntries([...table.serdeProperties].map(([name, value]) => [`serde.param.${name}`, value])),
  },
})
