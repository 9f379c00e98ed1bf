import { describe, expect, test } from 'vitest'
import { parseMetadata } from '../../../app/chains/solana/metadata.ts'
import { metadataProgram, tokenProgram } from '../../../app/chains/solana/programs.ts'
import type { SolanaAddress } from '../../../app/core/chain/types.ts'
import { encodeMetadata, type MetadataFacts } from '../../standin/chains/solana/encodeMetadata.ts'
import { walletOf } from './openSolana.ts'

const mint = walletOf('mint')
const collection = walletOf('collection')
const creators = [
  { address: walletOf('a creator'), verified: true, share: 60 },
  { address: walletOf('another creator'), verified: false, share: 40 },
]
const facts: MetadataFacts = {
  mint,
  name: 'Light #3',
  symbol: 'LIGHT',
  uri: 'https://lights.example/3.json',
  creators,
  collection: { address: collection, verified: true },
  standard: 'programmableNonFungible',
}
const parse = (data: Buffer, program: SolanaAddress = metadataProgram) =>
  parseMetadata({ account: { program, data }, mint })

describe('metadata of Metaplex', () => {
  test('default', () => {
    expect(parse(encodeMetadata(facts))).toEqual({
      name: 'Light #3',
      symbol: 'LIGHT',
      link: 'https://lights.example/3.json',
      standard: 'programmableNonFungible',
      verifiedCreators: [walletOf('a creator')],
      verifiedCollection: collection,
      isSizedCollection: false,
    })
    expect(parse(encodeMetadata({ mint, name: 'Lights', size: 12n }))).toEqual({
      name: 'Lights',
      symbol: '',
      link: '',
      standard: null,
      verifiedCreators: [],
      verifiedCollection: null,
      isSizedCollection: true,
    })
  })

  test('behavior: an unverified collection does not count', () => {
    const claimed = encodeMetadata({ ...facts, collection: { address: collection, verified: false } })
    expect(parse(claimed)).toMatchObject({ verifiedCollection: null })
  })

  test('behavior: a tail that an early version overwrote counts as absent, and the fields before it count', () => {
    const data = encodeMetadata(facts)
    const tail = data.indexOf(Buffer.from([1, 4, 1, 1]))
    expect(tail).toBeGreaterThan(300)
    for (const [offset, value] of [
      [0, 7],
      [1, 9],
      [2, 3],
      [3, 2],
    ] as const) {
      const spoilt = Buffer.from(data)
      spoilt[tail + offset] = value
      expect(parse(spoilt)).toMatchObject({
        standard: null,
        verifiedCollection: null,
        verifiedCreators: [walletOf('a creator')],
      })
    }
  })

  test('behavior: accounts that end with their last field are parsed', () => {
    const data = encodeMetadata(facts)
    // The account ends after the uses, after the collection details, or after the programmable part.
    const end = data.indexOf(Buffer.from([1, 4, 1, 1])) + 2 + 34 + 1
    for (const length of [end, end + 1, end + 2, data.length])
      expect(parse(data.subarray(0, length))).toMatchObject({ verifiedCollection: collection })
  })

  test('refuses: data that is not metadata of this mint', () => {
    const data = encodeMetadata(facts)
    const changed = (offset: number, value: number) => {
      const copy = Buffer.from(data)
      copy[offset] = value
      return copy
    }
    expect(parse(data, tokenProgram)).toBeNull()
    expect(parse(encodeMetadata({ ...facts, mint: walletOf('another mint') }))).toBeNull()
    // Another kind of account, an overlong name, too many creators, and an invalid boolean.
    expect(parse(changed(0, 6))).toBeNull()
    expect(parse(changed(65, 33))).toBeNull()
    expect(parse(changed(68, 255))).toBeNull()
    const count = data.indexOf(Buffer.from([1, 2, 0, 0, 0]))
    expect(parse(changed(count + 1, 6))).toBeNull()
    expect(parse(changed(count, 2))).toBeNull()
    expect(parse(changed(count + 5 + 32, 2))).toBeNull()
    for (let length = 0; length < count + 5; length++) expect(parse(data.subarray(0, length))).toBeNull()
  })
})
