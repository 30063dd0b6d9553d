// Knows worlds in which a job calls a function of examples/functions/, and how its answers are replaced.

import type { LambdaFunction, Trouble } from '../../../emulator/lambda/functions.ts'
import { installFunction, type ShippedFunction } from '../functions.ts'
import { attach } from '../remediation.ts'
import { BUCKET, openScenario, type Scenario, type ScenarioOptions } from '../scenario.ts'

export type Invoking = Scenario & { readonly lambda: LambdaFunction /** With its version. */; readonly arn: string }

/** A world with a shipped function, and a batch role that may call it. */
export async function openInvoking(
  options: ScenarioOptions,
  name: ShippedFunction = 'merge-tags',
  parameters: Readonly<Record<string, string>> = {},
): Promise<Invoking> {
  const scenario = await openScenario(options)
  const { lambda, arn } = installFunction(scenario.world, name, BUCKET, parameters)
  attach(scenario, 'batch', ['batch-role-lambda-policy.json'], { functionArn: arn })
  return { ...scenario, lambda, arn }
}

/** Inputs that add the tag `team=archive` to every object. */
export const mergeInputs = ({ arn, remediation }: Invoking) => ({
  ...remediation,
  operation: 'invoke-lambda',
  'lambda-arn': arn,
  'lambda-payload-version': '2.0',
  'lambda-user-arguments': 'team=archive',
})

/** The function works, and answers this for keys of which `when` is true. */
export const answering =
  (resultCode: string, resultString: string, when: (key: string) => boolean = () => true) =>
  ({ event }: { readonly event: unknown }): Trouble | undefined => {
    const { invocationId, tasks } = event as {
      readonly invocationId: string
      readonly tasks: readonly [{ readonly taskId: string; readonly s3Key: string }]
    }
    const [{ taskId, s3Key }] = tasks
    if (!when(s3Key)) return undefined
    return { kind: 'answers', answer: { invocationId, results: [{ taskId, resultCode, resultString }] } }
  }
