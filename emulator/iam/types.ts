// The format of IAM policies as JSON documents (IAM User Guide, "IAM JSON policy elements").

export type IamStatement = {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>
  readonly Action?: string | readonly string[]
  readonly NotAction?: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly NotResource?: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
}

export type IamPolicy = { readonly Version?: string; readonly Statement: readonly IamStatement[] }

export type IamRole = {
  readonly arn: string
  readonly name: string
  readonly account: string
  readonly trustPolicy: IamPolicy
  policies: readonly IamPolicy[]
  /** Seconds, 3600 to 43200. */
  maxSessionDuration: number
}

/** One request to IAM: may this principal do this to that resource? */
export type IamRequest = {
  /** `s3:GetObject`. */
  readonly action: string
  /** `arn:aws:s3:::bucket/key`, or `*`. */
  readonly resource: string
  /** Condition keys in lower case: `s3:prefix`, `aws:sourceaccount`; a multivalued key (`aws:tagkeys`) has a list. */
  readonly context: Readonly<Record<string, string | readonly string[]>>
}
