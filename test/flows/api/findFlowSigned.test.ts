import { describe, expect, test } from 'vitest'
import { flowChain } from '../../../app/core/chain/chains.ts'
import { parseFlowAddress } from '../../../app/core/chain/parseFlowAddress.ts'
import { parseFlowSignatures } from '../../../app/core/login/flowSignature.ts'
import { listFlowSigners } from '../../../app/crypto/flowSignature.ts'
import { findFlowSigned } from '../../../app/flows/api/findFlowSigned.ts'
import { fc } from '../../random.ts'
import { createFlowKey } from '../../standin/flow/createFlowKey.ts'

const address = parseFlowAddress('0x0b2a3299cc857e29')
const texts = ['first', 'second', 'third']
/** Six pairs: making one takes longer than using it. */
const pairs = (['P-256', 'secp256k1'] as const).flatMap((curve) =>
  (['sha256', 'sha3-256', 'sha256'] as const).map((hash) => createFlowKey({ curve, hash })),
)
const place = fc.nat({ max: pairs.length - 1 })
const account = fc.array(
  fc.record({ pair: place, weight: fc.constantFrom(1, 400, 499, 500, 600, 999, 1000) }),
  {
    maxLength: 5,
  },
)
const signed = fc.array(
  fc.record({ pair: place, keyId: fc.nat({ max: 5 }), text: fc.constantFrom('first', 'second', 'other') }),
  { minLength: 1, maxLength: 5 },
)

describe('findFlowSigned', () => {
  test('default: of any account and any signatures, the distinct keys that signed a text decide by their weight', async () => {
    const property = fc.asyncProperty(account, signed, async (own, signatures) => {
      const keys = own.map(({ pair, weight }, index) => ({ ...pairs[pair], index, weight })) as ReturnType<
        typeof createFlowKey
      >[]
      const composites = signatures.map(({ pair, keyId, text }) => ({
        ...{ addr: address, keyId, signature: pairs[pair]?.sign(text) },
      }))
      // By hand: a place counts if its own pair signed under its number, and a pair counts once, at its heaviest place.
      const weigh = (text: string) =>
        pairs.reduce((sum, _, pair) => {
          const places = own.flatMap((key, index) =>
            key.pair === pair &&
            signatures.some((one) => one.pair === pair && one.keyId === index && one.text === text)
              ? key.weight
              : [],
          )
          return sum + Math.max(0, ...places)
        }, 0)
      const first = texts.find((text) => weigh(text) > 0)
      const found = findFlowSigned(
        { readFlowKeys: async () => keys, listFlowSigners },
        { chain: flowChain.slug, address, signature: JSON.stringify(composites), messages: texts },
      )
      if (first === undefined) expect(await found).toBeNull()
      else if (weigh(first) >= 1000) expect(await found).toBe(first)
      else await expect(found).rejects.toMatchObject({ code: 'ERR_SIGNATURE_INVALID' })
    })
    await fc.assert(property, { numRuns: 150 })
  })
})

describe('parseFlowSignatures', () => {
  test('default: any text and any JSON is a signature or none, and never an error', () => {
    const text = fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^[0-9a-f]{127,129}$/))
    const property = fc.property(text, (one) => {
      for (const { signature } of parseFlowSignatures({ text: one, address }) ?? [])
        expect(signature).toMatch(/^[0-9a-f]{128}$/i)
    })
    expect(() => fc.assert(property)).not.toThrow()
  })
})
