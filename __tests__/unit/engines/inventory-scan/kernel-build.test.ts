import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { expect, it } from '@jest/globals'
import { instantiateKernel } from '../../../../src/engines/inventory-scan/kernel/csv-module.ts'
import { KERNEL_BASE64, KERNEL_SHA256 } from '../../../../src/engines/inventory-scan/kernel/kernel.wasm.ts'

/** Compiling takes some seconds of CPU, which a busy machine stretches. */
const TIMEOUT_MS = 300_000

it(
  'the committed modules are what their sources compile to',
  () => {
    expect(createHash('sha256').update(Buffer.from(KERNEL_BASE64, 'base64')).digest('hex')).toBe(KERNEL_SHA256)
    expect(() =>
      execFileSync(process.execPath, ['scripts/build-kernel.mjs', '--check'], { stdio: 'pipe' }),
    ).not.toThrow()
  },
  TIMEOUT_MS,
)

it('needs nothing from outside and holds 2 MiB', () => {
  expect(instantiateKernel().memory.buffer.byteLength).toBe(2 * 2 ** 20)
})
