// Reads one ORC inventory file.

import { openOrc } from '../../formats/orc/orc-file.ts'
import type { FileReader } from './file-scan.ts'
import { scanColumnar } from './scan-columnar.ts'

/** Reads all rows into the accumulator. Errors do not have to name the file. */
export const readOrcFile: FileReader = (scan) => scanColumnar(scan, openOrc)
