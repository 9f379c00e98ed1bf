import { describe, expect, test } from 'vitest'
import type { ChainSlug } from '../../../app/core/chain/types.ts'
import type { FlatRequirement } from '../../../app/core/flatRequirement/types.ts'
import { chooseLoginChain } from '../../../app/core/oauth/chooseLoginChain.ts'

const flat = { contractAddress: '0xC' } as FlatRequirement
const asks = { chain: null, requirement: flat }
const asksNothing = { chain: null, requirement: null }
const stores = { requirement: { chain: 'polygon' as ChainSlug, flat } }
const storesNothing = { requirement: null }

describe('chooseLoginChain', () => {
  test('default: Ethereum, unless the person chooses another chain', () => {
    expect(chooseLoginChain({ query: asksNothing, project: storesNothing, chosen: null })).toMatchObject({
      chain: { slug: 'ethereum' },
      isOpen: true,
    })
    expect(chooseLoginChain({ query: asksNothing, project: storesNothing, chosen: 'base' })).toMatchObject({
      chain: { slug: 'base' },
    })
  })

  test.each([
    ['the request', { chain: 'matic', requirement: null }, storesNothing, 'polygon'],
    ['the project', asksNothing, stores, 'polygon'],
    ['the requested requirement, which defaults to Ethereum', asks, storesNothing, 'ethereum'],
    ['the request before the project', { chain: 'optimism', requirement: null }, stores, 'optimism'],
  ])('behavior: the chain comes from %s, and the person cannot choose', (_, query, project, slug) => {
    expect(chooseLoginChain({ query, project, chosen: 'base' })).toMatchObject({
      chain: { slug },
      isOpen: false,
    })
  })

  test('refuses: an unknown chain (ERR_CHAIN_UNKNOWN)', () => {
    const query = { chain: 'tron', requirement: null }
    expect(() => chooseLoginChain({ query, project: storesNothing, chosen: null })).toThrowError(
      expect.objectContaining({ code: 'ERR_CHAIN_UNKNOWN' }),
    )
  })
})
