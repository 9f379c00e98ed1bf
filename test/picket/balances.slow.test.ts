import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefusal } from './expectRefusal.ts'
import { askGatedApi, type GatedApi, holder, MARKS, openGatedApi, outsider } from './openGatedApi.ts'
import { basic, logIn, openWallet, signLogin } from './signLogin.ts'

/*
 * The API on two real nodes. The holder has 250.5 HRBR, three owls, and passes: two of #1 and five of #7.
 */
let opened: GatedApi
let standIn: GatedApi['standIn']
let api: GatedApi['api']
let site: GatedApi['site']
beforeAll(async () => {
  opened = await openGatedApi()
  ;({ standIn, api, site } = opened)
})
afterAll(() => opened?.close())

const { contracts, coin, post, login, owns } = askGatedApi(() => opened)

describe('balances', () => {
  test('default: balances are decimals in whole tokens, under the spelling of the request', async () => {
    for (const spelled of [coin(), coin().toLowerCase(), `0x${coin().slice(2).toUpperCase()}`]) {
      const { status, json } = await login({ contractAddress: spelled, minTokenBalance: 1 })
      expect([status, json.user]).toEqual([
        200,
        expect.objectContaining({ tokenBalances: { contractAddress: { [spelled]: '250.5' } } }),
      ])
      const claims = await post('/auth/validate', { accessToken: json.accessToken })
      expect(claims.json.tokenBalances).toEqual({ contractAddress: { [spelled]: '250.5' } })
    }
  })

  test.each([undefined, null, '', 0, '0', 1, '1', 250.5, '250.5', '250.500', '0.000000000000000001'])(
    'behavior: a minimum of %j is met by 250.5',
    async (minTokenBalance) => {
      expect((await login({ contractAddress: coin(), minTokenBalance })).status).toBe(200)
      expect((await owns({ contractAddress: coin(), minTokenBalance })).json).toMatchObject({ allowed: true })
    },
  )

  test.each([251, '251', '250.500000000000000001', 1e21, '9'.repeat(78)])(
    'refuses: a minimum of %j, in words that name no other reason (ERR_REQUIREMENT_UNMET)',
    async (minTokenBalance) => {
      const answer = await login({ contractAddress: coin(), minTokenBalance })
      expectRefusal({ answer, status: 403, error: 'ERR_REQUIREMENT_UNMET' })
      expect(answer.json.code).toBe('permission_denied')
      expect(String(answer.json.msg)).not.toMatch(MARKS)
      expect((await owns({ contractAddress: coin(), minTokenBalance })).json).toMatchObject({
        allowed: false,
        tokenBalance: '250.5',
      })
    },
  )

  test('behavior: an outsider holds nothing, and of two fields one is enough', async () => {
    const answer = await login({ contractAddress: coin() }, outsider)
    expectRefusal({ answer, status: 403, error: 'ERR_REQUIREMENT_UNMET' })
    expect(String(answer.json.msg)).not.toMatch(MARKS)
    const either = { contractAddress: coin(), allowedWallets: [outsider.address] }
    expect((await login(either, outsider)).status).toBe(200)
    expect((await login(either, holder)).status).toBe(200)
    expect((await login(either, openWallet('third'))).status).toBe(403)
  })

  test('behavior: a token has Picket’s flat claims too, of the request that it answers', async () => {
    const user = async (answer: ReturnType<typeof login>) => (await answer).json.user as object
    const asked = { contractAddress: coin().toLowerCase(), minTokenBalance: 1 }
    const { json } = await login(asked)
    const claims = { contractAddress: asked.contractAddress, tokenBalance: '250.5' }
    expect(json.user).toMatchObject(claims)
    expect((await post('/auth/validate', { accessToken: json.accessToken })).json).toMatchObject(claims)

    const passes = { contractAddress: contracts().erc1155, tokenIds: ['1', '7'] }
    const next = await post('/authz', { accessToken: json.accessToken, requirements: passes })
    const flat = { contractAddress: passes.contractAddress, tokenIds: '1,7', tokenBalance: '7' }
    expect(next.json.user).toMatchObject(flat)
    expect((await post('/auth/validate', { accessToken: next.json.accessToken })).json).toMatchObject(flat)

    const listed = { ...asked, allowedWallets: [holder.address] }
    for (const answer of [login({}), login(listed)])
      expect(await user(answer)).not.toHaveProperty('contractAddress')
    expect(await user(login({}))).not.toHaveProperty('tokenBalance')
  })

  test('refuses: what a token has not proven, in words that do not call it missing (ERR_REQUIREMENT_UNMET)', async () => {
    const { json } = await login({})
    const requirements = { contractAddress: coin(), minTokenBalance: 100 }
    const answer = await post('/auth/validate', { accessToken: json.accessToken, requirements })
    expectRefusal({ answer, status: 403, error: 'ERR_REQUIREMENT_UNMET' })
    expect(answer.json.msg).toMatch(/^This access token does not prove .* Call authz /)
    expect(answer.json.msg).not.toMatch(/does not hold/)
    expect((await post('/authz', { accessToken: json.accessToken, requirements })).status).toBe(200)
  })

  test('behavior: ten thousand wallets fit into a request', async () => {
    const filler = Array.from({ length: 9_999 }, (_, at) => `0x${String(at).padStart(40, '0')}`)
    expect((await login({ allowedWallets: [...filler, holder.address] })).status).toBe(200)
    const more = await login({ allowedWallets: [...filler, '0x1', holder.address] })
    expectRefusal({ answer: more, status: 400, error: 'ERR_BODY_INVALID' })
  })

  test('behavior: collectibles and ERC-1155 ids count, as tokenIds or token_ids', async () => {
    expect((await login({ contractAddress: contracts().erc721, minTokenBalance: 3 })).status).toBe(200)
    expect((await login({ contractAddress: contracts().erc721, minTokenBalance: 4 })).status).toBe(403)
    for (const name of ['tokenIds', 'token_ids']) {
      const passes = { contractAddress: contracts().erc1155, [name]: ['1', '7'] }
      expect((await owns({ ...passes, minTokenBalance: 7 })).json).toMatchObject({
        allowed: true,
        tokenBalance: '7',
      })
      expect((await owns({ ...passes, minTokenBalance: 8 })).json).toMatchObject({ allowed: false })
    }
  })

  test('behavior: all units of an ERC-1155 contract count without ids, at every endpoint', async () => {
    const contractAddress = contracts().erc1155
    const held = { contractAddress: { [contractAddress]: '7' } }
    expect((await owns({ contractAddress })).json).toEqual({
      allowed: true,
      walletAddress: holder.address,
      tokenBalance: '7',
      tokenBalances: held,
    })
    expect((await owns({ contractAddress, minTokenBalance: 8 })).json).toMatchObject({ allowed: false })
    expect((await owns({ contractAddress }, outsider.address)).json).toMatchObject({
      allowed: false,
      tokenBalance: '0',
    })
    const signedIn = await login({ contractAddress, minTokenBalance: 7 })
    expect(signedIn).toMatchObject({ status: 200, json: { user: { tokenBalances: held } } })
    const refused = await login({ contractAddress }, outsider)
    expectRefusal({ answer: refused, status: 403, error: 'ERR_REQUIREMENT_UNMET' })
    const { accessToken } = (await login({})).json
    const requirements = { contractAddress, minTokenBalance: '7' }
    const proven = await post('/authz', { accessToken, requirements })
    expect(proven).toMatchObject({ status: 200, json: { user: { tokenBalances: held } } })
    const validated = await post('/auth/validate', { accessToken: proven.json.accessToken, requirements })
    expect(validated).toMatchObject({ status: 200, json: { tokenBalances: held } })
  })

  test('behavior: tokenOwnership has the fields that every client reads, for flat and for wrapped requests', async () => {
    const asked = { contractAddress: coin(), minTokenBalance: 1 }
    for (const body of [asked, { requirements: asked }, { requirements: asked, contractAddress: '' }]) {
      expect((await owns(body)).json).toEqual({
        allowed: true,
        walletAddress: holder.address,
        tokenBalance: '250.5',
        tokenBalances: { contractAddress: { [coin()]: '250.5' } },
      })
    }
    const { status, json } = await owns(asked, outsider.address)
    expect([status, json]).toEqual([
      200,
      {
        allowed: false,
        walletAddress: outsider.address,
        tokenBalance: '0',
        tokenBalances: { contractAddress: { [coin()]: '0' } },
      },
    ])
    expect((await owns(asked, holder.address, 'homestead')).json).toMatchObject({ allowed: true })
    const owls = { contractAddress: standIn.chains.polygon.contracts.erc721 }
    for (const chain of ['polygon', 'matic']) {
      expect((await owns(owls, holder.address, chain)).json).toMatchObject({
        allowed: true,
        tokenBalance: '3',
      })
    }
  })

  test('behavior: the Go client gets its balances as text to text', async () => {
    const go = {
      authorization: `Basic ${Buffer.from(`${site.secretKey}:`).toString('base64')}`,
      'user-agent': 'picket-go',
    }
    const requirements = { contractAddress: coin(), minTokenBalance: '1' }
    const body = await signLogin({ api, key: site.secretKey, wallet: holder })
    const auth = await post('/auth', { ...body, requirements }, go)
    const flat = { [coin()]: '250.5' }
    expect(auth.json).toMatchObject({ user: { tokenBalances: flat } })
    const { accessToken } = auth.json
    expect((await post('/authz', { accessToken, requirements, revalidate: true }, go)).json).toMatchObject({
      user: { tokenBalances: flat },
    })
    expect((await post('/auth/validate', { accessToken, requirements }, go)).json.tokenBalances).toEqual(flat)
    const path = `/chains/ethereum/wallets/${holder.address}/tokenOwnership`
    expect((await post(path, requirements, go)).json).toMatchObject({ allowed: true, tokenBalances: flat })
  })

  test('behavior: authz adds to what the token proves, and validate then accepts it', async () => {
    const { accessToken } = await logIn({ api, key: site.publishableKey, wallet: holder })
    const coins = { contractAddress: coin(), minTokenBalance: 100 }
    const owls = { contractAddress: contracts().erc721 }
    expectRefusal({ answer: await post('/auth/validate', { accessToken, requirements: coins }), status: 403 })
    const one = await post('/authz', { accessToken, requirements: coins, revalidate: false })
    const two = await post('/authz', {
      accessToken: one.json.accessToken,
      requirements: owls,
      revalidate: false,
    })
    expect(two.json).toMatchObject({
      user: { tokenBalances: { contractAddress: { [coin()]: '250.5', [contracts().erc721]: '3' } } },
    })
    for (const requirements of [coins, owls]) {
      const token = two.json.accessToken
      expect((await post('/auth/validate', { accessToken: token, requirements })).status).toBe(200)
    }
    const refused = await post('/authz', {
      accessToken,
      requirements: { contractAddress: coin(), minTokenBalance: 251 },
    })
    expectRefusal({ answer: refused, status: 403, error: 'ERR_REQUIREMENT_UNMET', secrets: [accessToken] })
  })

  test('behavior: a sale is seen when balances are read anew, and only then', async () => {
    const { rpc, write } = standIn.deployers.ethereum
    const seller = openWallet('seller')
    await write({
      name: 'NightOwls',
      address: contracts().erc721,
      method: 'mint',
      args: [seller.address, 77n],
    })
    const requirements = { contractAddress: contracts().erc721 }
    const { accessToken } = (await login(requirements, seller)).json
    await rpc('anvil_setBalance', [seller.address, '0x3635c9adc5dea00000'])
    await rpc('anvil_impersonateAccount', [seller.address])
    const word = (text: string) => text.replace(/^0x/, '').toLowerCase().padStart(64, '0')
    const data = `0x23b872dd${word(seller.address)}${word(outsider.address)}${word('4d')}`
    await rpc('eth_sendTransaction', [{ from: seller.address, to: contracts().erc721, data }])
    expect((await owns(requirements, seller.address)).json).toMatchObject({ allowed: false })
    expect((await post('/authz', { accessToken, requirements, revalidate: false })).status).toBe(200)
    expectRefusal({
      answer: await post('/authz', { accessToken, requirements, revalidate: true }),
      status: 403,
    })
  })

  test('behavior: contracts are described', async () => {
    const describe = async (address: string) =>
      (
        await api.call({
          method: 'GET',
          path: `/chains/ethereum/contracts/${address}`,
          headers: basic(site.secretKey),
        })
      ).json
    expect(await describe(coin())).toMatchObject({
      kind: 'erc20',
      name: 'Harbor Coin',
      symbol: 'HRBR',
      decimals: 18,
      authorizationSupported: true,
    })
    expect(await describe(contracts().erc721)).toMatchObject({
      kind: 'erc721',
      decimals: null,
      authorizationSupported: true,
    })
    expect(await describe(contracts().erc1155)).toMatchObject({
      kind: 'erc1155',
      authorizationSupported: true,
    })
    expect(await describe(outsider.address)).toMatchObject({
      kind: 'unknown',
      name: null,
      authorizationSupported: false,
    })
  })
})
