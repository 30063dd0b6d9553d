// The switches that change how queries behave.

export type AthenaSettings = {
  readonly pacing: {
    /** Number of GetQueryExecution calls in which a query remains in the state. */
    queuedPolls: number
    runningPolls: number
    /** This much time counts as a call; undefined: only calls move queries. */
    stepMs: number | undefined
  }
  /** Queries that may be QUEUED or RUNNING; the default number of AWS is UNCONFIRMED. */
  activeQueriesMax: number
  /** Files that a CREATE TABLE AS writes for each partition that has as many rows. */
  filesPerPartition: number
  /**
   * Whether text of CREATE TABLE AS is compressed as `write_compression` says ("CREATE TABLE AS") or always with gzip
   * ("Considerations and limitations for CTAS queries"): two pages of the guide disagree.
   */
  textCompression: 'as-asked' | 'always-gzip'
  /**
   * Whether every query needs glue:GetDatabase for the database `default`, as "Access policy to the default database and
   * catalog" reads.
   */
  asksForDefaultDatabase: boolean
  /**
   * Whether CREATE TABLE AS with partitions needs glue:BatchCreatePartition, as the managed policy AmazonAthenaFullAccess
   * has it; no page says so of this statement.
   */
  asksForPartitions: boolean
  /** Whether the account has the catalog of S3 Tables ("Integrating Amazon S3 Tables with AWS analytics services"). */
  analyticsIntegration: boolean
  /** Whether AWS Lake Formation grants the caller SELECT on the tables of S3 Metadata. */
  lakeFormationGrants: boolean
}
