// Compiles the WebAssembly kernel of the CSV scan and writes it, as text, to src/scan/kernel/kernel.wasm.ts.
// With --check it writes nothing and fails if that file is not what the sources compile to: CI runs it.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { main } from 'assemblyscript/asc'

const ENTRY = 'src/scan/kernel/assembly/index.ts'
const TARGET = 'src/scan/kernel/kernel.wasm.ts'

/** No run-time, no imports, and a fixed memory of 2 MiB, laid out in assembly/memory.ts. */
const OPTIONS = ['-O3', '--enable', 'simd', '--enable', 'bulk-memory', '--runtime', 'stub', '--noAssert']
const MEMORY = ['--use', 'abort=', '--initialMemory', '32', '--maximumMemory', '32']

const written = new Map()
const { error, stderr } = await main([ENTRY, '--outFile', 'kernel.wasm', ...OPTIONS, ...MEMORY], {
  writeFile: (name, contents) => written.set(name, contents),
})
if (error !== null) throw new Error(`The kernel does not compile: ${error.message}\n${stderr.toString()}`)

const wasm = Buffer.from(written.get('kernel.wasm'))
const text = `// Made by scripts/build-kernel.mjs from assembly/ and checked by CI: never edited by hand.

/** SHA-256 of the module, ${wasm.length} bytes. */
export const KERNEL_SHA256 = '${createHash('sha256').update(wasm).digest('hex')}'

/** The WebAssembly module, base64. */
export const KERNEL_BASE64 =
  '${wasm.toString('base64')}'
`

if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') !== text) {
    console.error(
      `${TARGET} is not what assembly/ compiles to: run node scripts/build-kernel.mjs and commit the result`,
    )
    process.exitCode = 1
  }
} else {
  writeFileSync(TARGET, text)
}
