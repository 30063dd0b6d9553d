// The exports of the module that undoes what makes the pages of a Parquet file small.

export { BASE, SLACK, TABLE } from './memory'
export { countSlots, locate, pickIntegers, pickTexts, selectSlots } from './rows'
export { sum, translate, unpackRuns } from './runs'
export { prepare, uncompress } from './snappy'
