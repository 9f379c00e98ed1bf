import type { GateForm } from '../../core/gate/form.ts'

/** Values for examples; none of them is real. */
export const samples = {
  publishableKey: 'pk_0123456789abcdef0123456789abcdef',
  walletAddress: '0x52908400098527886E0F7030069857D2E4169EE7',
  contractAddress: '0x8617E340B3D01FA5F11F306F4090FD50E238070D',
  nonce: '9f3c1de0a4b75826c1f04e7d8a92b35c',
  statement: 'Sign in to Harbor. This is free and sends no transaction.',
  signature: `0x${'5a'.repeat(64)}1b`,
  accessToken: 'eyJhbGciOiJFUzI1NiIsImtpZCI6IjdkMWYifQ.eyJzdWIiOiJldGhlcmV1bToweDUyOTAifQ.c2lnbmF0dXJl',
  projectId: 'f3b9a1c4-5d27-4e0b-9c86-2a71d8e05b34',
  tokenId: '0c9e4a76-81d3-4f52-b6e8-94d1c7f3a205',
  domain: 'shop.example',
  uri: 'https://shop.example',
  issuedAt: '2026-11-25T09:15:14.566Z',
  redirectUri: 'https://shop.example/callback',
  codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code: '4be1c7f09d2a4f6f8f15b3a6d07c92e8',
  issuer: 'https://palisade.example.com/api/v1',
  key: {
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  },
  keySignature: 'zCwZ8jRdlkVNiAxKWYX88u59wOJSDnHaWp0o6msnFY4XEO6KY11hjjyI4iAF3xwPbhPR9A736ZdXFOCko7kcPA',
  session: '5e0c8b1f3a7d4296b0e1c8f7a6d5432190fedcba8765432112345678abcdef90',
} as const

export const sampleUser = {
  chain: 'ethereum',
  walletAddress: samples.walletAddress,
  displayAddress: samples.walletAddress,
  tokenBalances: { contractAddress: { [samples.contractAddress]: '2' } },
  contractAddress: samples.contractAddress,
  tokenBalance: '2',
}

export const sampleRequirements = { contractAddress: samples.contractAddress, minTokenBalance: 1 }

const iat = 1_795_598_114
export const sampleClaims = {
  iss: samples.issuer,
  aud: samples.projectId,
  sub: `ethereum:${samples.walletAddress}`,
  tid: samples.tokenId,
  ver: 1,
  iat,
  exp: iat + 43_200,
  ...sampleUser,
  email: `${samples.walletAddress.toLowerCase()}@wallet.invalid`,
  balancesReadAt: { contractAddress: { [samples.contractAddress]: iat } },
}

export const sampleChain = {
  chainSlug: 'ethereum',
  caip2: 'eip155:1',
  chainId: 1,
  chainID: 1,
  chainType: 'ethereum',
  chainName: 'Ethereum',
  publicRPC: 'https://ethereum-rpc.publicnode.com',
  authorizationSupported: true,
}

export const sampleGateForm = {
  name: 'Night Owls',
  discountName: '',
  state: 'active',
  test: { isOn: false, wallets: '' },
  subject: { kind: 'products', productIds: [8101], variants: [], collectionIds: [] },
  root: {
    kind: 'all',
    count: '',
    of: [
      {
        kind: 'erc721',
        chain: 'ethereum',
        contract: samples.contractAddress,
        minimum: '1',
        maximum: '',
        tokenIds: '',
        perId: false,
        listId: '',
      },
    ],
  },
  moment: 'now',
  heldFor: { amount: '', unit: 'days' },
  snapshots: [],
  reaction: { exclusive: false, freeShipping: false, price: 'percentage', value: '20' },
  cap: '',
  limits: { perWallet: '', perToken: '', total: '' },
  schedule: { startsAt: '', endsAt: '', afterEnd: 'public' },
  guard: 'open',
  combination: {
    orderDiscounts: true,
    productDiscounts: false,
    shippingDiscounts: true,
    purchases: 'both',
  },
  recheck: false,
  freshSignature: false,
  showsUses: false,
} satisfies GateForm

export const sampleGate = {
  number: 82,
  form: sampleGateForm,
  standing: 'active',
  publication: { state: 'published', reason: null },
  etag: '"82-1795598114"',
  timeZone: 'America/New_York',
  currency: 'USD',
}

export const sampleGateCheck = {
  gate: { number: 82, name: 'Night Owls only', state: 'active' },
  verdict: 'unmet',
  report: {
    now: {
      kind: 'all',
      verdict: 'unmet',
      of: [
        {
          kind: 'condition',
          verdict: 'unmet',
          because: 'too-little',
          need: {
            kind: 'erc721',
            chain: 'ethereum',
            chain_name: 'Ethereum',
            chain_id: 1,
            contract: samples.contractAddress,
            name: 'Night Owls',
            symbol: 'OWL',
            minimum: '3',
          },
          found: '2',
          holders: [{ address: samples.walletAddress.toLowerCase(), via: null, amount: '2', tokenIds: [] }],
          chain: 'ethereum',
          block: '23871204',
          source: 'ethereum 1',
          readAt: iat,
          code: null,
        },
      ],
    },
    before: null,
  },
}

export const sampleStorefrontGates = {
  shop: 'night-owls.myshopify.com',
  products: { 8101: [82] },
  gates: [
    {
      number: 82,
      name: 'Night Owls',
      state: 'active',
      kind: 'discount',
      needs: {
        join: 'all',
        count: 1,
        flat: true,
        conditions: [
          { kind: 'erc721', chain: 'ethereum', contract: samples.contractAddress, name: 'Night Owls' },
        ],
        lines: [{ depth: 0, condition: 0 }],
        chains: [{ slug: 'ethereum', name: 'Ethereum', id: 1, family: 'evm' }],
      },
      gives: { kind: 'percentage', percent: '20', cap: 0, guard: 'open', sold_out: false },
    },
  ],
}

export const sampleStorefrontNonce = {
  nonce: samples.nonce,
  statement: 'Show this shop which tokens your wallet holds. This is free and sends no transaction.',
  message: `shop.example wants you to sign in with your Ethereum account:\n${samples.walletAddress}\n\n…`,
  expiresAt: iat + 120,
}

export const sampleProofs = {
  gates: [{ id: 82, kind: 'open', reaction: 'p20', endsAt: iat + 7200, wallet: '0x5290…9EE7' }],
  proof: '1~c~…~0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  lineProofs: [{ productId: 8101, variantId: 8201, proof: '1~l~…~00112233445566778899aabbccddeeff' }],
  session: samples.session,
}

const [listedGate] = sampleStorefrontGates.gates
const sampleClaim = 'com.myshopify.night_owls.gate_82'

export const sampleFoundGates = {
  shop: sampleStorefrontGates.shop,
  gates: [
    {
      ...listedGate,
      about: { kind: 'products', ids: ['gid://shopify/Product/8101'] },
      words: { gives: ['20% off'], needs: ['1 Night Owls on Ethereum'], terms: [] },
      claim: sampleClaim,
    },
  ],
  next: null,
}

export const sampleChallenge = {
  nonce: samples.nonce,
  statement: sampleStorefrontNonce.statement,
  message: sampleStorefrontNonce.message,
  expiresAt: sampleStorefrontNonce.expiresAt,
}

export const sampleWhy = {
  gates: [
    {
      ...{ number: 82, name: 'Night Owls', kind: 'unproven', claim: sampleClaim },
      words: [
        'A wallet must sign a challenge first. It opens for a wallet with:',
        '1 Night Owls on Ethereum',
      ],
    },
  ],
}

export const sampleUnlocked = {
  gates: [
    {
      ...{ number: 82, name: 'Night Owls', kind: 'open', reaction: 'p20', endsAt: iat + 7200 },
      ...{ wallet: '0x5290…9EE7', words: ['Unlocked: 20% off.'], claim: sampleClaim },
    },
  ],
  proof: sampleProofs.proof,
  lineProofs: sampleProofs.lineProofs,
  codes: [],
  endsAt: iat + 7200,
  cartWrites: [
    {
      mutation: 'cartAttributesUpdate',
      query: 'mutation SetAttributes($cartId: ID!, $attributes: [AttributeInput!]!) { … }',
      variables: {
        cartId: 'gid://shopify/Cart/hWN1c2VyMTIzNDU2Nzg5?key=0123456789abcdef',
        attributes: [{ key: '_palisade', value: sampleProofs.proof }],
      },
    },
  ],
  context: { eligibility: [sampleClaim] },
  messages: [
    {
      type: 'info',
      code: 'eligibility_accepted',
      content: 'Night Owls: Unlocked: 20% off.',
      path: '$.context.eligibility[0]',
    },
  ],
}

export const samplePublicKey = {
  kty: 'EC',
  crv: 'P-256',
  ...samples.key,
  kid: '7d1f',
  alg: 'ES256',
  use: 'sig',
}

export const sampleReceipt = {
  gate: 82,
  revision: 3,
  receipt: 'eyJhbGciOiJFUzI1NiIsInR5cCI6InJlY2VpcHQrand0In0.eyJnYXRlIjo4Mn0.c2lnbmF0dXJl',
  condition: {
    v: 1,
    root: { kind: 'erc721', chain: 'ethereum', contract: samples.contractAddress, minimum: '1' },
  },
  issuedAt: iat,
}

export const sampleTokenUses = {
  gate: { number: 82, name: 'Holders', open: true },
  limit: 1,
  tokens: [
    {
      chain: 'ethereum',
      contract: samples.contractAddress,
      tokenId: '4021',
      used: 1,
      reserved: 0,
      free: 0,
    },
  ],
}
