import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** A certificate that signs itself, and its key, both as PEM: valid for the given host in 2020 to 2049. */
export function makeCertificate(host: string): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const body = composeBody({ host, publicKey })
  const bits = encodeItem(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, privateKey)]))
  const der = encodeItem(0x30, Buffer.concat([body, ALGORITHM, bits]))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  }
}

/** ecdsa-with-SHA256. @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
const ALGORITHM = Buffer.from('300a06082a8648ce3d040302', 'hex')
const COMMON_NAME = Buffer.from('0603550403', 'hex')
const SUBJECT_ALT_NAME = Buffer.from('0603551d11', 'hex')

function composeBody({ host, publicKey }: { host: string; publicKey: KeyObject }): Buffer {
  const text = Buffer.from(host)
  const attribute = encodeItem(0x30, Buffer.concat([COMMON_NAME, encodeItem(0x0c, text)]))
  const name = encodeItem(0x30, encodeItem(0x31, attribute))
  const times = ['200101000000Z', '491231000000Z'].map((time) => encodeItem(0x17, Buffer.from(time)))
  const hosts = encodeItem(0x04, encodeItem(0x30, encodeItem(0x82, text)))
  const extension = encodeItem(0x30, Buffer.concat([SUBJECT_ALT_NAME, hosts]))
  return encodeItem(
    0x30,
    Buffer.concat([
      ...[encodeItem(0xa0, Buffer.from('020102', 'hex')), Buffer.from('020101', 'hex'), ALGORITHM, name],
      ...[encodeItem(0x30, Buffer.concat(times)), name, publicKey.export({ type: 'spki', format: 'der' })],
      encodeItem(0xa3, encodeItem(0x30, extension)),
    ]),
  )
}

function encodeItem(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}
