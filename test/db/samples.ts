import type { ChainSlug, EvmAddress } from '../../app/core/chain/types.ts'
import { NO_FLAGS } from '../../app/core/gate/reactionKinds.ts'
import type { RefusedIdentity, ShopIdentity } from '../../app/core/gate/shop.ts'
import type { GateDraft, GateNumber, ShopId } from '../../app/core/gate/types.ts'
import type { IssuedNonce, ProvenWallet } from '../../app/core/login/types.ts'
import type { OauthCode } from '../../app/core/oauth/types.ts'
import type { ApiKey, ProjectDraft, ProjectId, ProjectNonce } from '../../app/core/project/types.ts'

let count = 0

/** A number that is unique among the samples of this run. */
export function next(): number {
  count += 1
  return count
}

/** Identity of a shop of which every value from Shopify was accepted. */
export const NONE_REFUSED: RefusedIdentity = { ianaTimezone: null, primaryDomain: null }

export function sampleShop(
  changes: Partial<ShopIdentity> = {},
): ShopIdentity & { refused: RefusedIdentity; domains: string[]; savedAt: number } {
  const number = next()
  return {
    id: BigInt(70_012_345_000 + number) as ShopId,
    myshopifyDomain: `shop-${number}.myshopify.com`,
    primaryDomain: `shop-${number}.example`,
    ianaTimezone: 'Europe/Berlin',
    currencyCode: 'EUR',
    domains: [`shop-${number}.example`, `shop-${number}.myshopify.com`],
    savedAt: 1_790_000_000,
    refused: NONE_REFUSED,
    ...changes,
  }
}

export function sampleWallet(changes: Partial<ProvenWallet> = {}): ProvenWallet {
  return { chain: 'ethereum' as ChainSlug, address: sampleAddress(), kind: 'key', ...changes }
}

export function sampleAddress(): EvmAddress {
  return `0x${next().toString(16).padStart(40, '0')}` as EvmAddress
}

/** For writes that depend on no shop and count nothing. */
export const UNBOUND = { known: null, seen: null, counters: [], ahead: [], visit: null } as const

export function sampleNonce(changes: Partial<IssuedNonce> = {}): IssuedNonce {
  const value = next().toString(16).padStart(32, '0')
  return {
    value,
    door: 'proxy',
    shopId: 70_012_345_678n,
    wallet: { chain: 'ethereum' as ChainSlug, address: sampleAddress() },
    domain: 'shop.example',
    uri: 'https://shop.example',
    statement: '"Ünï" 🦊',
    method: 'text',
    keyThumbprint: null,
    issuedAt: 1_790_000_000,
    expiresAt: 1_790_000_120,
    ...changes,
  }
}

export function sampleProjectNonce(changes: Partial<ProjectNonce> = {}): ProjectNonce {
  const number = next()
  return {
    pool: 'page',
    value: number.toString(16).padStart(32, '0'),
    projectId: 'a5ad9d3c-6a50-4a5f-8b34-6a5d1f7f2c11' as ProjectId,
    family: 'evm',
    walletAddress: sampleAddress(),
    statement: `Sign in, "Ünï" 🦊 ${number}`,
    format: 'siwe',
    issuedAt: 1_790_000_000,
    expiresAt: 1_790_000_120,
    ...changes,
  }
}

export function sampleProjectDraft(changes: Partial<ProjectDraft> = {}): ProjectDraft {
  return {
    name: `Ünï 🦊 ${next()}`,
    allowedDomains: ['headless.example', 'localhost:*'],
    redirectUris: ['https://headless.example/callback?a=1'],
    format: 'siwe',
    statement: 'Sign in to see your tokens.',
    requirement: {
      chain: 'ethereum' as ChainSlug,
      flat: {
        contractAddress: '0x00000000000000000000000000000000000000Aa',
        minTokenBalance: '0.5',
        allowedWallets: ['0x00000000000000000000000000000000000000bB'],
        tokenIds: ['7'],
        collection: [],
        creatorAddress: null,
      },
    },
    isStorefront: false,
    ...changes,
  }
}

export function sampleApiKey(changes: Partial<ApiKey> & Pick<ApiKey, 'projectId'>): ApiKey {
  const number = next().toString(16).padStart(32, '0')
  return {
    id: number,
    kind: 'publishable',
    name: 'Shop window',
    shown: `pk_${number}`,
    createdAt: 1_790_000_000,
    endsAt: null,
    ...changes,
  }
}

export function sampleCode(changes: Partial<OauthCode> = {}): OauthCode {
  const hash = next().toString(16).padStart(64, '0')
  const contract = '0x00000000000000000000000000000000000000Aa'
  return {
    hash,
    projectId: 'a5ad9d3c-6a50-4a5f-8b34-6a5d1f7f2c11' as ProjectId,
    redirectUri: 'https://headless.example/callback',
    codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    grant: {
      chain: 'ethereum' as ChainSlug,
      walletAddress: '0x00000000000000000000000000000000000000bB',
      displayAddress: '0x00000000000000000000000000000000000000bb',
      kind: 'key',
      format: 'siwe',
      tokenBalances: { contractAddress: { [contract]: '1.5' } },
      balancesReadAt: { contractAddress: { [contract]: 1_790_000_000 } },
      clientId: 'pk_0123456789abcdef0123456789abcdef',
      nonce: 'Ünï 🦊',
      scope: 'openid email',
      authenticatedAt: 1_790_000_000,
    },
    tid: `tid-${hash}`,
    expiresAt: 1_790_000_060,
    ...changes,
  }
}

export function sampleDraft(changes: Partial<GateDraft> = {}): GateDraft {
  const contract = '0x00000000000000000000000000000000000000aa' as EvmAddress
  const chain = 'ethereum' as ChainSlug
  return {
    name: 'Apes pay less',
    discountName: null,
    state: 'active',
    test: { isOn: false, wallets: [] },
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
            maximum: null,
            decimals: 18,
          },
          {
            kind: 'erc721',
            chain,
            contract,
            label: { name: 'Ape Club', symbol: 'APE' },
            minimum: 2n,
            maximum: 5n,
            tokenIds: [{ first: 100n, last: 199n }],
          },
          {
            kind: 'erc1155',
            chain,
            contract,
            label: { name: 'Ünïts 🦊', symbol: '' },
            minimum: 1n,
            maximum: null,
            tokenIds: [0n, 2n ** 256n - 1n].map((id) => ({ first: id, last: id })),
            perId: false,
          },
        ],
      },
      heldForBlocks: 0,
      heldForHours: 0,
      snapshots: [],
    },
    reaction: { ...NO_FLAGS, exclusive: true, price: { kind: 'fixedAmount', thousandths: 10_500n } },
    cap: 3,
    limits: { perWallet: 2, perToken: null, total: 100 },
    schedule: { startsAt: 1_790_000_000, endsAt: null, afterEnd: 'closed' },
    guard: 'account',
    combination: {
      orderDiscounts: true,
      productDiscounts: false,
      shippingDiscounts: true,
      purchases: 'both',
    },
    recheck: true,
    freshSignature: false,
    showsUses: false,
    ...changes,
  }
}

export function gateNumber(number: number): GateNumber {
  return number as GateNumber
}

/** A gate of product 8101 without whatever makes an unlock cost more: one token, no limits, no end. */
export function plainGate({
  contract = sampleAddress(),
  minimum = 1n,
}: {
  contract?: EvmAddress
  minimum?: bigint
} = {}): Partial<GateDraft> {
  return {
    subject: { kind: 'products', ids: [8101] },
    requirement: {
      v: 1,
      root: {
        kind: 'erc721',
        chain: 'ethereum' as ChainSlug,
        contract,
        label: { name: 'Owls', symbol: 'OWL' },
        ...{ minimum, maximum: null, tokenIds: [] },
      },
      ...{ heldForBlocks: 0, heldForHours: 0, snapshots: [] },
    },
    limits: { perWallet: null, perToken: null, total: null },
    schedule: { startsAt: null, endsAt: null, afterEnd: 'public' },
    guard: 'open',
  }
}
