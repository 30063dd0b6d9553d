// The exports of the module that undoes what makes columns small: the pages of a Parquet file, and ORC's dictionary indexes.

export { BASE, SLACK, TABLE } from './memory'
export { unpackIndexes } from './indexes'
export { countSlots, locate, pickIntegers, pickTexts, selectSlots } from './rows'
export { sum, translate, unpackRuns } from './runs'
export { prepare, uncompress } from './snappy'
