// Knows how to read one ORC inventory file.

import { openOrc } from '../formats/orc/orc-file.ts'
import { scanColumnar } from './columnar.ts'
import type { FileReader } from './file-scan.ts'

/** Reads all rows into the accumulator. Errors need not name the file. */
export const readOrcFile: FileReader = (scan) => scanColumnar(scan, openOrc)
