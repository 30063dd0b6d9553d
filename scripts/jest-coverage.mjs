// Keeps which lines of src/ a test file executed, where coverage is asked for (scripts/test.mjs): as V8 tells it, so that
// child processes, which Node itself makes tell the same, can be added up with it. Jest's own figures leave those out.
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll } from '@jest/globals'

const folder = process.env.COVERAGE_FOLDER
const SOURCES = resolve('src')

if (folder !== undefined) {
  const session = new Session()
  beforeAll(async () => {
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  })
  afterAll(async () => {
    const { result } = await session.post('Profiler.takePreciseCoverage')
    session.disconnect()
    const ours = result.flatMap((script) => {
      const url = script.url.startsWith('/') ? pathToFileURL(script.url).href : script.url
      return url.startsWith(pathToFileURL(SOURCES).href) ? [{ ...script, url }] : []
    })
    const name = `coverage-${process.pid}-${Date.now()}-${Math.random().toString(36).slice(2)}.json`
    writeFileSync(join(folder, name), JSON.stringify({ result: ours }))
  })
}
