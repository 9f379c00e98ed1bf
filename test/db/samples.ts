import type { ChainSlug, EvmAddress } from '../../app/core/chain/types.ts'
import type { Shop } from '../../app/core/gate/shop.ts'
import type { GateDraft, GateNumber, ShopId } from '../../app/core/gate/types.ts'
import type { IssuedNonce, ProvenWallet } from '../../app/core/login/types.ts'

let count = 0

/** A number no other sample of this run has. */
export function next(): number {
  count += 1
  return count
}

export function sampleShop(
  changes: Partial<Shop> = {},
): Omit<Shop, 'allowedDomains'> & { domains: string[]; savedAt: number } {
  const number = next()
  return {
    id: BigInt(70_012_345_000 + number) as ShopId,
    myshopifyDomain: `shop-${number}.myshopify.com`,
    primaryDomain: `shop-${number}.example`,
    ianaTimezone: 'Europe/Berlin',
    currencyCode: 'EUR',
    domains: [`shop-${number}.example`, `shop-${number}.myshopify.com`],
    savedAt: 1_790_000_000,
    ...changes,
  }
}

export function sampleWallet(changes: Partial<ProvenWallet> = {}): ProvenWallet {
  return { chain: 'ethereum' as ChainSlug, address: sampleAddress(), kind: 'key', ...changes }
}

export function sampleAddress(): EvmAddress {
  return `0x${next().toString(16).padStart(40, '0')}` as EvmAddress
}

export function sampleNonce(changes: Partial<IssuedNonce> = {}): IssuedNonce {
  const value = next().toString(16).padStart(32, '0')
  return {
    value,
    door: 'proxy',
    shopId: 70_012_345_678n,
    chain: 'ethereum' as ChainSlug,
    walletAddress: sampleAddress(),
    message: `shop.example wants you to sign in.\n\n"Ünï" 🦊\nNonce: ${value}`,
    statement: 'See what your tokens open.',
    format: 'siwe',
    issuedAt: 1_790_000_000,
    expiresAt: 1_790_000_120,
    ...changes,
  }
}

export function sampleDraft(changes: Partial<GateDraft> = {}): GateDraft {
  const contract = '0x00000000000000000000000000000000000000aa' as EvmAddress
  const chain = 'ethereum' as ChainSlug
  return {
    name: 'Apes pay less',
    state: 'active',
    subject: { kind: 'products', ids: [8_123_456_789_012, 9_007_199_254_740_991] },
    requirement: {
      v: 1,
      root: {
        kind: 'any',
        of: [
          {
            kind: 'erc20',
            chain,
            contract,
            label: { name: 'Gold', symbol: 'GLD' },
            minimum: 10n ** 30n,
            decimals: 18,
          },
          { kind: 'erc721', chain, contract, label: { name: 'Ape Club', symbol: 'APE' }, minimum: 2n },
          {
            kind: 'erc1155',
            chain,
            contract,
            label: { name: 'Ünïts 🦊', symbol: '' },
            minimum: 1n,
            tokenIds: [0n, 2n ** 256n - 1n],
          },
        ],
      },
    },
    reaction: { kind: 'fixedAmount', thousandths: 10_500n },
    cap: 3,
    ...changes,
  }
}

export function gateNumber(number: number): GateNumber {
  return number as GateNumber
}
