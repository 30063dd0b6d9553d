// Knows how the functions of examples/functions/ get into an emulated world: each with the role, the policies and the
// environment of its own template.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IamPolicy, IamRole } from '../../emulator/iam/types.ts'
import { addFunction, type LambdaFunction } from '../../emulator/lambda/functions.ts'
import { createRole } from '../../emulator/sts/roles.ts'
import type { World } from '../../emulator/world.ts'
import { resolveTemplate } from './cloudformation.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'examples', 'functions')

export type ShippedFunction = 'merge-tags' | 'encrypt-and-keep'

type RoleProperties = {
  readonly RoleName: string
  readonly AssumeRolePolicyDocument: IamPolicy
  readonly Policies: readonly { readonly PolicyDocument: IamPolicy }[]
}
type FunctionProperties = {
  readonly FunctionName: string
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> }
}

/** A function as its stack makes it: version 1 is published. `parameters` are those of the template. */
export function installFunction(
  world: World,
  name: ShippedFunction,
  bucket: string,
  parameters: Readonly<Record<string, string>> = {},
): { readonly role: IamRole; readonly lambda: LambdaFunction; readonly arn: string } {
  const text = readFileSync(join(FOLDER, name, 'cloudformation.yaml'), 'utf8')
  const resources = resolveTemplate(text, {
    BucketName: bucket,
    CodeBucket: 'code',
    'AWS::Partition': 'aws',
    ...parameters,
  })
  const { RoleName, AssumeRolePolicyDocument, Policies } = propertiesOf<RoleProperties>(resources, 'Role')
  const { FunctionName, Environment } = propertiesOf<FunctionProperties>(resources, 'Function')
  const role = createRole(world, {
    name: RoleName,
    trustPolicy: AssumeRolePolicyDocument,
    policies: Policies.map(({ PolicyDocument }) => PolicyDocument),
  })
  const lambda = addFunction(world, {
    name: FunctionName,
    file: join(FOLDER, name, 'index.mjs'),
    role: role.arn,
    qualifiers: ['1'],
    environment: Environment.Variables,
  })
  return { role, lambda, arn: `${lambda.arn}:1` }
}

function propertiesOf<T>(resources: ReturnType<typeof resolveTemplate>, id: string): T {
  const found = resources.get(id)
  if (found === undefined) throw new Error(`the template has no resource ${id}`)
  return found.Properties as T
}
