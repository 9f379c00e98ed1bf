import { describe, expect, test } from 'vitest'
import { formatFoundTokens } from '../../../app/admin/tokens/formatFoundTokens.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { KnownToken } from '../../../app/core/token/types.ts'
import { findTokens } from '../../../app/flows/gates/findTokens.ts'
import { fake, override } from '../../fakes/fake.ts'
import { contract, ethereum, makeGate, shop } from '../../fakes/fakeContext.ts'

const polygon = parseChainSlug('polygon')
const wallet = parseEvmAddress(`0x${'a'.repeat(40)}`)
const listed = (digit: string, over: Partial<KnownToken> = {}): KnownToken => ({
  chain: ethereum,
  kind: 'erc20',
  contract: parseEvmAddress(`0x${digit.repeat(40)}`),
  name: `Coin ${digit}`,
  symbol: `C${digit}`,
  ...over,
})
const ctx = fake<Parameters<typeof findTokens>[0]>({
  gates: { list: async () => [makeGate()] },
  canReadChain: (chain) => chain === ethereum,
  listKnownTokens: async () => [listed('7'), listed('8'), listed('9', { chain: polygon })],
  describeContract: async ({ contract: asked }) =>
    asked === contract
      ? { kind: 'erc721', name: 'Night Owls', symbol: 'OWL', supply: '20' }
      : asked === listed('8').contract
        ? { kind: 'unknown', reason: 'no-code' }
        : { kind: 'erc20', name: 'Coin Seven', symbol: 'C7', decimals: 2, supply: '100050' },
  readBalances: async ({ reads }) =>
    reads.map((read) => ({
      kind: 'read',
      amount: 'contract' in read && read.contract === contract ? 3n : 0n,
      block: 1n,
    })),
  readEnsAddresses: async () => [{ kind: 'found', address: wallet }],
  showAgeSeconds: 15,
})
const find = async (text: string, over: Parameters<typeof override<typeof ctx>>[1] = {}) =>
  formatFoundTokens(await findTokens(override(ctx, over), { shop, text }))

describe('findTokens', () => {
  test('default: a token of the list is found by its name, and shown as its chain describes it', async () => {
    expect(await find('coin')).toEqual({
      tokens: [
        {
          chain: 'ethereum',
          contract: listed('7').contract,
          title: 'Coin Seven (C7)',
          initials: 'CS',
          facts: ['Token amount (ERC-20)', 'Ethereum', '2 decimals', 'supply 1,000.5'],
          held: null,
          isUsed: false,
        },
      ],
      wallet: null,
      unread: [],
    })
  })

  test('behavior: tokens that the shop’s gates name are found without a text, and by their names', async () => {
    for (const text of ['', ' owls ']) {
      const { tokens } = await find(text)
      expect(tokens.map(({ title, isUsed, facts }) => [title, isUsed, facts.at(-1)])).toEqual([
        ['Night Owls (OWL)', true, 'supply 20'],
      ])
    }
  })

  test('behavior: a wallet’s tokens are found by its address and by its ENS name', async () => {
    for (const text of [wallet, 'anna.eth']) {
      const { tokens, wallet: shown } = await find(text)
      expect(tokens.map(({ title, held }) => [title, held])).toEqual([['Night Owls (OWL)', '3']])
      expect(shown).toBe('0xaaaa…aaaa')
    }
  })

  test('behavior: a name without an address is a search like any other', async () => {
    const readEnsAddresses = async () => [{ kind: 'none' } as const]
    expect(await find('coin.eth', { readEnsAddresses })).toMatchObject({ wallet: null, tokens: [] })
  })

  test('behavior: a chain that does not answer is named, and the token shown as the list has it', async () => {
    const readBalances = async ({ reads }: { reads: readonly unknown[] }) =>
      reads.map(() => ({ kind: 'unread', code: 'ERR_CHAIN_READ', chain: ethereum }) as const)
    expect(await find(wallet, { readBalances })).toMatchObject({ tokens: [], unread: ['Ethereum'] })
  })
})
