// Knows the numbers by which the decoder says how far it came; ../csv-module.ts has the same ones.

/** The step is done. */
export const DONE: i32 = 0
/** It goes on when more input, or more room for output, is there. */
export const NEEDS_INPUT: i32 = 1
export const NEEDS_OUTPUT: i32 = 2
/** A gzip member was read whole; the last one was, and nothing follows. */
export const MEMBER_ENDED: i32 = 3
export const STREAM_ENDED: i32 = 4

/** What is wrong with the data. */
export const BAD_BLOCK_TYPE: i32 = 16
export const BAD_STORED_LENGTH: i32 = 17
export const BAD_CODE_LENGTHS: i32 = 18
export const BAD_SYMBOL: i32 = 19
export const BAD_DISTANCE: i32 = 20
export const BAD_GZIP_HEADER: i32 = 21
export const TRUNCATED: i32 = 22
