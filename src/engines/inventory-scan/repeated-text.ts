// Reads a column with few distinct texts quickly: recently seen bytes become the same string again.

/** Columns such as the storage class alternate between a few values. */
const KEPT_TEXTS = 4

/** The texts of one column, one character per byte so that nothing is lost. */
export class RepeatedText {
  readonly #kept: { readonly bytes: Buffer; readonly text: string }[] = []
  #oldest = 0

  /** The bytes `start` to `end` as text. */
  read(bytes: Buffer, start: number, end: number): string {
    for (const { bytes: known, text } of this.#kept) if (equals(known, bytes, start, end)) return text
    const text = bytes.toString('latin1', start, end)
    this.#kept[this.#oldest] = { bytes: Buffer.from(text, 'latin1'), text }
    this.#oldest = (this.#oldest + 1) % KEPT_TEXTS
    return text
  }
}

function equals(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false
  return true
}
