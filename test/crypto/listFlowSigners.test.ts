import { describe, expect, test } from 'vitest'
import { addWeights, type FlowKey } from '../../app/core/login/flowSignature.ts'
import { listFlowSigners, verifyEcdsa } from '../../app/crypto/flowSignature.ts'
import { type AccountKey, createFlowKey } from '../standin/flow/createFlowKey.ts'

const text = 'harbor.example wants you to sign in with your Flow account:\n0x0b2a3299cc857e29\n\n✓'
const curves = ['P-256', 'secp256k1'] as const
const hashes = ['sha256', 'sha3-256'] as const
const kinds = curves.flatMap((curve) => hashes.map((hash) => ({ curve, hash })))

const list = (keys: readonly AccountKey[], signature: string, keyIndex: number | null = null) =>
  listFlowSigners({ message: text, signatures: [{ keyIndex, signature }], keys }).map(({ index }) => index)

describe('listFlowSigners', () => {
  test.each(kinds)('default: $curve with $hash', (kind) => {
    const [key, other] = [createFlowKey(kind), createFlowKey({ ...kind, index: 1 })]
    expect(list([other, key], key.sign(text))).toEqual([0])
    expect(list([other, key], key.sign(text), 0)).toEqual([0])
  })

  test.each(kinds)(
    'refuses: the same key of $curve with another hash than $hash, or on the other curve',
    (kind) => {
      const key = createFlowKey(kind)
      const others = kinds.filter(({ curve, hash }) => curve !== kind.curve || hash !== kind.hash)
      expect(others.flatMap((other) => list([{ ...key, ...other }], key.sign(text)))).toEqual([])
    },
  )

  test('refuses: another text, another key, a key that is named wrongly, and half a surrogate', () => {
    const [key, other] = [createFlowKey(), createFlowKey({ index: 1 })]
    expect(list([key], key.sign(`${text} `))).toEqual([])
    expect(list([other], key.sign(text))).toEqual([])
    expect(list([key, other], key.sign(text), 1)).toEqual([])
    expect(list([key], '00'.repeat(64))).toEqual([])
    expect(list([{ ...key, publicKey: 'ff'.repeat(64) }], key.sign(text))).toEqual([])
    const message = 'half \ud83d'
    const signatures = [{ keyIndex: null, signature: key.sign(message) }]
    expect(listFlowSigners({ message, signatures, keys: [key] })).toEqual([])
  })
})

/*
 * From the page "Verify a Signature" in the documentation of Flow's command line (onflow/flow-cli): a signature of a text
 * without a tag, with the account's raw key, P-256 and SHA3-256.
 */
const published = {
  text: 'The quick brown fox jumps over the lazy dog',
  signature:
    'b1c9eff5d829fdeaf2dad6308fc8033e3b8875bc185ef804ce5d0d980545ef5be0f98b47afc979d12272d257ce13c4b490e431bfcada485cb1d2e3f209be8d07',
  key: {
    publicKey:
      'c92a7c72a78f8f046a79f8a5fe1ef72424258a55eb869f13e6133301d64ad025d3362d5df9e7c82289637af1431042c4025d241fd430242368ce662d39636987',
    curve: 'P-256',
    hash: 'sha3-256',
  },
} as const satisfies { key: Pick<FlowKey, 'publicKey' | 'curve' | 'hash'> } & Record<string, unknown>

describe('verifyEcdsa', () => {
  test('default: a published signature', () => {
    const { text, signature, key } = published
    const bytes = Buffer.from(text)
    expect(verifyEcdsa({ key, bytes, signature })).toBe(true)
    expect(verifyEcdsa({ key: { ...key, hash: 'sha256' }, bytes, signature })).toBe(false)
    expect(verifyEcdsa({ key, bytes: Buffer.from(`${text}.`), signature })).toBe(false)
  })

  test('refuses: a published signature of an untagged text as one of a login', () => {
    const { text, signature, key } = published
    const keys = [{ ...key, index: 0, weight: 1000 }]
    expect(listFlowSigners({ message: text, signatures: [{ keyIndex: 0, signature }], keys })).toEqual([])
  })
})

/* From the changelog of Cadence (onflow/cadence, "Crypto"): two keys of half the weight each have signed "foo". */
const halves = [
  [
    'db04940e18ec414664ccfd31d5d2d4ece3985acb8cb17a2025b2f1673427267968e52e2bbf3599059649d4b2cce98fdb8a3048e68abf5abe3e710129e90696ca',
    '8870a8cbe6f44932ba59e0d15a706214cc4ad2538deb12c0cf718d86f32c47765462a92ce2da15d4a29eb4e2b6fa05d08c7db5d5b2a2cd8c2cb98ded73da31f6',
  ],
  [
    'df9609ee588dd4a6f7789df8d56f03f545d4516f0c99b200d73b9a3afafc14de5d21a4fc7a2a2015719dc95c9e756cfa44f2a445151aaf42479e7120d83df956',
    'bbdc5591c3f937a730d4f6c0a6fde61a0a6ceaa531ccb367c3559335ab9734f4f2b9da8adbe371f1f7da913b5a3fdd96a871e04f078928ca89a83d841c72fadf',
  ],
] as const

describe('the published signatures of two keys', () => {
  const keys = halves.map(([publicKey], index) => {
    return { index, publicKey, curve: 'P-256', hash: 'sha3-256', weight: 500 } as const
  })
  const weigh = (message: string, signatures: Parameters<typeof listFlowSigners>[0]['signatures']) =>
    addWeights(listFlowSigners({ message, signatures, keys }))

  test('default: both weigh enough together, whether or not they say which key they are of', () => {
    const named = halves.map(([, signature], keyIndex) => ({ keyIndex, signature }))
    expect(weigh('foo', named)).toBe(1000)
    expect(
      weigh(
        'foo',
        named.map((one) => ({ ...one, keyIndex: null })),
      ),
    ).toBe(1000)
  })

  test('refuses: one alone, one twice, one as the other, and both of another text', () => {
    const [one, other] = halves.map(([, signature], keyIndex) => ({ keyIndex, signature }))
    if (!one || !other) throw new Error('There are two.')
    expect(weigh('foo', [one])).toBe(500)
    expect(weigh('foo', [one, one])).toBe(500)
    expect(
      weigh('foo', [
        { ...one, keyIndex: 1 },
        { ...other, keyIndex: 0 },
      ]),
    ).toBe(0)
    expect(weigh('fox', [one, other])).toBe(0)
  })
})
