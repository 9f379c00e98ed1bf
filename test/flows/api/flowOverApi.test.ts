import { afterEach, describe, expect, test } from 'vitest'
import { createAskFlow } from '../../../app/chains/flow/createAskFlow.ts'
import { createDescribeFlow } from '../../../app/chains/flow/describeFlow.ts'
import { createReadFlowBalances } from '../../../app/chains/flow/readFlowBalances.ts'
import { createReadFlowKeys } from '../../../app/chains/flow/readFlowKeys.ts'
import { createEndpoints } from '../../../app/chains/rpc/createEndpoints.ts'
import { flowChain } from '../../../app/core/chain/chains.ts'
import { setOwnChains } from '../../../app/core/chain/ownChains.ts'
import type { FlowContract } from '../../../app/core/chain/types.ts'
import {
  type FlatRequirementInput,
  parseFlatRequirement,
} from '../../../app/core/flatRequirement/parseFlatRequirement.ts'
import { composePicketMessage } from '../../../app/core/login/composePicketMessage.ts'
import { parseSignedMessage } from '../../../app/core/login/parseSignedMessage.ts'
import { listFlowSigners } from '../../../app/crypto/flowSignature.ts'
import { authorizeWallet } from '../../../app/flows/api/authorizeWallet.ts'
import { checkTokenOwnership } from '../../../app/flows/api/checkTokenOwnership.ts'
import { describeChainContract } from '../../../app/flows/api/describeChainContract.ts'
import { issueProjectNonce } from '../../../app/flows/api/issueProjectNonce.ts'
import { loginOverApi } from '../../../app/flows/api/loginOverApi.ts'
import { override } from '../../fakes/fake.ts'
import { project } from '../../fakes/fakeApi.ts'
import { fakeContext, NOW } from '../../fakes/fakeContext.ts'
import { type AccountKey, createFlowKey } from '../../standin/flow/createFlowKey.ts'
import { startFlow } from '../../standin/flow/startFlow.ts'

const address = '0x0b2a3299cc857e29'
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  setOwnChains([])
  await Promise.all(closers.splice(0).map((close) => close()))
})

const context = {
  domain: 'harbor.example',
  uri: 'https://harbor.example',
  issuedAt: new Date(NOW * 1000).toISOString(),
  chainId: flowChain.id,
}

/** A login of an account with these keys, which a local Access API has. Null: it has no such account. */
async function begin(keys: readonly AccountKey[] | null) {
  setOwnChains([flowChain])
  const flow = await startFlow()
  closers.push(flow.close)
  if (keys) flow.state.accounts.set(address.slice(2), { keys })
  const endpoints = createEndpoints({ endpointUrls: new Map([[flowChain.slug, [flow.url]]]) })
  const fake = fakeContext()
  const askFlow = createAskFlow({ endpoints })
  const readFlow = createReadFlowBalances({ ask: askFlow, now: () => NOW })
  const ctx: typeof fake.ctx = override(fake.ctx, {
    canReadChain: () => true,
    readFlowKeys: createReadFlowKeys({ ask: askFlow }),
    readBalances: ({ reads }) => readFlow(reads.flatMap((read) => (read.kind === 'flowHolding' ? read : []))),
    describeContract: ({ contract }) =>
      createDescribeFlow({ ask: askFlow })({ contract: contract as FlowContract }),
    listFlowSigners,
  })
  const login = { project, client: null, chain: 'flow', walletAddress: address, context, requirement: null }
  const ask = { ...login, site: null, keyKind: 'publishable' as const }
  const { value: nonce, statement } = await issueProjectNonce(ctx, ask)
  const text = composePicketMessage({
    ...{ format: 'siwe', family: 'flow', context, statement, nonce },
    ...{ walletAddress: address, chainId: flowChain.id },
  })
  const composite = (key: AccountKey, { addr = address, keyId = key.index, signed = text } = {}) => ({
    f_type: 'CompositeSignature',
    f_vsn: '1.0.0',
    ...{ addr, keyId, signature: key.sign(signed) },
  })
  const logIn = (signature: string | object, requirement: FlatRequirementInput = {}) =>
    loginOverApi(ctx, {
      ...login,
      requirement: parseFlatRequirement(requirement),
      signature: typeof signature === 'string' ? signature : JSON.stringify(signature),
    })
  const authorize = (accessToken: string, requirement: FlatRequirementInput) =>
    authorizeWallet(ctx, {
      ...{ project, accessToken, chain: null, client: null, revalidate: false },
      requirement: parseFlatRequirement(requirement),
    })
  const own = (requirement: FlatRequirementInput, walletAddress = address) =>
    checkTokenOwnership(ctx, {
      ...{ user: { project, client: null }, chain: 'flow', walletAddress, said: null },
      requirement: parseFlatRequirement(requirement),
    })
  const describeContract = () =>
    describeChainContract(ctx, {
      user: { project, client: null },
      chain: 'flow',
      address: 'A.0b2a3299cc857e29.TopShot',
    })
  const issueMemo = () => issueProjectNonce(ctx, { ...ask, method: 'memo' })
  return { ...flow, text, logIn, composite, own, authorize, describeContract, issueMemo }
}
const closed = { code: 'ERR_SIGNATURE_INVALID' }

describe('a login on Flow', () => {
  test('default: the single signature that Picket sends, which names no key', async () => {
    const key = createFlowKey({ index: 2 })
    const { text, logIn, asked } = await begin([createFlowKey(), createFlowKey({ index: 1 }), key])
    expect(text).toContain('wants you to sign in with your Flow account:\n0x0b2a3299cc857e29\n')
    expect(parseSignedMessage(text)).toEqual(context)
    const { claims } = await logIn(key.sign(text))
    expect(claims).toMatchObject({ chain: 'flow', walletAddress: address, displayAddress: address })
    expect(asked.map(({ url }) => url.pathname + url.search)).toEqual([
      '/v1/network/parameters',
      `/v1/accounts/${address}?block_height=sealed&expand=keys`,
    ])
  })

  test('behavior: of an account with hundreds of keys, any that the signature names signs', async () => {
    const keys = Array.from({ length: 300 }, (_, index) => createFlowKey({ index }))
    const { text, logIn, composite } = await begin(keys)
    const [last, other] = [keys[299], keys[120]]
    if (!last || !other) throw new Error('There are 300 keys.')
    // Named wrongly, and without a name, a key beyond the forty that are tried signs nothing.
    await expect(logIn([composite(last, { keyId: 298 })])).rejects.toMatchObject(closed)
    await expect(logIn(other.sign(text))).rejects.toMatchObject(closed)
    const { claims } = await logIn([composite(last)])
    expect(claims).toMatchObject({ chain: 'flow', walletAddress: address })
  })

  test('behavior: light keys beyond the heaviest forty sign together, if they are named', async () => {
    const heavy = Array.from({ length: 60 }, (_, index) => createFlowKey({ index, weight: 999 }))
    const light = [60, 61].map((index) => createFlowKey({ index, weight: 500 }))
    const { logIn, composite } = await begin([...heavy, ...light])
    await expect(logIn(light.slice(1).map((key) => composite(key)))).rejects.toMatchObject(closed)
    expect((await logIn(light.map((key) => composite(key)))).claims).toMatchObject({ chain: 'flow' })
  })

  test('behavior: all composite signatures, with and without the prefix of the address', async () => {
    const [one, other] = [
      createFlowKey({ weight: 500 }),
      createFlowKey({ index: 1, weight: 500, curve: 'secp256k1' }),
    ]
    const { logIn, composite } = await begin([one, other])
    const signed = [composite(one), composite(other, { addr: '0B2A3299CC857E29' })]
    expect((await logIn(signed)).claims).toMatchObject({ walletAddress: address })
  })

  test('behavior: a login is used up', async () => {
    const key = createFlowKey()
    const { text, logIn } = await begin([key])
    await logIn(key.sign(text))
    await expect(logIn(key.sign(text))).rejects.toMatchObject({ code: 'ERR_NONCE_UNKNOWN' })
  })

  test('refuses: a revoked key (ERR_SIGNATURE_INVALID)', async () => {
    const key = createFlowKey({ revoked: true })
    const { text, logIn, composite } = await begin([key, createFlowKey({ index: 1 })])
    await expect(logIn(key.sign(text))).rejects.toMatchObject(closed)
    await expect(logIn([composite(key)])).rejects.toMatchObject(closed)
  })

  test('refuses: keys that weigh too little together (ERR_SIGNATURE_INVALID)', async () => {
    const keys = [499, 500].map((weight, index) => createFlowKey({ index, weight }))
    const { text, logIn, composite } = await begin([...keys, createFlowKey({ index: 2, weight: 0 })])
    await expect(logIn(keys[0]?.sign(text) ?? '')).rejects.toMatchObject({
      ...closed,
      message: expect.stringContaining('499'),
    })
    const all = logIn(keys.map((key) => composite(key)))
    await expect(all).rejects.toMatchObject({
      ...closed,
      message: expect.stringContaining('weigh 999 together'),
    })
  })

  test('refuses: a signature that is sent twice, or a key that stands at two places (ERR_SIGNATURE_INVALID)', async () => {
    const key = createFlowKey({ weight: 500 })
    const { text, logIn, composite } = await begin([key, { ...key, index: 1 }])
    await expect(logIn([composite(key), composite(key)])).rejects.toMatchObject(closed)
    await expect(logIn([composite(key), composite(key, { keyId: 1 })])).rejects.toMatchObject(closed)
    await expect(logIn(key.sign(text))).rejects.toMatchObject(closed)
  })

  test('refuses: an unknown account, one without keys, and keys of another account (ERR_SIGNATURE_INVALID)', async () => {
    const key = createFlowKey()
    for (const keys of [null, []]) {
      const { text, logIn } = await begin(keys)
      await expect(logIn(key.sign(text))).rejects.toMatchObject(closed)
    }
    const { logIn, composite } = await begin([key])
    await expect(logIn([composite(key, { addr: '0x1654653399040a61' })])).rejects.toMatchObject(closed)
    await expect(logIn([composite(key), composite(key, { addr: '' })])).rejects.toMatchObject(closed)
  })

  test('refuses: what is no signature, and a signature of another text, without asking the chain for the first', async () => {
    const key = createFlowKey()
    const { logIn, text, composite, asked } = await begin([key])
    const nonsense = ['', '0x', '{}', '[]', 'null', '[null]', '[[]]', `${key.sign(text)}00`]
    for (const signature of nonsense) await expect(logIn(signature)).rejects.toMatchObject(closed)
    await expect(logIn(Array.from({ length: 21 }, () => composite(key)))).rejects.toMatchObject(closed)
    expect(asked).toEqual([])
    await expect(logIn(key.sign(`${text} `))).rejects.toMatchObject(closed)
  })

  test('behavior: a contract is described', async () => {
    const { describeContract, state } = await begin([])
    state.contracts.set('A.0b2a3299cc857e29.TopShot', new Map())
    const described = { kind: 'flowNft', name: 'TopShot', symbol: '' }
    expect(await describeContract()).toMatchObject({ description: described })
  })

  test('refuses: a memo (ERR_BODY_INVALID)', async () => {
    const { issueMemo } = await begin([])
    await expect(issueMemo()).rejects.toMatchObject({ code: 'ERR_BODY_INVALID' })
  })

  test.each(['flow-testnet', 'flow-emulator', ''])(
    'refuses: an endpoint of the network %j could not be asked (ERR_CHAIN_READ)',
    async (network) => {
      const key = createFlowKey()
      const { text, logIn, state, asked } = await begin([key])
      state.network = network
      await expect(logIn(key.sign(text))).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
      expect(asked.map(({ url }) => url.pathname)).toEqual(['/v1/network/parameters'])
    },
  )

  test('refuses: an endpoint that is away could not be asked (ERR_CHAIN_READ)', async () => {
    const key = createFlowKey()
    const { text, logIn, close } = await begin([key])
    await close()
    await expect(logIn(key.sign(text))).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
  })
})

describe('a holding on Flow', () => {
  const [club, coin] = ['A.0b2a3299cc857e29.TopShot', 'A.1654653399040a61.FlowToken']
  const beginHolding = async () => {
    const key = createFlowKey()
    const begun = await begin([key])
    begun.state.contracts.set(club, new Map([[address, '2.00000000']]))
    begun.state.contracts.set(coin, new Map([[address, '0.50000001']]))
    return { ...begun, signature: key.sign(begun.text) }
  }

  test('default: a login gated by a collection', async () => {
    const { logIn, signature } = await beginHolding()
    const { claims } = await logIn(signature, { contractAddress: club, minTokenBalance: 2 })
    expect(claims).toMatchObject({
      tokenBalances: { contractAddress: { [club]: '2' } },
      contractAddress: club,
    })
  })

  test('behavior: a token of a login is authorized for a collection later', async () => {
    const { logIn, signature, authorize } = await beginHolding()
    const { accessToken, claims } = await logIn(signature)
    expect(claims).toMatchObject({ sub: `flow:${address}`, email: `${address}@wallet.invalid` })
    const more = await authorize(accessToken, { contractAddress: club, minTokenBalance: 2 })
    expect(more.claims.tokenBalances).toEqual({ contractAddress: { [club]: '2' } })
    await expect(authorize(accessToken, { contractAddress: club, minTokenBalance: 3 })).rejects.toMatchObject(
      {
        code: 'ERR_REQUIREMENT_UNMET',
      },
    )
  })

  test('behavior: a token counts with its decimals, and a wallet is looked up without a login', async () => {
    const { own } = await beginHolding()
    const asked = { contractAddress: coin, minTokenBalance: '0.50000001' }
    expect(await own(asked)).toMatchObject({ allowed: true, tokenBalance: '0.50000001' })
    expect(await own({ ...asked, minTokenBalance: '0.50000002' })).toMatchObject({ allowed: false })
    expect(await own(asked, '0x2222222222222222')).toMatchObject({ allowed: false, tokenBalance: '0' })
    expect(await own({ allowedWallets: [address.toUpperCase().replace('X', 'x')] })).toMatchObject({
      allowed: true,
    })
  })

  test('refuses: too few (ERR_REQUIREMENT_UNMET), with what was found', async () => {
    const { logIn, signature } = await beginHolding()
    await expect(logIn(signature, { contractAddress: club, minTokenBalance: 3 })).rejects.toMatchObject({
      code: 'ERR_REQUIREMENT_UNMET',
      message: expect.stringContaining(`it holds 2 of ${club}`),
    })
  })

  test('refuses: a contract that is no token, or whose code fails, could not be read (ERR_TOKEN_READ)', async () => {
    const { own, state } = await beginHolding()
    const asked = { contractAddress: 'A.0b2a3299cc857e29.Other' }
    await expect(own(asked)).rejects.toMatchObject({ code: 'ERR_TOKEN_READ' })
    state.contracts.set(asked.contractAddress, 'fails')
    await expect(own(asked)).rejects.toMatchObject({ code: 'ERR_TOKEN_READ' })
  })

  test('refuses: while no endpoint answers, nothing is a no (ERR_CHAIN_READ)', async () => {
    const { own, close } = await beginHolding()
    await close()
    await expect(own({ contractAddress: club })).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
  })

  test.each([
    ['the address of an account', { contractAddress: address }, 'ERR_ADDRESS_INVALID'],
    ['a type in a contract', { contractAddress: `${club}.NFT` }, 'ERR_ADDRESS_INVALID'],
    ['a name that goes on as a script', { contractAddress: `${club}") }` }, 'ERR_ADDRESS_INVALID'],
    ['single ids', { contractAddress: club, tokenIds: ['7'] }, 'ERR_REQUIREMENT_INVALID'],
    ['a creator', { creatorAddress: club }, 'ERR_REQUIREMENT_INVALID'],
    ['a collection of Solana', { contractAddress: club, collection: [coin] }, 'ERR_REQUIREMENT_INVALID'],
  ])('refuses: %s (%#)', async (_, requirement, code) => {
    const { own } = await beginHolding()
    await expect(own(requirement)).rejects.toMatchObject({ code })
  })
})
