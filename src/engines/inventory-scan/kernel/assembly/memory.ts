// Knows where everything lies in linear memory. Nothing is allocated: every area has a fixed address and size.
//
//   0x00000  static data that the compiler places (tables of DEFLATE's base lengths and distances)
//   0x10000  tables      Huffman tables and what is needed to build them
//   0x30000  scanner     status words, bucket name, tallies, separators of the row being read
//   0x40000  records     rows reported to JavaScript
//   0x60000  input       compressed bytes that were pushed and not yet read, then room for padding
//  0x0b0000  output      inflated text: history (at least the last 32 KiB), unfinished row, new text, slack
//
// JavaScript learns the addresses it needs from the exported constants of index.ts, never by repeating them.

/** Literal/length table: 32-bit entries, primary part first, then the tables of longer codes. */
export const LITLEN_TABLE: usize = 0x10000
/** Distance table: 64-bit entries. */
export const DISTANCE_TABLE: usize = 0x18000
/** Table of the code-length code: 32-bit entries. */
export const PRECODE_TABLE: usize = 0x1c000
/** One entry per symbol without its code length; the length is added when a table is built. */
export const LITLEN_SYMBOLS: usize = 0x1d000
export const DISTANCE_SYMBOLS: usize = 0x1d800
export const PRECODE_SYMBOLS: usize = 0x1e000
/** Code lengths of the block being read: one byte for each of up to 286 + 30 symbols, and room for a repeat too many. */
export const CODE_LENGTHS: usize = 0x1e800
/** Symbols sorted by code length (16-bit), and per length its count and its next place (32-bit). */
export const SORTED_SYMBOLS: usize = 0x1f000
export const LENGTH_COUNTS: usize = 0x1f800
export const LENGTH_OFFSETS: usize = 0x1f880

/** Status words: 64-bit text, then 64-bit length, for each of up to 8 words. */
export const STATUS_WORDS: usize = 0x30000
/** The bucket's name between double quotes, as it must stand in every row. */
export const BUCKET: usize = 0x30100
/** For current and then for other versions, for each of 8 status words: 64-bit objects, 64-bit bytes. */
export const TALLIES: usize = 0x30300
/** 32-bit addresses: the newline before the row, then the byte behind each field: separators and a newline. */
export const SEPARATORS: usize = 0x30500
export const MAX_SEPARATORS: i32 = 1024

/** 32-bit words for each reported row: its kind, its number in the file, then as rows.ts says. */
export const RECORDS: usize = 0x40000
export const RECORDS_END: usize = 0x60000

export const INPUT: usize = 0x60000
export const INPUT_CAPACITY: i32 = 0x40000
/** A block header is at most 0x23c bytes and the decoder loads 8 bytes at a time: zeros for both fit in the padding. */
export const INPUT_PADDING: i32 = 0x1000

/** Small enough that text is still in the second-level cache when its CRC-32 is taken and its rows are read. */
export const OUTPUT: usize = 0xb0000
export const OUTPUT_END: usize = 0xe0000
/** Room behind the limit for one match of 258 bytes, three pairs of literals and copies of 16 bytes too many. */
export const OUTPUT_SLACK: usize = 0x200
/** How far a match can reach back (RFC 1951, 2). */
export const WINDOW_SIZE: usize = 0x8000
