// Knows findings that a copy would break, one of each kind.

import { getBucket } from '../../../emulator/s3/state.ts'
import type { ObjectSeed } from '../../../emulator/seed.ts'
import type { World } from '../../../emulator/world.ts'
import { BUCKET } from '../scenario.ts'

type Story = {
  readonly object?: Partial<ObjectSeed>
  readonly bucket?: (world: World) => void
  readonly inputs?: Readonly<Record<string, string>>
}

export const enableAcls = (world: World) => {
  getBucket(world, BUCKET).ownership = 'ObjectWriter'
}

const makeWebsite = (world: World) => {
  getBucket(world, BUCKET).website = true
}

export const HELD: readonly (readonly [reason: string, name: string, story: Story])[] = [
  ['too-large', 'larger than 5 GiB', { object: { size: 5 * 1024 ** 3 + 1 }, inputs: { 'copy-engine': 'batch' } }],
  ['website-redirect', 'a redirect of a website', { object: { websiteRedirect: '/new' }, bucket: makeWebsite }],
  ['archived', 'in GLACIER', { object: { storageClass: 'GLACIER' } }],
  ['archived', 'in DEEP_ARCHIVE', { object: { storageClass: 'DEEP_ARCHIVE' } }],
  ['archived', 'in an archive tier', { object: { storageClass: 'INTELLIGENT_TIERING', accessTier: 'ARCHIVE' } }],
  ['archived', 'in the deepest tier', { object: { storageClass: 'INTELLIGENT_TIERING', accessTier: 'DEEP_ARCHIVE' } }],
  ['object-lock', 'under retention', { object: { lock: { mode: 'COMPLIANCE', retainUntil: Date.UTC(2030, 0, 1) } } }],
  ['object-lock', 'under legal hold', { object: { lock: { legalHold: true } } }],
  [
    'acl-not-private',
    'readable by everybody',
    {
      bucket: enableAcls,
      object: { grants: [{ grantee: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"', permission: 'READ' }] },
    },
  ],
  ['storage-class-unsupported', 'in REDUCED_REDUNDANCY', { object: { storageClass: 'REDUCED_REDUNDANCY' } }],
]
