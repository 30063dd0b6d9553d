// Knows how the tags that objects had are recorded: some objects to a file.

/** Objects in one record: small enough to be written in one piece, many enough that records cost next to nothing. */
export const OBJECTS_PER_RECORD = 1000

export const countRecords = (objects: number) => Math.ceil(objects / OBJECTS_PER_RECORD)
