// Reads the ObjectAccessControlList column, and tells whether an ACL is the private one that a copy would set.

type AclJudgement = 'private' | 'not-private' | 'unknown'

export type AclJudge = (column: string | undefined, owner: string | undefined) => AclJudgement

/** A judge for many objects, most of which have the same ACL as the object before. */
export function createAclJudge(): AclJudge {
  let last: { readonly column: string | undefined; readonly owner: string | undefined } | undefined
  let judgement: AclJudgement = 'unknown'
  return (column, owner) => {
    if (last === undefined || last.column !== column || last.owner !== owner) {
      last = { column, owner }
      judgement = judgeAcl(column, owner)
    }
    return judgement
  }
}

/**
 * Judges an object's ACL: base64 of `{"version","status","grants":[{"canonicalId","type","permission"}]}` (S3 User
 * Guide, "Object access control lists in Amazon S3 Inventory"). Private means exactly one grant, FULL_CONTROL for the
 * object's owner; without the ObjectOwner column the grantee cannot be identified as the owner.
 */
export function judgeAcl(column: string | undefined, owner: string | undefined): AclJudgement {
  const acl = parseAcl(column ?? '')
  if (acl === undefined) return 'unknown'
  const [grant] = acl
  if (grant === undefined || acl.length > 1) return 'not-private'
  const { type, permission, canonicalId } = grant as Record<string, unknown>
  if (type !== 'CanonicalUser' || permission !== 'FULL_CONTROL') return 'not-private'
  if (owner === undefined || owner === '') return 'unknown'
  return canonicalId === owner ? 'private' : 'not-private'
}

/** The grants; undefined if there are none or the text is not as documented. */
function parseAcl(column: string): readonly object[] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(column, 'base64').toString('utf8'))
    const { status, grants } = value as Record<string, unknown>
    const isRead = status === 'AVAILABLE' && Array.isArray(grants)
    return isRead && grants.every((grant) => typeof grant === 'object' && grant !== null) ? grants : undefined
  } catch {
    return undefined
  }
}
