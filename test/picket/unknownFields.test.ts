import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, logIn, openWallet, signLogin } from './signLogin.ts'

/*
 * A requirement that the API ignores would let everybody in. So an outsider is refused for every misspelling, and a
 * holder for a misspelled minimum.
 */
let api: OpenedApi
let project: ApiProject
let accessToken: string
const outsider = openWallet('outsider')
const contract = `0x${'ab'.repeat(20)}`
beforeAll(async () => {
  api = await openApi()
  project = await api.makeProject()
  const login = await logIn({ api, key: project.publishableKey, wallet: outsider })
  accessToken = String(login.accessToken)
})
afterAll(() => api?.close())

const post = (path: string, body: object, headers = basic(project.publishableKey)) =>
  api.call({ path, body, headers })
const signIn = () => signLogin({ api, key: project.publishableKey, wallet: outsider })
const ownership = `/chains/ethereum/wallets/${outsider.address}/tokenOwnership`

const MISSPELLED: readonly (readonly [string, unknown, string | null])[] = [
  ['contractAdress', contract, 'contractAddress'],
  ['contractaddress', contract, 'contractAddress'],
  ['ContractAddress', contract, 'contractAddress'],
  ['contract-address', contract, 'contractAddress'],
  ['contractAddresss', contract, 'contractAddress'],
  ['contarctAddress', contract, 'contractAddress'],
  ['collections', ['a'], 'collection'],
  ['Collection', 'a', 'collection'],
  ['tokenId', ['1'], 'tokenIds'],
  ['tokenIDs', ['1'], 'tokenIds'],
  ['allowedWallet', [contract], 'allowedWallets'],
  ['creatorAdress', 'a', 'creatorAddress'],
  ['MinTokenBalance', '5', 'minTokenBalance'],
  ['minTokenBalence', '5', 'minTokenBalance'],
  ['chains', 'polygon', 'chain'],
]
const STRANGE: readonly (readonly [string, unknown, string | null])[] = [
  ['colour', 'blue', null],
  ['requirements', { contractAddress: contract }, null],
  ['conditions', [{ contractAddress: contract }], null],
  ['chainId', 1, null],
]

describe.each(['/auth', '/authz', '/auth/validate'])('%s', (path) => {
  const ask = async (fields: object) =>
    post(path, path === '/auth' ? { ...(await signIn()), ...fields } : { accessToken, ...fields })

  test.each([...MISSPELLED, ...STRANGE])(
    'refuses: %s in requirements, by name and with a suggestion (ERR_BODY_INVALID)',
    async (name, value, meant) => {
      for (const beside of [{}, { contractAddress: contract }, { allowedWallets: [outsider.address] }]) {
        const { status, json } = await ask({ requirements: { ...beside, [name]: value } })
        expect([status, json.error]).toEqual([400, 'ERR_BODY_INVALID'])
        expect(json.msg).toContain(`"${name}"`)
        if (meant) expect(json.msg).toContain(`did you mean "${meant}"?`)
      }
    },
  )

  test.each([...MISSPELLED, ['requirement', { contractAddress: contract }, 'requirements'] as const])(
    'refuses: %s beside requirements (ERR_BODY_INVALID)',
    async (name, value) => {
      const { status, json } = await ask({
        requirements: { allowedWallets: [outsider.address] },
        [name]: value,
      })
      expect([status, json.error, String(json.msg).includes(`"${name}"`)]).toEqual([
        400,
        'ERR_BODY_INVALID',
        true,
      ])
    },
  )

  test('refuses: several unknown fields, each by name, at most eight (ERR_BODY_INVALID)', async () => {
    const { json } = await ask({ requirements: { contractAdress: contract, min_balance: '5' } })
    expect(json.msg).toContain('"contractAdress" (did you mean "contractAddress"?), "min_balance"')
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`field${at}`, at]))
    expect((await ask({ requirements: many })).json.msg).toContain('and 12 more')
    expect(
      (await ask(Object.fromEntries(Array.from({ length: 65 }, (_, at) => [`x${at}`, at])))).status,
    ).toBe(400)
  })

  test.each([
    ['contractAddress', 'contract_address', contract, outsider.address],
    ['minTokenBalance', 'min_token_balance', '1', '2'],
    ['allowedWallets', 'allowed_wallets', [outsider.address], [contract]],
    ['tokenIds', 'token_ids', ['1'], ['2']],
    ['creatorAddress', 'creator_address', 'a', 'b'],
  ])('refuses: %s and %s that differ (ERR_BODY_INVALID)', async (name, other, one, two) => {
    const requirements = { contractAddress: contract, [name]: one, [other]: two }
    for (const fields of [{ requirements }, requirements]) {
      const { status, json } = await ask(fields)
      expect([status, json.error]).toEqual([400, 'ERR_BODY_INVALID'])
      expect(json.msg).toContain('has two different values')
    }
  })

  test.each([
    ['allowedWallets', [contract], [outsider.address]],
    ['minTokenBalance', '2', '1'],
    ['contractAddress', contract, outsider.address],
  ])('refuses: %s that differs inside and beside requirements (ERR_BODY_INVALID)', async (name, one, two) => {
    for (const [beside, inside] of [
      [one, two],
      [two, one],
    ]) {
      const { status, json } = await ask({
        contractAddress: contract,
        [name]: beside,
        requirements: { [name]: inside },
      })
      expect([status, json.error]).toEqual([400, 'ERR_BODY_INVALID'])
      expect(json.msg).toContain('differs from the same field at the top level')
    }
  })

  test('behavior: snake case names the same field, nested or not, and equal values may appear in both', async () => {
    const closed = { allowed_wallets: [contract] }
    const open = { allowed_wallets: [outsider.address], allowedWallets: [outsider.address] }
    for (const fields of [closed, { requirements: closed }]) expect((await ask(fields)).status).toBe(403)
    for (const fields of [open, { requirements: open }]) expect((await ask(fields)).status).toBe(200)
  })
})

describe('validate', () => {
  test.each([
    { contract_address: contract },
    { contract_address: contract, min_token_balance: '5' },
    { contractAddress: contract, token_ids: ['1'] },
    { creator_address: 'a' },
  ])('refuses: an outsider with %o (ERR_REQUIREMENT_UNMET)', async (requirements) => {
    for (const fields of [requirements, { requirements }]) {
      const { status, json } = await post('/auth/validate', { accessToken, ...fields })
      expect([status, json.error]).toEqual([403, 'ERR_REQUIREMENT_UNMET'])
    }
  })
})

describe('empty requirements', () => {
  test.each([{}, { requirements: null }, { requirements: {} }])(
    'behavior: %o is ignored at sign-in and at validate',
    async (fields) => {
      expect((await post('/auth', { ...(await signIn()), ...fields })).status).toBe(200)
      expect((await post('/auth/validate', { accessToken, ...fields })).status).toBe(200)
    },
  )

  test.each([{}, { requirements: null }, { requirements: {} }, { requirements: { contractAddress: '' } }])(
    'refuses: %o at authz (ERR_BODY_INVALID)',
    async (fields) => {
      const { status, json } = await post('/authz', { accessToken, ...fields })
      expect([status, json.error]).toEqual([400, 'ERR_BODY_INVALID'])
      expect(json.msg).toContain('"requirements"')
    },
  )
})

describe('tokenOwnership', () => {
  const ask = (body: object) => post(ownership, body, basic(project.secretKey))

  test.each([...MISSPELLED])('refuses: %s, nested or not (ERR_BODY_INVALID)', async (name, value) => {
    for (const body of [{ [name]: value }, { requirements: { [name]: value } }]) {
      const { status, json } = await ask({ contractAddress: contract, ...body })
      expect([status, json.error]).toEqual([400, 'ERR_BODY_INVALID'])
    }
  })

  test('refuses: another chain than the path names (ERR_REQUIREMENT_INVALID)', async () => {
    for (const body of [{ chain: 'polygon' }, { requirements: { chain: 'polygon' } }]) {
      const { status, json } = await ask({ contractAddress: contract, ...body })
      expect([status, json.error]).toEqual([400, 'ERR_REQUIREMENT_INVALID'])
    }
  })
})

describe('the gate check', () => {
  test.each([
    ['requirements', {}],
    ['contractAddress', contract],
    ['contract_address', contract],
    ['contractAdress', contract],
  ])('refuses: %s, which the gate itself defines (ERR_BODY_INVALID)', async (name, value) => {
    const { status, json } = await post('/gates/1/check', { accessToken, [name]: value })
    expect([status, json.error]).toEqual([400, 'ERR_BODY_INVALID'])
  })
})
