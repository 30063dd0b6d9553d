// All cases that a real Trino has answered, or is to answer.

import type { TrinoCase } from './case.ts'
import { listFunctionCases } from './function-cases.ts'
import { listReportCases } from './report-cases.ts'
import { listTableCases } from './table-cases.ts'

/** The same in every process. */
export async function listCases(): Promise<readonly TrinoCase[]> {
  return [...listFunctionCases(), ...(await listReportCases()), ...(await listTableCases())]
}
