// Knows what memory is to this module. Nothing is allocated: JavaScript makes it large enough, and says where input and
// output lie.

/** Behind input and output so many bytes may be read and written that belong to nobody. */
export const SLACK: usize = 64
/** Where JavaScript puts the 256 codes of `translate`. */
export const TABLE: usize = 512
/** Where `prepare` puts what each of the 256 tags of Snappy means, four bytes each. */
export const ELEMENTS: usize = 1024
/** Everything from here on is JavaScript's. */
export const BASE: usize = 2048
