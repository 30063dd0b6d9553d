// Says what it was asked, and what it sees of the world it runs in.
let calls = 0
export async function handler(event) {
  calls += 1
  const { taskId } = event.tasks[0]
  const seen = { ...event, calls, time: new Date().toISOString(), region: process.env.AWS_REGION, own: process.env.OWN }
  return {
    invocationSchemaVersion: event.invocationSchemaVersion,
    treatMissingKeysAs: 'PermanentFailure',
    invocationId: event.invocationId,
    results: [{ taskId, resultCode: 'Succeeded', resultString: JSON.stringify(seen) }],
  }
}
