import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ConditionForm } from '../../app/core/gate/form.ts'
import { type AccountKey, createFlowKey } from '../standin/flow/createFlowKey.ts'
import { startFlow } from '../standin/flow/startFlow.ts'
import { makeVisitKey } from '../visitKey.ts'
import type { ApiAnswer, ApiProject } from './openApi.ts'
import { type GateApi, openGateApi } from './openGateApi.ts'
import { basic } from './signLogin.ts'

/*
 * Gates on Flow: made over the API for gates, and opened by an account of Flow over the API for headless storefronts.
 * The chain is a local Access API.
 */
const SITE = 'https://shop.example'
const ADDRESS = '0x0b2a3299cc857e29'
const [CLUB, COIN] = ['A.0b2a3299cc857e29.TopShot', 'A.1654653399040a61.FlowToken']
const line = { productId: 9001, variantId: 9101 }
const key = createFlowKey()
const [half, other] = [createFlowKey({ weight: 500 }), createFlowKey({ index: 1, weight: 500 })]
const browser = makeVisitKey()

let flow: Awaited<ReturnType<typeof startFlow>>
let world: GateApi
let storefront: ApiProject
let gate: number

beforeAll(async () => {
  flow = await startFlow()
  flow.state.labels.set(CLUB, { kind: 'nft', name: 'Top Shot' })
  flow.state.labels.set(COIN, { kind: 'token', name: 'Flow', symbol: 'FLOW' })
  world = await openGateApi({ rpcUrls: { flow: flow.url } })
  storefront = await world.api.makeProject(
    { name: 'Shop', allowedDomains: ['shop.example'], isStorefront: true },
    world.shopId,
  )
})
afterAll(async () => {
  await world?.api.close()
  await flow?.close()
})
beforeEach(() => {
  flow.state.accounts.clear()
  flow.state.contracts.clear()
  flow.state.accounts.set(ADDRESS.slice(2), { keys: [key] })
  flow.state.contracts.set(CLUB, new Map([[ADDRESS, '2.00000000']]))
  flow.state.contracts.set(COIN, new Map([[ADDRESS, '0.50000001']]))
})

const toCondition = (more: Partial<ConditionForm>): ConditionForm => ({
  ...{ kind: 'flowNft', chain: 'flow', contract: CLUB, minimum: '2', maximum: '' },
  ...{ tokenIds: '', perId: false, listId: '', ...more },
})

const make = (...conditions: Partial<ConditionForm>[]): Promise<ApiAnswer> =>
  world.create({ ...world.form, root: { kind: 'all', count: '', of: conditions.map(toCondition) } })

async function makeGate(...conditions: Partial<ConditionForm>[]): Promise<number> {
  const { status, json, text } = await make(...conditions)
  expect(status, text).toBe(201)
  return Number(json.number)
}

async function ask(path: string, body: object): Promise<ApiAnswer> {
  const headers = { ...basic(storefront.publishableKey), origin: SITE }
  return world.api.call({ path: `/storefront${path}`, headers, body: browser.toWire(path.slice(1), body) })
}

/** Sign in as a page with FCL does. */
async function unlock(gates: readonly number[], keys: readonly AccountKey[] = [key], more: object = {}) {
  const { json } = await ask('/nonce', { chain: 'flow', walletAddress: ADDRESS })
  const composites = keys.map(({ index, sign }) => ({
    ...{ f_type: 'CompositeSignature', f_vsn: '1.0.0', addr: ADDRESS, keyId: index },
    signature: sign(String(json.message)),
  }))
  const signature = JSON.stringify(composites)
  return ask('/unlock', {
    nonce: json.nonce,
    walletAddress: ADDRESS,
    signature,
    gates,
    lines: [line],
    ...more,
  })
}

describe('a gate on Flow', () => {
  test('default: an account that holds enough of a collection opens it', async () => {
    gate = await makeGate({})
    flow.asked.length = 0
    const { status, json, text } = await unlock([gate])
    expect(status, text).toBe(200)
    expect(json).toMatchObject({ gates: [{ id: gate, kind: 'open', wallet: '0x0b…29' }], lineProofs: [line] })
    expect(json.proof).toMatch(/~\w{32}$/)
    const scripts = flow.asked.filter(({ url }) => url.pathname === '/v1/scripts')
    expect(scripts).toHaveLength(1)
    const { session } = json
    const renewed = await ask('/renew', { session, gates: [gate], lines: [line] })
    expect(renewed.json).toMatchObject({ gates: [{ id: gate, kind: 'open' }] })
  })

  test('behavior: the card names chain, name and amount, and the contract is stored as the chain describes it', async () => {
    const number = await makeGate({ kind: 'flowToken', contract: COIN, minimum: '0.5', maximum: '20.25' })
    const { json } = await ask('/gates', { products: [line.productId] })
    const { needs } =
      (json.gates as { number: number; needs: object }[]).find((one) => one.number === number) ?? {}
    expect(needs).toMatchObject({
      conditions: [
        { kind: 'flowToken', chain: 'flow', contract: COIN, name: 'Flow', symbol: 'FLOW', minimum: '0.5' },
      ],
      chains: [{ slug: 'flow', name: 'Flow', id: 539, family: 'flow' }],
    })
  })

  test('behavior: a token counts with eight decimals, and all conditions take one request', async () => {
    const enough = await makeGate({ kind: 'flowToken', contract: COIN, minimum: '0.50000001' })
    const tooMuch = await makeGate({}, { kind: 'flowToken', contract: COIN, minimum: '0.50000002' })
    flow.asked.length = 0
    const { json } = await unlock([enough, tooMuch])
    expect(json.gates).toMatchObject([
      { id: enough, kind: 'open' },
      {
        ...{ id: tooMuch, kind: 'closed', because: 'unmet' },
        lines: [{ because: 'too-little', needed: '0.50000002', found: '0.50000001', name: 'FLOW' }],
      },
    ])
    expect(flow.asked.filter(({ url }) => url.pathname === '/v1/scripts')).toHaveLength(1)
  })

  test('behavior: several keys sign together, and the login may be issued before the account is known', async () => {
    flow.state.accounts.set(ADDRESS.slice(2), { keys: [half, other] })
    expect((await unlock([gate], [half, other])).json.gates).toMatchObject([{ kind: 'open' }])
    const { json } = await ask('/nonce', {})
    const filled = String(json.message)
      .replace('[family]', 'Flow')
      .replace('[address]', ADDRESS)
      .replace('[chain]', 'mainnet')
    const body = { nonce: json.nonce, walletAddress: ADDRESS, gates: [gate], lines: [line] }
    flow.state.accounts.set(ADDRESS.slice(2), { keys: [key] })
    const { status, text } = await ask('/unlock', { ...body, signature: key.sign(filled) })
    expect(status, text).toBe(200)
  })

  test('refuses: too few NFTs, with what was found', async () => {
    flow.state.contracts.set(CLUB, new Map([[ADDRESS, '1.00000000']]))
    expect((await unlock([gate])).json).toMatchObject({
      gates: [
        {
          kind: 'closed',
          because: 'unmet',
          lines: [{ because: 'too-little', needed: '2', found: '1', name: 'Top Shot' }],
        },
      ],
      proof: null,
    })
  })

  test('refuses: keys that weigh too little, and another key (ERR_SIGNATURE_INVALID)', async () => {
    flow.state.accounts.set(ADDRESS.slice(2), { keys: [half, other] })
    for (const keys of [[half], [half, half], [createFlowKey()]])
      expect(await unlock([gate], keys)).toMatchObject({
        status: 401,
        json: { error: 'ERR_SIGNATURE_INVALID' },
      })
    const said = { signedMessage: Buffer.from('another text').toString('base64') }
    flow.state.accounts.set(ADDRESS.slice(2), { keys: [key] })
    expect(await unlock([gate], [key], said)).toMatchObject({ json: { error: 'ERR_SIGNATURE_INVALID' } })
  })

  test('refuses: a contract whose code fails could not be checked, and another gate opens all the same', async () => {
    const coin = await makeGate({ kind: 'flowToken', contract: COIN, minimum: '0.5' })
    flow.state.contracts.set(CLUB, 'fails')
    expect((await unlock([gate, coin])).json).toMatchObject({
      gates: [{ kind: 'unchecked', code: 'ERR_TOKEN_READ', chain: 'flow' }, { kind: 'open' }],
    })
  })

  test.each([
    ['no such contract', { contract: 'A.0b2a3299cc857e29.Nothing' }, 'contract', 'no-code'],
    ['the address of an account', { contract: ADDRESS }, 'contract', 'address-invalid'],
    ['a token for NFTs', { contract: COIN }, 'kind', 'other-kind'],
    [
      'NFTs on an EVM chain',
      { chain: 'ethereum', contract: `0x${'ab'.repeat(20)}` },
      'chain',
      'chain-other-family',
    ],
    [
      'a ninth decimal',
      { kind: 'flowToken', contract: COIN, minimum: '0.000000001' },
      'minimum',
      'not-an-amount',
    ],
  ] as const)('refuses: a condition with %s (ERR_GATE_INVALID)', async (_, more, field, issue) => {
    const { status, json } = await make(more)
    expect([status, json.fields]).toEqual([422, { [`root.of.0.${field}`]: issue }])
  })

  test('refuses: a holding time, which Flow cannot tell (ERR_GATE_INVALID)', async () => {
    const root = { kind: 'all', count: '', of: [toCondition({})] }
    const held = { moment: 'held', heldFor: { amount: '2', unit: 'days' } }
    const { status, json } = await world.create({ ...world.form, root, ...held })
    expect([status, json.fields]).toEqual([422, { heldFor: 'held-on-flow' }])
  })
})
