import { hashMessage, recoverMessageAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount, sign } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import {
  loadNativeRecover,
  loadWasmRecover,
  recoverEvmAddress,
  recoverWith,
} from '../../app/crypto/evmSignature.ts'
import { fc } from '../random.ts'

const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const message = 'shop.example wants you to sign in with your Ethereum account:\n…'
const signature = await account.signMessage({ message })
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const word = (value: bigint) => value.toString(16).padStart(64, '0')
const native = await loadNativeRecover()
const wasm = await loadWasmRecover()
const engines = native ? { native, wasm } : { wasm }

describe.each(Object.entries(engines))('recoverEvmAddress, %s', (_name, engine) => {
  const recover = (parameters: { message: string; signature: string }) => recoverWith(engine, parameters)

  test('default', () => {
    expect(recover({ message, signature })).toBe(account.address.toLowerCase())
  })

  test('behavior: v may be 0, 1, 27 or 28, hex of any case', () => {
    const old = signature.slice(-2) === '1b' ? '00' : '01'
    const signer = account.address.toLowerCase()
    expect(recover({ message, signature: signature.slice(0, -2) + old })).toBe(signer)
    expect(recover({ message, signature: `0x${signature.slice(2).toUpperCase()}` })).toBe(signer)
  })

  test('behavior: another text or the other parity recovers another address', () => {
    const flipped = signature.slice(0, -2) + (signature.slice(-2) === '1b' ? '1c' : '1b')
    expect(recover({ message: `${message} `, signature })).not.toBe(account.address.toLowerCase())
    expect(recover({ message, signature: flipped })).not.toBe(account.address.toLowerCase())
  })

  test('behavior: agrees with viem on any key and any text', async () => {
    const key = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .filter((bytes) => bytes.some((b) => b > 0) && (bytes[0] ?? 0) < 255)
    await fc.assert(
      fc.asyncProperty(key, fc.string({ unit: 'binary', maxLength: 200 }), async (bytes, text) => {
        const signed = await sign({
          hash: hashMessage(text),
          privateKey: `0x${Buffer.from(bytes).toString('hex')}`,
          to: 'hex',
        })
        const theirs = await recoverMessageAddress({ message: text, signature: signed })
        expect(recover({ message: text, signature: signed })).toBe(theirs.toLowerCase())
      }),
      { numRuns: 60 },
    )
  })

  const r = signature.slice(2, 66)
  const s = signature.slice(66, 130)
  const v = signature.slice(130)
  test.each([
    ['nothing', ''],
    ['only a prefix', '0x'],
    ['no prefix', signature.slice(2)],
    ['a missing digit', signature.slice(0, -1)],
    ['an extra byte', `${signature}00`],
    ['a line feed at the end', `${signature}\n`],
    ['the 64-byte form', signature.slice(0, 130)],
    ['not hex', signature.replace(/.$/, 'z')],
    ['v of 2', `0x${r}${s}02`],
    ['v of 29', `0x${r}${s}1d`],
    ['a v that contains a chain id', `0x${r}${s}25`],
    ['r of zero', `0x${word(0n)}${s}${v}`],
    ['s of zero', `0x${r}${word(0n)}${v}`],
    ['r of the group order', `0x${word(order)}${s}${v}`],
    ['r above the field’s size', `0x${'ff'.repeat(32)}${s}${v}`],
    ['s of the group order', `0x${r}${word(order)}${v}`],
    [
      'the high s of the same signature',
      `0x${r}${word(order - BigInt(`0x${s}`))}${v === '1b' ? '1c' : '1b'}`,
    ],
    ['an r of no curve point', `0x${word(5n)}${s}${v}`],
    ['zeros', `0x${'00'.repeat(65)}`],
  ])('refuses: %s', (_case, text) => {
    expect(recover({ message, signature: text })).toBeNull()
  })

  test('behavior: it never throws on random input', () => {
    const hex = fc
      .uint8Array({ minLength: 60, maxLength: 70 })
      .map((b) => `0x${Buffer.from(b).toString('hex')}`)
    const shaped = fc.uint8Array({ minLength: 65, maxLength: 65 }).map((b) => {
      b[64] = (b[64] ?? 0) & 1
      b[32] = (b[32] ?? 0) & 127
      return `0x${Buffer.from(b).toString('hex')}`
    })
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.string(), hex, shaped), (text, rubbish) => {
        const found = recover({ message: text, signature: rubbish })
        expect(found === null || /^0x[0-9a-f]{40}$/.test(found)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

test('default: the live engine', async () => {
  const fresh = privateKeyToAccount(generatePrivateKey())
  const signed = await fresh.signMessage({ message: 'hello' })
  expect(recoverEvmAddress({ message: 'hello', signature: signed })).toBe(fresh.address.toLowerCase())
})
