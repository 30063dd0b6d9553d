// Collects bytes whose number is not known in advance.

export class ByteSink {
  #bytes = new Uint8Array(1024)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(byte: number): void {
    this.#reserve(1)
    this.#bytes[this.#length] = byte
    this.#length += 1
  }

  pushAll(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** Base 128, lowest seven bits first, the integer format of protobuf and ORC. */
  pushVarint(value: number | bigint): void {
    let rest = BigInt.asUintN(64, BigInt(value))
    while (rest > 0x7fn) {
      this.push(Number(rest & 0x7fn) | 0x80)
      rest >>= 7n
    }
    this.push(Number(rest))
  }

  toBytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}
