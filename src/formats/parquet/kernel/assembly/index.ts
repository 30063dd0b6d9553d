// The exports of the module that undoes what makes the pages of a Parquet file small.

export { BASE, SLACK, TABLE } from './memory'
export { sum, translate, unpackRuns } from './runs'
export { uncompress } from './snappy'
