import {
  getOffchainMessageV0Encoder,
  address as kitAddress,
  type OffchainMessageV0,
  offchainMessageApplicationDomain,
} from '@solana/kit'
import { describe, expect, test } from 'vitest'
import { encodeBase58 } from '../../app/core/chain/base58.ts'
import type { SolanaAddress } from '../../app/core/chain/types.ts'
import { verifySolanaSignature } from '../../app/crypto/solanaSignature.ts'
import ledger from '../vectors/solanaLedger.json' with { type: 'json' }
import { makeSolanaKey } from './solanaKey.ts'

const key = makeSolanaKey()
const { address } = key
const message = 'shop.example wants you to sign in with your Solana account:\nfree\n'
const text = Buffer.from(message)
const base58 = (bytes: Uint8Array) => encodeBase58(bytes)
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const verify = (signature: string, over: Partial<{ address: SolanaAddress; message: string }> = {}) =>
  verifySolanaSignature({ address, message, signature, ...over })

const application = (domain: string) => {
  const bytes = Buffer.alloc(32)
  bytes.write(domain, 'latin1')
  return bytes
}

/** The envelopes, built field by field as the two specifications define them. */
const domain = Buffer.concat([Buffer.from([0xff]), Buffer.from('solana offchain', 'ascii')])
const length = (bytes: Uint8Array) => Buffer.from([bytes.length & 0xff, bytes.length >> 8])
const short = (format: number, body: Uint8Array = text, version = 0) =>
  Buffer.concat([domain, Buffer.from([version, format]), length(body), body])
const long = ({
  format,
  signers = [key.publicKey],
  application = Buffer.alloc(32),
  body = text,
}: {
  format: number
  signers?: readonly Uint8Array[]
  application?: Uint8Array
  body?: Uint8Array
}) =>
  Buffer.concat([
    domain,
    Buffer.from([0]),
    application,
    Buffer.from([format, signers.length]),
    ...signers,
    length(body),
    body,
  ])

describe('verifySolanaSignature', () => {
  test('default: a signature over the bytes of the text, in base58 or base64', () => {
    expect(verify(base58(key.sign(text)))).toBe(true)
    expect(verify(base64(key.sign(text)))).toBe(true)
  })

  test.each([0, 1, 2])(
    'behavior: a signature over either off-chain envelope of format %i is valid',
    (format) => {
      expect(verify(base58(key.sign(short(format))))).toBe(true)
      expect(verify(base58(key.sign(long({ format }))))).toBe(true)
    },
  )

  test.each([
    [0, 'Sign in: free'],
    [1, 'Käufe ✌🏿'],
    [2, 'x'.repeat(1300)],
  ])('behavior: a signature over the library’s envelope of format %i is valid', (format, said) => {
    const whole: unknown = {
      version: 0,
      applicationDomain: offchainMessageApplicationDomain('1'.repeat(32)),
      content: { format, text: said },
      requiredSignatories: [{ address: kitAddress(address) }],
    }
    const envelope = getOffchainMessageV0Encoder().encode(whole as OffchainMessageV0)
    expect(verify(base58(key.sign(Uint8Array.from(envelope))), { message: said })).toBe(true)
  })

  test.each(ledger.cases)(
    'behavior: what a Ledger signed for $domain is valid for that domain alone',
    ({ domain, message, ...signed }) => {
      const address = signed.address as SolanaAddress
      expect(verify(signed.signature, { address, message })).toBe(true)
      expect(verify(signed.signature, { address, message: message.replaceAll(domain, 'evil.example') })).toBe(
        false,
      )
    },
  )

  test('behavior: a signature over the envelope that names the domain of the text is valid', () => {
    for (const format of [0, 1, 2]) {
      const bytes = long({ format, application: application('shop.example') })
      expect(verify(base58(key.sign(bytes)))).toBe(true)
    }
    const longest = `${'a'.repeat(24)}.example`
    const body = Buffer.from(message.replace('shop.example', longest))
    const bytes = long({ format: 0, application: application(longest), body })
    expect(verify(base58(key.sign(bytes)), { message: body.toString() })).toBe(true)
  })

  test('behavior: a text that is not ASCII fits only formats 1 and 2', () => {
    const body = Buffer.from('Wirtschaft und Käufe')
    const over = { message: body.toString() }
    expect(verify(base58(key.sign(body)), over)).toBe(true)
    expect(verify(base58(key.sign(short(1, body))), over)).toBe(true)
    expect(verify(base58(key.sign(long({ format: 2, body }))), over)).toBe(true)
    expect(verify(base58(key.sign(short(0, body))), over)).toBe(false)
    expect(verify(base58(key.sign(long({ format: 0, body }))), over)).toBe(false)
  })

  test('behavior: above 1,212 bytes only format 2 is valid', () => {
    const body = Buffer.alloc(1213, 'a')
    const over = { message: body.toString() }
    expect(verify(base58(key.sign(short(2, body))), over)).toBe(true)
    expect(verify(base58(key.sign(short(1, body))), over)).toBe(false)
    expect(verify(base58(key.sign(short(0, body))), over)).toBe(false)
  })

  const other = makeSolanaKey()
  test.each<[string, Uint8Array]>([
    ['another text', Buffer.from(`${message} `)],
    ['an unknown format', short(3)],
    ['an envelope of version 1', short(0, text, 1)],
    ['an envelope for another application', long({ format: 0, application: Buffer.alloc(32, 7) })],
    ['an envelope for another site', long({ format: 0, application: application('evil.example') })],
    ['an envelope for a part of the domain', long({ format: 0, application: application('shop') })],
    ['an envelope for a padded domain', long({ format: 0, application: application(' shop.example') })],
    [
      'an envelope for a domain with a space at the end',
      long({ format: 0, application: application('shop.example ') }),
    ],
    ['an envelope that names another signer', long({ format: 0, signers: [other.publicKey] })],
    ['an envelope that names two signers', long({ format: 0, signers: [key.publicKey, other.publicKey] })],
    ['an envelope without a signer', long({ format: 0, signers: [] })],
    ['an envelope in an envelope', short(2, short(0))],
    ['an envelope with an extra byte', Buffer.concat([short(0), Buffer.alloc(1)])],
    ['a transaction that carries the text', Buffer.concat([Buffer.from([1, 0, 1]), text])],
  ])('refuses: a signature over %s', (_case, bytes) => {
    expect(verify(base58(key.sign(bytes)))).toBe(false)
  })

  test.each([
    ['of a text that is no sign-in', 'shop.example wants something else', 'shop.example'],
    [
      'that is cut off',
      message.replace('shop.example', `${'a'.repeat(25)}.example`),
      `${'a'.repeat(25)}.exampl`,
    ],
  ])('refuses: an application domain %s', (_case, said, domain) => {
    const bytes = long({ format: 0, application: application(domain), body: Buffer.from(said) })
    expect(verify(base58(key.sign(bytes)), { message: said })).toBe(false)
  })

  test('refuses: another wallet, and an address that differs in case', () => {
    const signature = base58(key.sign(text))
    expect(verify(signature, { address: other.address })).toBe(false)
    const swapped = [...address]
      .map((letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter))
      .join('')
    expect(verify(signature, { address: swapped as SolanaAddress })).toBe(false)
  })

  test('refuses: any other spelling of the signature', () => {
    const bytes = key.sign(text)
    const [in58, in64] = [base58(bytes), base64(bytes)]
    const last = in64[85] ?? ''
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const spare = letters[letters.indexOf(last) + 1] ?? ''
    const others = [
      '',
      `1${in58}`,
      `${in58} `,
      ` ${in58}`,
      `${in58}\n`,
      `${in64}\n`,
      in64.slice(0, -2),
      in64.slice(0, -1),
      `${in64}==`,
      `${in64.slice(0, 85)}${spare}==`,
      in64.replaceAll('+', '-').replaceAll('/', '_').replace('==', ''),
      Buffer.from(bytes).toString('hex'),
      `0x${Buffer.from(bytes).toString('hex')}`,
      base58(bytes.subarray(0, 63)),
      base58(Buffer.concat([bytes, Buffer.alloc(1)])),
      base64(bytes.subarray(0, 63)),
    ]
    for (const one of others) expect([one, verify(one)]).toEqual([one, false])
  })

  test('refuses: a text with a lone surrogate, which is signed as another text', () => {
    const broken = 'a \ud800'
    expect(verify(base58(key.sign(Buffer.from(broken))), { message: broken })).toBe(false)
  })
})
