// The settings of Block Public Access.

/** In the order of S3 (S3 API Reference, "PublicAccessBlockConfiguration"). */
export const PUBLIC_ACCESS_FLAGS = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const
