// Jest transformer: Node's own type stripping, so tests run exactly the text that Node would run.
// Line numbers stay true without source maps, and no compiler is needed (docs/adr/0001-toolchain.md).
import { createHash } from 'node:crypto'
import { stripTypeScriptTypes } from 'node:module'

export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
  getCacheKey: (source, path) =>
    createHash('sha256').update(process.version).update(path).update('\0').update(source).digest('hex'),
}
