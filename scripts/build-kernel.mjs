// Compiles the WebAssembly modules and writes each, as text, beside its sources: of the CSV scan, and of Parquet pages.
// With --check it writes nothing and fails if a file is not what its sources compile to: CI runs it.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { main } from 'assemblyscript/asc'

const MODULES = [
  // A fixed memory of 2 MiB, laid out in assembly/memory.ts.
  {
    name: 'kernel',
    folder: 'src/engines/inventory-scan/kernel',
    memory: ['--initialMemory', '32', '--maximumMemory', '32'],
  },
  // A memory that JavaScript brings along, as large as it has to be.
  {
    name: 'pages',
    folder: 'src/formats/kernel',
    memory: ['--initialMemory', '1', '--importMemory', '--noExportMemory'],
  },
]

/** No run-time; nothing is imported but memory. */
const OPTIONS = ['-O3', '--enable', 'simd', '--enable', 'bulk-memory', '--runtime', 'stub', '--noAssert']

async function compile({ name, folder, memory }) {
  const written = new Map()
  const entry = `${folder}/assembly/index.ts`
  const options = ['--outFile', 'module.wasm', ...OPTIONS, '--use', 'abort=', ...memory]
  const { error, stderr } = await main([entry, ...options], {
    writeFile: (file, contents) => written.set(file, contents),
  })
  if (error !== null) throw new Error(`${entry} does not compile: ${error.message}\n${stderr.toString()}`)
  const wasm = Buffer.from(written.get('module.wasm'))
  const constant = name.toUpperCase()
  return `// Made by scripts/build-kernel.mjs from assembly/ and checked by CI: never edited by hand.

/** SHA-256 of the module, ${wasm.length} bytes. */
export const ${constant}_SHA256 = '${createHash('sha256').update(wasm).digest('hex')}'

/** The WebAssembly module, base64. */
export const ${constant}_BASE64 =
  '${wasm.toString('base64')}'
`
}

for (const module of MODULES) {
  const target = `${module.folder}/${module.name}.wasm.ts`
  const text = await compile(module)
  if (!process.argv.includes('--check')) writeFileSync(target, text)
  else if (readFileSync(target, 'utf8') !== text) {
    console.error(
      `${target} is not what assembly/ compiles to: run node scripts/build-kernel.mjs and commit the result`,
    )
    process.exitCode = 1
  }
}
