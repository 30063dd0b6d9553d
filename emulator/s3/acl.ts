// Owners and access control lists (S3 User Guide, "Access control list (ACL) overview").

import { createHash } from 'node:crypto'
import { ServiceError } from '../http.ts'
import type { Bucket, Grant } from '../world.ts'
import { child, children, childText, element, malformedXml, type XmlElement } from '../xml.ts'
import { invalidArgument } from './call.ts'

const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers'
const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers'
const PERMISSIONS = ['FULL_CONTROL', 'WRITE', 'WRITE_ACP', 'READ', 'READ_ACP']
const GRANT_HEADERS: ReadonlyMap<string, string> = new Map([
  ['x-amz-grant-full-control', 'FULL_CONTROL'],
  ['x-amz-grant-read', 'READ'],
  ['x-amz-grant-read-acp', 'READ_ACP'],
  ['x-amz-grant-write-acp', 'WRITE_ACP'],
])

/** The canonical user id of an account: 64 hex digits, the same on every run. */
export function canonicalId(account: string): string {
  return createHash('sha256').update(`canonical user of ${account}`).digest('hex')
}

/** `<Owner>` or `<Initiator>`. */
export function renderOwner(account: string, name = 'Owner'): XmlElement {
  return element(name, [element('ID', canonicalId(account))])
}

/**
 * The grants that a write requests by canned ACL or grant headers, in addition to the owner's FULL_CONTROL. If the
 * bucket owner is enforced, all other ACLs are refused (S3 User Guide, "Controlling ownership of objects").
 */
export function parseGrantHeaders(headers: Readonly<Record<string, string>>, bucket: Bucket): readonly Grant[] {
  const canned = headers['x-amz-acl']
  const granted = [...GRANT_HEADERS].filter(([name]) => headers[name] !== undefined)
  if (canned === undefined && granted.length === 0) return []
  if (canned === 'bucket-owner-full-control') return []
  if (bucket.ownership === 'BucketOwnerEnforced') throw aclNotSupported()
  if (canned !== undefined) return cannedGrants(canned)
  const isOfOwner = ({ grantee, permission }: Grant): boolean =>
    grantee === canonicalId(bucket.owner) && permission === 'FULL_CONTROL'
  return granted
    .flatMap(([name, permission]) => parseGrantees(headers[name] ?? '').map((grantee) => ({ grantee, permission })))
    .filter((grant) => !isOfOwner(grant))
}

/** 400 if ACLs are disabled. */
export function aclNotSupported(): ServiceError {
  return new ServiceError(400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs')
}

function cannedGrants(canned: string): readonly Grant[] {
  switch (canned) {
    case 'private':
    case 'bucket-owner-read':
      return []
    case 'public-read':
      return [{ grantee: ALL_USERS, permission: 'READ' }]
    case 'public-read-write':
      return ['READ', 'WRITE'].map((permission) => ({ grantee: ALL_USERS, permission }))
    case 'authenticated-read':
      return [{ grantee: AUTHENTICATED_USERS, permission: 'READ' }]
    default:
      throw invalidArgument('', 'x-amz-acl', canned)
  }
}

function parseGrantees(header: string): readonly string[] {
  return header.split(',').map((one) => {
    const [, , value] = /^\s*(id|uri|emailAddress)\s*=\s*"?([^"]*)"?\s*$/.exec(one) ?? []
    if (value === undefined) throw invalidArgument('Argument format not recognized', 'x-amz-grant', one)
    return value
  })
}

/** The body of PutObjectAcl: every grant except the owner's own FULL_CONTROL. */
export function parseAccessControlPolicy(root: XmlElement, owner: string): readonly Grant[] {
  const list = child(root, 'AccessControlList')
  if (list === undefined) throw malformedXml()
  return children(list, 'Grant').flatMap((grant) => {
    const grantee = child(grant, 'Grantee')
    const name = childText(grantee, 'ID') ?? childText(grantee, 'URI') ?? childText(grantee, 'EmailAddress')
    const permission = childText(grant, 'Permission')
    if (name === undefined || permission === undefined || !PERMISSIONS.includes(permission)) throw malformedXml()
    return name === canonicalId(owner) && permission === 'FULL_CONTROL' ? [] : [{ grantee: name, permission }]
  })
}

/** `<AccessControlPolicy>` as S3 writes it. */
export function renderAccessControlPolicy(owner: string, grants: readonly Grant[]): XmlElement {
  const all = [{ grantee: canonicalId(owner), permission: 'FULL_CONTROL' }, ...grants]
  return element('AccessControlPolicy', [renderOwner(owner), element('AccessControlList', all.map(renderGrant))])
}

function renderGrant(grant: Grant): XmlElement {
  const isGroup = grant.grantee.startsWith('http')
  const grantee = element('Grantee', [element(isGroup ? 'URI' : 'ID', grant.grantee)], {
    'xmlns:xsi': XSI,
    'xsi:type': isGroup ? 'Group' : 'CanonicalUser',
  })
  return element('Grant', [grantee, element('Permission', grant.permission)])
}
