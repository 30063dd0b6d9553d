// Runs the tasks of an Active job: in order, a share per poll, with the failure threshold and a test's events.

import { answerTo } from '../unsettled.ts'
import type { Principal, World } from '../world.ts'
import type { Job, JobEvent, Task, TaskResult } from './job.ts'
import { enterStatus, failJob } from './jobs.ts'
import { runTask } from './run-task.ts'
import { batchState } from './state.ts'

/** S3 User Guide, "Tracking job failure": checked after 1,000 tasks; the job ends if more than half have failed. */
const THRESHOLD_TASKS = 1000

/**
 * Runs one poll's share of the tasks with the batch role; without a role every task fails. A task that needs no function
 * is done within one turn of the event loop, so that no request is served between two of them.
 */
export async function runTasks(world: World, job: Job, principal: Principal | undefined): Promise<void> {
  const tasks = job.tasks ?? []
  const { pacing } = batchState(world).settings
  const share = pacing.tasksPerPoll ?? Math.ceil(tasks.length / Math.max(pacing.activePolls, 1))
  const end = Math.min(job.results.length + share, tasks.length)
  fireEvents(world, job, tasks.length)
  while (job.status === 'Active' && job.results.length < end) {
    const task = tasks[job.results.length]
    if (task === undefined) break
    job.script.script.onTask?.(task, 'before')
    let result = await runOnce(world, job, principal, task)
    // UNCONFIRMED; the report then has the result of the second run.
    if (answerTo(world, 'task-runs') === 'twice') result = await runOnce(world, job, principal, task)
    job.script.script.onTask?.(task, 'after')
    job.results.push(result)
    if (!result.succeeded) job.tasksFailed += 1
    checkThreshold(world, job)
    if (job.status === 'Active') fireEvents(world, job, tasks.length)
  }
  if (job.status === 'Active' && job.results.length === tasks.length) enterStatus(world, job, 'Completing')
}

function runOnce(
  world: World,
  job: Job,
  principal: Principal | undefined,
  task: Task,
): TaskResult | Promise<TaskResult> {
  if (principal !== undefined) return runTask(world, job, principal, task)
  return { succeeded: false, httpStatus: 403, errorCode: 'AccessDenied', message: 'Access Denied' }
}

/** Real jobs exceed the threshold before they stop; by how much is a setting. */
function checkThreshold(world: World, job: Job): void {
  const run = job.results.length
  if (job.thresholdCrossedAt === undefined) {
    if (run < THRESHOLD_TASKS || job.tasksFailed * 2 <= run) return
    job.thresholdCrossedAt = run
  }
  if (run < job.thresholdCrossedAt + batchState(world).settings.thresholdOvershootTasks) return
  const reason = `${job.tasksFailed} of ${run} tasks failed, which is more than half`
  failJob(world, job, 'FailureThresholdExceeded', reason)
}

function fireEvents(world: World, job: Job, total: number): void {
  const { events } = job.script
  while (job.status === 'Active') {
    const [event] = events
    if (event === undefined || job.results.length < Math.ceil(event.at * total)) return
    events.shift()
    fireEvent(world, job, event)
  }
}

function fireEvent(world: World, job: Job, event: JobEvent): void {
  if (event.kind === 'call') {
    event.run()
  } else if (event.kind === 'cancel') {
    job.statusUpdateReason = event.reason
    enterStatus(world, job, 'Cancelling')
  } else if (event.kind === 'pause') {
    job.script.pausedPolls = Math.max(event.polls - 1, 0)
    enterStatus(world, job, 'Pausing')
  } else {
    failJob(world, job, event.code, event.reason)
  }
}
