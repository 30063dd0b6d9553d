// Compares the policies of the modules in examples/functions/, evaluated by HashiCorp's parser (main.go), with those of their
// templates: node scripts/check-infra/functions.ts NAME POLICIES.json. Prints the variables without an argument.

import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { resolveTemplate } from '../../__tests__/support/cloudformation.ts'

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k'
const LOG = 'arn:aws:logs:eu-west-1:111122223333:log-group:l'
const names = ['merge_tags', 'encrypt_and_keep']

const VARIABLES = {
  var: { bucket: 'my-data', tags: '', kms_key_arn: KEY },
  data: { aws_partition: { current: { partition: 'aws' } } },
  aws_cloudwatch_log_group: Object.fromEntries(names.map((name) => [name, { arn: LOG }])),
}

/** By the names that the module has; the log is named by another function in each language. */
function listOfTemplate(name: string): Map<string, unknown> {
  const text = readFileSync(`examples/functions/${name}/cloudformation.yaml`, 'utf8')
  const given = { BucketName: 'my-data', CodeBucket: 'c', KmsKeyArn: KEY, 'AWS::Partition': 'aws' }
  const { Properties } = resolveTemplate(text, given).get('Role') ?? { Properties: {} }
  const resource = name.replaceAll('-', '_')
  const found = new Map([[`aws_iam_role.${resource}`, Properties.AssumeRolePolicyDocument]])
  for (const { PolicyName, PolicyDocument } of Properties.Policies as readonly {
    PolicyName: string
    PolicyDocument: unknown
  }[]) {
    found.set(`aws_iam_role_policy.${resource}_${PolicyName}`, PolicyDocument)
  }
  return found
}

/** A list of one means the same as its item. */
const normalize = (value: unknown): unknown => {
  if (value === 'the attribute Logs.Arn') return `${LOG}:*`
  if (Array.isArray(value)) return value.length === 1 ? normalize(value[0]) : value.map(normalize)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, normalize(member)]))
}

const [, , name, file] = process.argv
if (name === undefined || file === undefined) {
  console.log(JSON.stringify(VARIABLES))
} else {
  const module = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>))
  const template = listOfTemplate(name)
  const all = [...new Set([...module.keys(), ...template.keys()])]
  const different = all.filter((one) => !isDeepStrictEqual(normalize(module.get(one)), normalize(template.get(one))))
  console.log(`${name}: ${all.length} policies compared, ${different.length} different ${different.join(' ')}`.trim())
  process.exitCode = all.length > 0 && different.length === 0 ? 0 : 1
}
