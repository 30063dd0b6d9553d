// Defines the forms of the ARNs that a user gives, and their parts.

export const ROLE_ARN = /^arn:aws(-cn|-us-gov)?:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/
export const KMS_KEY_ARN = /^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,128}$/
/** Lambda API reference, "Invoke": a full ARN, with or without a version or alias. */
export const LAMBDA_ARN =
  /^arn:aws(-cn|-us-gov)?:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9-_]{1,64}(:(\$LATEST|[A-Za-z0-9-_]{1,128}))?$/
/** `aws`, `aws-cn` or `aws-us-gov`. */
export const partitionOf = (arn: string) => arn.split(':')[1] ?? ''
export const accountOf = (arn: string) => arn.split(':')[4] ?? ''
