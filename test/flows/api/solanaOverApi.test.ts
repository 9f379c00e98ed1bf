import { describe, expect, test } from 'vitest'
import type { ContractDescription } from '../../../app/core/chain/describe.ts'
import {
  type FlatRequirementInput,
  parseFlatRequirement,
} from '../../../app/core/flatRequirement/parseFlatRequirement.ts'
import type { Project } from '../../../app/core/project/types.ts'
import type { BalanceRead } from '../../../app/core/requirement/reads.ts'
import { authorizeWallet } from '../../../app/flows/api/authorizeWallet.ts'
import { checkTokenOwnership } from '../../../app/flows/api/checkTokenOwnership.ts'
import { describeChainContract } from '../../../app/flows/api/describeChainContract.ts'
import { issueProjectNonce } from '../../../app/flows/api/issueProjectNonce.ts'
import { loginOverApi } from '../../../app/flows/api/loginOverApi.ts'
import { verifyAccessToken } from '../../../app/flows/api/verifyAccessToken.ts'
import { override } from '../../fakes/fake.ts'
import { project } from '../../fakes/fakeApi.ts'
import { contract, ethereum, fakeContext, NOW } from '../../fakes/fakeContext.ts'

// Addresses of programs and of nobody: they only have to be 32 bytes in base58.
const wallet = '7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV'
const coin = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v'
const club = 'J1S9H3QjnRtBbbuD4HjPV6RpRhwuk4zKbxsnCHuTgh9w'
const owl = 'Stake11111111111111111111111111111111111111'
const artist = 'Vote111111111111111111111111111111111111111'
const nothing = 'SysvarC1ock11111111111111111111111111111111'

const descriptions: Readonly<Record<string, ContractDescription>> = {
  [coin]: { kind: 'spl', name: 'Harbor Coin', symbol: 'HRBR', decimals: 6 },
  [club]: { kind: 'collection', name: 'Night Club', symbol: 'CLUB' },
  [owl]: { kind: 'collection', name: 'Owl #1', symbol: 'OWL' },
}
/** What the wallet holds, by the kind of read. */
const held: Readonly<Record<string, bigint>> = {
  [`spl ${coin}`]: 2_500_000n,
  [`spl ${owl}`]: 1n,
  [`collection ${club}`]: 2n,
  [`creator ${artist}`]: 3n,
}

async function begin({ mine = {}, unread = false }: { mine?: Partial<Project>; unread?: boolean } = {}) {
  const fake = fakeContext()
  const asked: BalanceRead[] = []
  const ctx: typeof fake.ctx = override(fake.ctx, {
    canReadChain: () => true,
    describeContract: async ({ contract }) =>
      descriptions[contract] ?? { kind: 'unknown', reason: 'not-a-token' },
    readBalances: async ({ reads, maxAgeSeconds }) => {
      expect(maxAgeSeconds).toBe(0)
      asked.push(...reads)
      return reads.map((read) => {
        if (unread) return { kind: 'unread', code: 'ERR_CHAIN_READ', chain: read.chain }
        const id = read.kind === 'spl' ? read.mint : 'address' in read ? read.address : ''
        // A chain's answer about an address that is no mint.
        if (read.kind === 'spl' && id === club)
          return { kind: 'unread', code: 'ERR_TOKEN_READ', chain: read.chain }
        return { kind: 'read', amount: held[`${read.kind} ${id}`] ?? 0n, block: 9n }
      })
    },
  })
  const login = {
    project: { ...project, ...mine },
    client: null,
    chain: 'solana',
    walletAddress: wallet,
    signature: `signed by ${wallet}`,
    context: {
      domain: 'harbor.example',
      uri: 'https://harbor.example',
      issuedAt: new Date(NOW * 1000).toISOString(),
      chainId: 101,
    },
    requirement: null,
  }
  await issueProjectNonce(ctx, { ...login, site: null, keyKind: 'publishable' })
  const logIn = (requirement: FlatRequirementInput = {}) =>
    loginOverApi(ctx, { ...login, requirement: parseFlatRequirement(requirement) })
  const own = (requirement: FlatRequirementInput, chain = 'solana', walletAddress = wallet) =>
    checkTokenOwnership(ctx, {
      user: { project: login.project, client: null },
      chain,
      walletAddress,
      said: null,
      requirement: parseFlatRequirement(requirement),
    })
  return { ...fake, ctx, asked, login, logIn, own }
}

describe('a login on Solana', () => {
  test('default: the address keeps its spelling in every claim', async () => {
    const { logIn, state } = await begin()
    const { claims } = await logIn()
    expect(claims).toMatchObject({
      sub: `solana:${wallet}`,
      chain: 'solana',
      walletAddress: wallet,
      displayAddress: wallet,
      email: `${wallet}@wallet.invalid`,
      tokenBalances: {},
    })
    expect(state.api.projectNonces).toEqual([])
  })

  test('behavior: the text says Solana everywhere, and its chain is 101', async () => {
    const { ctx, login, state } = await begin({ mine: { statement: 'For Ethereum friends.' } })
    const texts: string[] = []
    const reading = override(ctx, {
      verifySolanaSignature: ({ message }: { message: string }) => texts.push(message) > 0,
    })
    state.api.projectNonces = state.api.projectNonces.map((one) => ({
      ...one,
      statement: 'For Ethereum friends.',
    }))
    await loginOverApi(reading, login)
    expect(texts[0]).toMatch(
      new RegExp(
        `^harbor\\.example wants you to sign in with your Solana account:\\n${wallet}\\n\\nFor Solana friends\\.\\n`,
      ),
    )
    expect(texts[0]).toContain('\nChain ID: 101\n')
  })

  test('refuses: a wrong signature without reading a chain, and the login can still be finished (ERR_SIGNATURE_INVALID)', async () => {
    const { ctx, login, logIn } = await begin()
    const asking = override(ctx, {
      findContractSigned: async () => {
        throw new Error('No chain must be read for a Solana signature.')
      },
    })
    for (const signature of ['', '0x00', `signed by ${coin}`]) {
      await expect(loginOverApi(asking, { ...login, signature })).rejects.toMatchObject({
        code: 'ERR_SIGNATURE_INVALID',
      })
    }
    expect((await logIn()).claims.chain).toBe('solana')
  })

  test('refuses: the number of another chain (ERR_LOGIN_MISMATCH)', async () => {
    const { ctx, login } = await begin()
    const context = { ...login.context, chainId: 1 }
    await expect(loginOverApi(ctx, { ...login, context })).rejects.toMatchObject({
      code: 'ERR_LOGIN_MISMATCH',
    })
  })

  test.each([
    ['in lower case', wallet.toLowerCase()],
    ['with a blank', ` ${wallet}`],
    ['one letter short', wallet.slice(1)],
    ['one letter too long', `${wallet}1`],
    ['of an EVM chain', contract],
    ['with a character outside of base58', wallet.replace('7', '0')],
  ])('refuses: an address %s (ERR_ADDRESS_INVALID, or an unknown nonce)', async (_, walletAddress) => {
    const { ctx, login } = await begin()
    await expect(loginOverApi(ctx, { ...login, walletAddress })).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_(?:ADDRESS_INVALID|NONCE_UNKNOWN)$/),
    })
  })

  test('refuses: a Solana address on an EVM chain (ERR_ADDRESS_INVALID)', async () => {
    const { ctx, login } = await begin()
    for (const chain of [undefined, 'ethereum']) {
      await expect(loginOverApi(ctx, { ...login, chain })).rejects.toMatchObject({
        code: 'ERR_ADDRESS_INVALID',
      })
    }
  })
})

describe('Solana tokens', () => {
  test.each<[string, FlatRequirementInput, object]>([
    ['a mint, in whole tokens', { contractAddress: coin }, { contractAddress: { [coin]: '2.5' } }],
    ['a collection as contract', { contractAddress: club }, { contractAddress: { [club]: '2' } }],
    ['an NFT as contract', { contractAddress: owl }, { contractAddress: { [owl]: '1' } }],
    ['collections', { collection: [club, owl] }, { collection: { [club]: '2', [owl]: '0' } }],
    ['a collection as one text', { collection: club }, { collection: { [club]: '2' } }],
    ['a creator', { creatorAddress: artist }, { creatorAddress: { [artist]: '3' } }],
    [
      'mints, one of them without a balance',
      { tokenIds: [owl, coin, nothing] },
      { tokenIds: { [owl]: '1', [coin]: '2.5', [nothing]: '0' } },
    ],
    [
      'all kinds together',
      { contractAddress: coin, tokenIds: [owl], collection: club, creatorAddress: artist },
      {
        contractAddress: { [coin]: '2.5' },
        tokenIds: { [owl]: '1' },
        collection: { [club]: '2' },
        creatorAddress: { [artist]: '3' },
      },
    ],
  ])('default: %s', async (_, requirement, tokenBalances) => {
    const { logIn, own } = await begin()
    expect((await logIn(requirement)).claims.tokenBalances).toEqual(tokenBalances)
    expect(await own(requirement)).toMatchObject({ allowed: true, walletAddress: wallet, tokenBalances })
  })

  test('behavior: balances are summed as in Picket, and a mint named twice counts once', async () => {
    const { own } = await begin()
    expect(await own({ collection: club, creatorAddress: artist, minTokenBalance: 5 })).toMatchObject({
      allowed: true,
      tokenBalance: '5',
    })
    // The contract is the collection: read as both, each NFT would count twice.
    expect(await own({ contractAddress: club, collection: [club, club], minTokenBalance: 3 })).toEqual({
      allowed: false,
      walletAddress: wallet,
      tokenBalance: '2',
      tokenBalances: { contractAddress: { [club]: '2' } },
    })
    expect(await own({ contractAddress: owl, tokenIds: [owl, owl], minTokenBalance: 2 })).toMatchObject({
      allowed: false,
      tokenBalance: '1',
    })
  })

  test('refuses: too little, and says what was found (ERR_REQUIREMENT_UNMET)', async () => {
    const { logIn } = await begin()
    await expect(logIn({ collection: club, minTokenBalance: 3 })).rejects.toMatchObject({
      code: 'ERR_REQUIREMENT_UNMET',
      message: expect.stringContaining(`it holds 2 of ${club}, and at least 3 is needed`),
      details: { needed: '3', found: [{ kind: 'collection', id: club, found: '2' }] },
    })
  })

  test('behavior: a collection named as a mint has no holders, and other unread balances are an error', async () => {
    const { own } = await begin()
    expect(await own({ tokenIds: [club] })).toMatchObject({ allowed: false, tokenBalance: '0' })
    const { own: ownUnread } = await begin({ unread: true })
    await expect(ownUnread({ tokenIds: [club] })).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
    expect(await ownUnread({ tokenIds: [nothing] })).toMatchObject({ allowed: false })
  })

  test('refuses: a balance that could not be read (ERR_CHAIN_READ)', async () => {
    const { logIn } = await begin({ unread: true })
    await expect(logIn({ collection: club })).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
  })

  test('refuses: an address that is no token there (ERR_CONTRACT_UNSUPPORTED, ERR_ADDRESS_INVALID)', async () => {
    const { own } = await begin()
    await expect(own({ contractAddress: nothing })).rejects.toMatchObject({
      code: 'ERR_CONTRACT_UNSUPPORTED',
      message: expect.not.stringMatching(/any erc20/i),
    })
    for (const requirement of [
      { contractAddress: contract },
      { contractAddress: contract, tokenIds: ['1'] },
      { collection: club.toLowerCase() },
      { creatorAddress: 'me' },
      { tokenIds: ['1'] },
    ]) {
      await expect(own(requirement)).rejects.toMatchObject({ code: 'ERR_ADDRESS_INVALID' })
    }
  })

  test('behavior: a list compares Solana addresses by case', async () => {
    const { logIn, own } = await begin()
    expect(await own({ allowedWallets: [contract, wallet.toLowerCase()] })).toMatchObject({ allowed: false })
    expect(await own({ allowedWallets: [contract, wallet] })).toMatchObject({ allowed: true })
    expect((await logIn({ allowedWallets: [wallet] })).claims.chain).toBe('solana')
  })

  test('behavior: a contract’s description names its kind', async () => {
    const { ctx, login } = await begin()
    const describeOne = (address: string) =>
      describeChainContract(ctx, { user: login, chain: 'solana', address })
    expect((await describeOne(coin)).description).toMatchObject({ kind: 'spl', decimals: 6 })
    expect((await describeOne(club)).description).toMatchObject({ kind: 'collection' })
    await expect(describeOne(contract)).rejects.toMatchObject({ code: 'ERR_ADDRESS_INVALID' })
  })
})

describe('access tokens with Solana balances', () => {
  test('behavior: validate and authz use the token’s balances, and authz reads what is missing', async () => {
    const { ctx, login, logIn, asked } = await begin()
    const { accessToken } = await logIn({ collection: club })
    const mine = { project: login.project, accessToken, chain: null }
    const ask = (input: FlatRequirementInput) =>
      verifyAccessToken(ctx, { ...mine, requirement: parseFlatRequirement(input) })
    expect(await ask({ collection: club, minTokenBalance: 2 })).toMatchObject({ walletAddress: wallet })
    await expect(ask({ collection: club.toLowerCase() })).rejects.toMatchObject({
      code: 'ERR_REQUIREMENT_UNMET',
    })
    expect(await ask({ allowedWallets: [wallet] })).toMatchObject({ chain: 'solana' })
    await expect(ask({ allowedWallets: [wallet.toLowerCase()] })).rejects.toMatchObject({
      code: 'ERR_WALLET_NOT_ALLOWED',
    })
    const before = asked.length
    const more = await authorizeWallet(ctx, {
      ...mine,
      client: null,
      requirement: parseFlatRequirement({ creatorAddress: artist }),
      revalidate: false,
    })
    expect(more.claims.tokenBalances).toEqual({
      collection: { [club]: '2' },
      creatorAddress: { [artist]: '3' },
    })
    expect(asked.slice(before)).toEqual([
      { chain: 'solana', kind: 'creator', address: artist, owner: wallet },
    ])
  })

  test('refuses: a Solana wallet for a requirement on Ethereum, without reading a chain (ERR_REQUIREMENT_UNMET)', async () => {
    const flat = parseFlatRequirement({ contractAddress: contract })
    const { logIn, asked } = await begin({ mine: { requirement: flat && { chain: ethereum, flat } } })
    await expect(logIn()).rejects.toMatchObject({ code: 'ERR_REQUIREMENT_UNMET' })
    expect(asked).toEqual([])
  })
})

describe('the display name', () => {
  const evm = '0x1111111111111111111111111111111111111111'
  /** As the port says: a contract has the names of its own chain alone. */
  const names = {
    readEnsName: async ({ chain, isKey }: { chain: string; isKey: boolean }) =>
      isKey || chain === 'ethereum' ? 'owl.eth' : null,
  }
  const login = async (more: object, chain: string, signature: string) => {
    const fake = await begin()
    fake.state.signers.set('0x51', evm as never)
    fake.state.contractSigners.add('0xc0')
    const ctx = override(fake.ctx, { ...names, ...more })
    const mine = { ...fake.login, chain, walletAddress: evm, signature }
    const context = { ...mine.context, chainId: null }
    await issueProjectNonce(ctx, { ...mine, site: null, keyKind: 'publishable' })
    return (await loginOverApi(ctx, { ...mine, context })).claims
  }

  test('default: the wallet’s ENS name, on whichever chain it signed in; the address stays', async () => {
    for (const chain of ['ethereum', 'polygon']) {
      expect(await login({}, chain, '0x51')).toMatchObject({ displayAddress: 'owl.eth', walletAddress: evm })
    }
    expect(await login({}, 'ethereum', '0xc0')).toMatchObject({ displayAddress: 'owl.eth' })
  })

  test('behavior: the address if there is no ENS name, or the name may be another wallet’s', async () => {
    expect(await login({ readEnsName: async () => null }, 'ethereum', '0x51')).toMatchObject({
      displayAddress: evm,
    })
    expect(
      await login({ readEnsName: async () => `${'x'.repeat(200)}.eth` }, 'ethereum', '0x51'),
    ).toMatchObject({
      displayAddress: evm,
    })
    // A contract on Polygon may be somebody else's on Ethereum; it may have a name on Polygon.
    expect(await login({}, 'polygon', '0xc0')).toMatchObject({ displayAddress: evm, wallet: 'contract' })
    const own = { readEnsName: async ({ chain }: { chain: string }) => `owl.${chain}.eth` }
    expect(await login(own, 'polygon', '0xc0')).toMatchObject({ displayAddress: 'owl.polygon.eth' })
    // Without an endpoint of Ethereum no name is read, which would be the largest cost of a login.
    const readEnsName = () => {
      throw new Error('No name must be read.')
    }
    expect(
      await login({ canReadChain: (chain: string) => chain !== 'ethereum', readEnsName }, 'polygon', '0x51'),
    ).toMatchObject({ displayAddress: evm })
  })

  test('behavior: Solana wallets have no name', async () => {
    const { ctx, login } = await begin()
    const { claims } = await loginOverApi(override(ctx, names), login)
    expect(claims.displayAddress).toBe(wallet)
  })
})
