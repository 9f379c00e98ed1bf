import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseCoreAsset, parseCoreCollection } from '../../../app/chains/solana/coreAccounts.ts'
import { coreProgram, systemProgram } from '../../../app/chains/solana/programs.ts'
import { encodeBase58 } from '../../../app/core/chain/base58.ts'
import { fc } from '../../random.ts'
import type { CoreVectors } from './coreVectors.ts'

const { assets, collections, others } = JSON.parse(
  readFileSync('test/vectors/coreAccounts.json', 'utf8'),
) as CoreVectors
const of = (hex: string) => ({ program: coreProgram, data: Buffer.from(hex, 'hex') })
const addressOf = (byte: number) => encodeBase58(new Uint8Array(32).fill(byte))

describe('an asset of Metaplex Core', () => {
  test.each(assets)('default: $name', ({ data, isOfCollection, isFrozen }) => {
    const collection = isOfCollection ? addressOf(2) : null
    expect(parseCoreAsset(of(data))).toEqual({ owner: addressOf(1), collection, isFrozen })
  })

  test('behavior: a frozen asset that ends too early is not known to be free, unless no plugin has begun', () => {
    for (const { data } of assets.filter(({ isFrozen }) => isFrozen)) {
      const whole = Buffer.from(data, 'hex')
      const found = Array.from({ length: whole.length }, (_, length) =>
        parseCoreAsset({ program: coreProgram, data: whole.subarray(0, length) }),
      )
      expect(found.filter((one) => one?.isFrozen === false)).toHaveLength(1)
    }
  })

  test('behavior: any bytes are read without a fault', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...assets, ...collections),
        fc.array(fc.tuple(fc.nat(260), fc.nat(255)), { maxLength: 6 }),
        ({ data }, changes) => {
          const account = of(data)
          for (const [at, byte] of changes) if (at < account.data.length) account.data[at] = byte
          expect([true, false, null, undefined]).toContain(parseCoreAsset(account)?.isFrozen)
          expect([true, false, null, undefined]).toContain(parseCoreCollection(account)?.mayHaveCompressed)
        },
      ),
    )
  })
})

describe('a collection of Metaplex Core', () => {
  test.each(collections)('default: $name', ({ data, mayHaveCompressed }) => {
    expect(parseCoreCollection(of(data))).toEqual({ name: 'Lights', mayHaveCompressed })
  })

  test('behavior: of one whose plugins are not read, compressed NFTs are not ruled out', () => {
    const { data = '' } = collections.at(-1) ?? {}
    const cut = { program: coreProgram, data: Buffer.from(data, 'hex').subarray(0, 90) }
    expect(parseCoreCollection(cut)).toEqual({ name: 'Lights', mayHaveCompressed: null })
  })
})

test.each([...others, ...collections])('refuses: $name as an asset', ({ data }) => {
  expect(parseCoreAsset(of(data))).toBeNull()
})
test.each([...others, ...assets])('refuses: $name as a collection', ({ data }) => {
  expect(parseCoreCollection(of(data))).toBeNull()
})
test('refuses: accounts of another program', () => {
  for (const { data } of [...assets, ...collections]) {
    expect(parseCoreAsset({ ...of(data), program: systemProgram })).toBeNull()
    expect(parseCoreCollection({ ...of(data), program: systemProgram })).toBeNull()
  }
})
