// The exports of the module that undoes what makes columns small: the pages of a Parquet file, and ORC's flags and dictionary indexes.

export { BASE, SLACK, TABLE } from './areas'
export { unpackFlags } from './flag-runs'
export { unpackIndexes } from './indexes'
export { countSlots, locate, pickIntegers, pickTexts, selectSlots } from './slots'
export { sum, translate, unpackRuns } from './runs'
export { prepare, uncompress } from './snappy'
