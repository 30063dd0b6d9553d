// Creates X.509 certificates for a test's proxy: a certification authority, and a server certificate for any host name,
// in DER (RFC 5280; ITU-T X.690). Node can read certificates, but not create them.

import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export type CertificateAuthority = {
  /** PEM, for NODE_EXTRA_CA_CERTS. */
  readonly certificate: string
  /** A server's certificate and private key, both PEM. */
  readonly issue: (host: string) => { readonly cert: string; readonly key: string }
}

const OID = {
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
}
const TAG = { boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, text: 0x0c, time: 0x17 }
const SEQUENCE = 0x30
const SET = 0x31
/** Context-specific tags: `[n]` constructed, and `[2]` of a SubjectAltName, a dNSName. */
const constructed = (number: number) => 0xa0 + number
const DNS_NAME = 0x82
/** Bits of KeyUsage: keyCertSign for the authority, digitalSignature for servers. */
const KEY_CERT_SIGN = Buffer.from([0x02, 0x04])
const DIGITAL_SIGNATURE = Buffer.from([0x07, 0x80])
/** Valid at any time that a test machine's clock may show. */
const VALIDITY = ['000101000000Z', '491231235959Z']

/** A new authority with its own keys. Its private key is never written anywhere. */
export function createCertificateAuthority(name: string): CertificateAuthority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const servers = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = servers.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const issue = (subject: string, publicKey: KeyObject, extensions: readonly Buffer[]) =>
    toPem(signCertificate({ issuer: name, subject, publicKey, extensions }, own.privateKey))
  return {
    certificate: issue(name, own.publicKey, [
      extension(OID.basicConstraints, sequence(encode(TAG.boolean, Buffer.from([0xff])))),
      extension(OID.keyUsage, encode(TAG.bits, KEY_CERT_SIGN)),
    ]),
    issue: (host) => ({
      key,
      cert: issue(host, servers.publicKey, [
        extension(OID.keyUsage, encode(TAG.bits, DIGITAL_SIGNATURE)),
        extension(OID.subjectAltName, sequence(encode(DNS_NAME, Buffer.from(host)))),
      ]),
    }),
  }
}

type Content = {
  readonly issuer: string
  readonly subject: string
  readonly publicKey: KeyObject
  readonly extensions: readonly Buffer[]
}

/** RFC 5280, section 4.1: the part to be signed, the algorithm, the signature. */
function signCertificate({ issuer, subject, publicKey, extensions }: Content, privateKey: KeyObject): Buffer {
  const version3 = encode(constructed(0), encode(TAG.integer, Buffer.from([2])))
  const serial = encode(TAG.integer, Buffer.concat([Buffer.from([1]), randomBytes(15)]))
  const algorithm = sequence(encodeOid(OID.ecdsaWithSha256))
  const validity = sequence(...VALIDITY.map((time) => encode(TAG.time, Buffer.from(time))))
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const rest = encode(constructed(3), sequence(...extensions))
  const signed = sequence(version3, serial, algorithm, distinguish(issuer), validity, distinguish(subject), spki, rest)
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', signed, privateKey)])
  return sequence(signed, algorithm, encode(TAG.bits, signature))
}

/** A distinguished name of one common name. */
function distinguish(name: string): Buffer {
  // X.520: a common name has at most 64 characters. The host itself is in the SubjectAltName.
  const text = encode(TAG.text, Buffer.from(name.slice(0, 64)))
  return sequence(encode(SET, sequence(encodeOid(OID.commonName), text)))
}

const extension = (oid: string, value: Buffer) => sequence(encodeOid(oid), encode(TAG.octets, value))

const sequence = (...parts: readonly Buffer[]) => encode(SEQUENCE, Buffer.concat(parts))

/** Tag, length, content. */
function encode(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content])
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 + bytes.length]), bytes])
}

/**
 * The first two numbers share a byte; each further one is encoded with seven bits per byte, all but the last marked.
 */
function encodeOid(oid: string): Buffer {
  const [first = 0, second = 0, ...rest] = oid.split('.').map(Number)
  return encode(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(encodeBase128)]))
}

function encodeBase128(value: number): number[] {
  const digits = [value % 128]
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) digits.unshift(0x80 + (left % 128))
  return digits
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
