import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  loadNativeRecover,
  loadWasmRecover,
  type RecoverPublicKey,
  recoverLowS,
} from '../../app/crypto/evmSignature.ts'
import p1363 from '../vectors/secp256k1Wycheproof.json'
import bitcoin from '../vectors/secp256k1WycheproofBitcoin.json'

const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n
const native = await loadNativeRecover()
const engines = { ...(native ? { native } : {}), wasm: await loadWasmRecover() }
type Case = { readonly key: string; readonly msg: string }

/** Whether the key signed the text: the verification that recovery amounts to. */
function isSignedBy(recover: RecoverPublicKey, { key, msg }: Case, signature: Uint8Array): boolean {
  const hash = createHash('sha256').update(Buffer.from(msg, 'hex')).digest()
  return ([0, 1] as const).some((parity) => {
    const found = recoverLowS(recover, { hash, signature, parity })
    return found !== null && Buffer.from(found).toString('hex') === key
  })
}

/** The 64 bytes of a strict DER signature, or null. */
function readDer(der: Buffer): Buffer | null {
  const [tag, length] = der
  if (tag !== 0x30 || length !== der.length - 2 || length >= 0x80) return null
  const r = readInteger(der, 2)
  const s = r && readInteger(der, r.end)
  return s && s.end === der.length ? Buffer.concat([r.word, s.word]) : null
}

function readInteger(der: Buffer, at: number): { word: Buffer; end: number } | null {
  const length = der[at + 1] ?? 0
  const end = at + 2 + length
  const value = der.subarray(at + 2, end)
  if (der[at] !== 2 || length === 0 || end > der.length) return null
  if ((value[0] ?? 0) >= 0x80 || (length > 1 && value[0] === 0 && (value[1] ?? 0) < 0x80)) return null
  const hex = value.toString('hex').replace(/^(?:00)+/, '')
  return hex.length > 64 ? null : { word: Buffer.from(hex.padStart(64, '0'), 'hex'), end }
}

describe.each(Object.entries(engines))('Wycheproof secp256k1, %s', (_name, recover) => {
  test('behavior: of the 64-byte signatures, exactly the valid ones with the lower s verify', () => {
    for (const { id, comment, sig, result, ...one } of p1363.cases) {
      const signature = Buffer.from(sig, 'hex')
      const isLow = signature.length === 64 && BigInt(`0x${signature.toString('hex', 32)}`) <= HALF_ORDER
      const isSigned = signature.length === 64 && isSignedBy(recover, one, signature)
      expect([id, comment, isSigned]).toEqual([id, comment, result === 'valid' && isLow])
    }
  })

  test('behavior: of Bitcoin’s signatures, exactly the valid ones that v can express verify', () => {
    for (const { id, comment, sig, result, ...one } of bitcoin.cases) {
      const signature = readDer(Buffer.from(sig, 'hex'))
      const isSigned = signature !== null && isSignedBy(recover, one, signature)
      // The x of R is the order or more, which v cannot express: it is 0 or 1, as in Ethereum's own recovery. One R in
      // 2^128 is like this.
      const isNamed = !comment.startsWith('k*G has a large x-coordinate')
      expect([id, comment, isSigned]).toEqual([id, comment, result === 'valid' && isNamed])
    }
  })
})
