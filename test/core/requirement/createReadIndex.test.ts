import { describe, expect, test } from 'vitest'
import { parseFlowAddress } from '../../../app/core/chain/parseFlowAddress.ts'
import { parseFlowContract } from '../../../app/core/chain/parseFlowContract.ts'
import type { ChainSlug } from '../../../app/core/chain/types.ts'
import type { CallQuestion } from '../../../app/core/requirement/calls/types.ts'
import { createReadIndex } from '../../../app/core/requirement/createReadIndex.ts'
import type { Read } from '../../../app/core/requirement/reads.ts'
import { address, ethereum, LIST, solana, solanaAddress } from './samples.ts'

const [a, b] = [address('a'), address('b')]
const [c, d] = [solanaAddress('c'), solanaAddress('d')]
const range = (first: bigint, last = first) => ({ first, last })

/** Reads that differ in one part each: wallet, contract or moment. */
const ofContract = <Kind extends 'erc20' | 'erc721' | 'erc1155All'>(kind: Kind) =>
  [
    { chain: ethereum, kind, contract: a, owner: a },
    { chain: ethereum, kind, contract: a, owner: b },
    { chain: ethereum, kind, contract: b, owner: a },
    { chain: ethereum, at: { block: 7n }, kind, contract: a, owner: a },
    { chain: ethereum, at: { ago: 7 }, kind, contract: a, owner: a },
  ] as const

const set = { first: 7n, bits: new Uint8Array([1]), count: 1 }
const question: CallQuestion = {
  ...{ method: 'isOwner(address)(bool)', args: ['wallet'], word: 0, answer: 'true' },
  ...{ equals: null, tokenIds: [], isRefusalNo: false },
}
const asked = { chain: ethereum, kind: 'call', contract: a, owner: a, question } as const

const held = {
  chain: 'flow' as ChainSlug,
  kind: 'flowHolding',
  owner: parseFlowAddress('0x1654653399040a61'),
} as const

/** Reads of every kind, of which no two may share an answer: the answer for one wallet must never serve another. */
const reads: { readonly [Kind in Read['kind']]: readonly (Read & { readonly kind: Kind })[] } = {
  native: [
    { chain: ethereum, kind: 'native', owner: a },
    { chain: ethereum, kind: 'native', owner: b },
    { chain: 'polygon' as ChainSlug, kind: 'native', owner: a },
  ],
  stake: [
    { chain: solana, kind: 'stake', owner: solanaAddress('a') },
    { chain: solana, kind: 'stake', owner: solanaAddress('b') },
  ],
  erc20: ofContract('erc20'),
  erc721: ofContract('erc721'),
  flowHolding: [
    { ...held, contract: parseFlowContract('A.0b2a3299cc857e29.TopShot') },
    { ...held, contract: parseFlowContract('A.0b2a3299cc857e29.Topshot') },
    { ...held, contract: parseFlowContract('A.0b2a3299cc857e30.TopShot') },
    {
      ...{ ...held, owner: parseFlowAddress('0x1654653399040a62') },
      contract: parseFlowContract('A.0b2a3299cc857e29.TopShot'),
    },
  ],
  erc1155All: ofContract('erc1155All'),
  erc721Ids: [
    { chain: ethereum, kind: 'erc721Ids', contract: a, owner: a, ids: [range(1n)] },
    { chain: ethereum, kind: 'erc721Ids', contract: a, owner: a, ids: [range(1n, 2n)] },
    { chain: ethereum, kind: 'erc721Ids', contract: a, owner: b, ids: [range(1n)] },
  ],
  erc721Set: [
    { chain: ethereum, kind: 'erc721Set', contract: a, owner: a, set, setKey: '7g' },
    { chain: ethereum, kind: 'erc721Set', contract: a, owner: a, set, setKey: '8g' },
    { chain: ethereum, kind: 'erc721Set', contract: a, owner: b, set, setKey: '7g' },
  ],
  erc1155: [
    { chain: ethereum, kind: 'erc1155', contract: a, owner: a, tokenId: 1n },
    { chain: ethereum, kind: 'erc1155', contract: a, owner: a, tokenId: 11n },
    { chain: ethereum, kind: 'erc1155', contract: a, owner: b, tokenId: 1n },
  ],
  call: [
    { ...asked, questionKey: 'one' },
    { ...asked, questionKey: 'other' },
    { ...asked, questionKey: 'one', owner: b },
    { ...asked, questionKey: 'one', contract: b },
  ],
  delegation: [
    { chain: ethereum, kind: 'delegation', scope: { kind: 'wallet' }, vault: a, delegate: b },
    { chain: ethereum, kind: 'delegation', scope: { kind: 'wallet' }, vault: b, delegate: a },
    { chain: ethereum, kind: 'delegation', scope: { kind: 'contract', contract: a }, vault: a, delegate: b },
    { chain: ethereum, kind: 'delegation', scope: { kind: 'erc20', contract: a }, vault: a, delegate: b },
    {
      chain: ethereum,
      kind: 'delegation',
      scope: { kind: 'erc721', contract: a, tokenId: 1n },
      vault: a,
      delegate: b,
    },
  ],
  spl: [
    { chain: solana, kind: 'spl', mint: c, owner: c },
    { chain: solana, kind: 'spl', mint: c, owner: d },
    { chain: solana, kind: 'spl', mint: d, owner: c },
  ],
  collection: [
    { chain: solana, kind: 'collection', address: c, owner: c },
    { chain: solana, kind: 'collection', address: c, owner: d },
  ],
  creator: [{ chain: solana, kind: 'creator', address: c, owner: c }],
  list: [
    { kind: 'list', listId: LIST, address: a },
    { kind: 'list', listId: LIST, address: b },
    { kind: 'list', listId: LIST.replace('6', '7'), address: a },
  ],
}
const different: Read[] = Object.values(reads).flat()

describe('createReadIndex', () => {
  test('default: every read has its own place, in order', () => {
    const readIndex = createReadIndex()
    expect(different.map(readIndex.add)).toEqual(different.map((_, i) => i))
    expect(readIndex.reads).toEqual(different)
    expect(different.map((read) => readIndex.indexOf({ ...read }))).toEqual(different.map((_, i) => i))
  })

  test('behavior: a repeated read gets the place of the first', () => {
    const readIndex = createReadIndex()
    for (const read of different) readIndex.add(read)
    expect(different.map((read) => readIndex.add({ ...read }))).toEqual(different.map((_, i) => i))
    expect(readIndex.reads).toHaveLength(different.length)
  })

  test('behavior: a read that was not added has no place', () => {
    for (const read of different) {
      const readIndex = createReadIndex()
      for (const other of different) if (other !== read) readIndex.add(other)
      expect(readIndex.indexOf(read)).toBeUndefined()
    }
  })

  test('behavior: a read without a moment means now', () => {
    const now: Read = { chain: ethereum, kind: 'native', owner: a }
    const readIndex = createReadIndex()
    expect(readIndex.add({ ...now, at: undefined })).toBe(readIndex.add(now))
  })
})
