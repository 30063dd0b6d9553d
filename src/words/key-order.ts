// Compares keys in the order in which S3 lists them: by their UTF-8 bytes (S3 API Reference, "ListObjectsV2").

/**
 * Negative if `left` comes first. JavaScript's own order, by UTF-16, differs in one respect: surrogates, which encode
 * the code points from U+10000, come before U+E000 to U+FFFF there.
 */
export function compareKeys(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const a = left.charCodeAt(at)
    const b = right.charCodeAt(at)
    if (a !== b) return rankOf(a) - rankOf(b)
  }
  return left.length - right.length
}

/** The position of a UTF-16 code unit among those that UTF-8 orders. */
function rankOf(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
