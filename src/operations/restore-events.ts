// Writes the EventBridge pattern that matches restored objects (S3 User Guide, "EventBridge event types for Amazon S3":
// "Object Restore Completed"). The bucket must send its events to EventBridge.

export const describeRestoreEvents = (buckets: readonly string[]): unknown => ({
  source: ['aws.s3'],
  'detail-type': ['Object Restore Completed'],
  detail: { bucket: { name: buckets } },
})
