import { afterEach, describe, expect, test } from 'vitest'
import { createAskFlow } from '../../../app/chains/flow/createAskFlow.ts'
import { parseHoldings } from '../../../app/chains/flow/parseHoldings.ts'
import { createReadFlowBalances } from '../../../app/chains/flow/readFlowBalances.ts'
import { createEndpoints } from '../../../app/chains/rpc/createEndpoints.ts'
import { flowChain } from '../../../app/core/chain/chains.ts'
import { parseFlowAddress } from '../../../app/core/chain/parseFlowAddress.ts'
import { parseFlowContract } from '../../../app/core/chain/parseFlowContract.ts'
import type { FlowRead } from '../../../app/core/requirement/reads.ts'
import { checkFlowAnswer } from '../../standin/flow/checkFlowAnswer.ts'
import { startFlow } from '../../standin/flow/startFlow.ts'
import { startHttp } from '../rpc/startHttp.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

const [holder, other] = ['0x1111111111111111', '0x2222222222222222']
const [club, coin, broken, none] = ['Club', 'Coin', 'Broken', 'None'].map(
  (name) => `A.0b2a3299cc857e29.${name}`,
)
const ask = (contract: string | undefined, owner = holder): FlowRead => ({
  ...{ chain: flowChain.slug, kind: 'flowHolding', owner: parseFlowAddress(owner ?? '') },
  contract: parseFlowContract(contract ?? ''),
})
const read = (amount: bigint, source = 'flow 1') => ({
  ...{ kind: 'read', amount, block: 130_000_000n, source, readAt: 7 },
})
const unread = (code: string) => ({ kind: 'unread', code, chain: 'flow' })

/** A reader of some endpoints: each is a local Access API, or answers the script with this text. */
async function begin(...texts: readonly string[]) {
  const flow = await startFlow()
  closers.push(flow.close)
  flow.state.contracts.set(`${club}`, new Map([[`${holder}`, '3.00000000']]))
  flow.state.contracts.set(`${coin}`, new Map([[`${holder}`, '184467440737.09551615']]))
  flow.state.contracts.set(`${broken}`, 'fails')
  const strange = await Promise.all(
    texts.map((text) =>
      startHttp((request, response) => {
        if (request.url?.startsWith('/v1/network')) response.end('{"chain_id":"flow-mainnet"}')
        else response.end(text)
      }),
    ),
  )
  closers.push(...strange.map(({ close }) => close))
  const urls = [...strange.map(({ url }) => url), `${flow.url}/v1/`]
  const endpoints = createEndpoints({ endpointUrls: new Map([[flowChain.slug, urls]]) })
  const readBalances = createReadFlowBalances({ ask: createAskFlow({ endpoints }), now: () => 7 })
  const scripts = () => flow.asked.filter(({ url }) => url.pathname === '/v1/scripts')
  return { ...flow, readBalances, scripts }
}

describe('createReadFlowBalances', () => {
  test('default: collections and tokens of several holders in one request', async () => {
    const { readBalances, scripts } = await begin()
    const asked = [ask(coin), ask(club), ask(club, other), ask(none)]
    expect(await readBalances(asked)).toEqual([
      read(18_446_744_073_709_551_615n),
      read(300_000_000n),
      read(0n),
      unread('ERR_TOKEN_READ'),
    ])
    expect(scripts().map(({ method, url }) => method + url.search)).toEqual(['POST?block_height=sealed'])
  })

  test('behavior: the answer of the local API is the published one, but for the field around it', async () => {
    const { url, readBalances, scripts } = await begin()
    await readBalances([ask(club)])
    const send = async (body: string | undefined) => {
      const answer = await fetch(`${url}/v1/scripts`, { method: 'POST', body: body ?? '' })
      return { status: answer.status, json: (await answer.json()) as unknown }
    }
    const right = await send(scripts()[0]?.body)
    const check = (status: number, body: unknown) =>
      checkFlowAnswer({ method: 'POST', path: '/scripts', status, body })
    expect(check(right.status, { value: right.json })).toEqual({ value: right.json })
    const wrong = await send('{"script":"","arguments":[]}')
    expect(check(wrong.status, wrong.json)).toMatchObject({ code: 400 })
  })

  test('behavior: a contract whose code fails leaves only its own balances unread', async () => {
    const { readBalances, scripts } = await begin()
    const asked = [ask(club), ask(broken), ask(coin, other), ask(broken, other)]
    expect(await readBalances(asked)).toEqual([
      read(300_000_000n),
      unread('ERR_TOKEN_READ'),
      read(0n),
      unread('ERR_TOKEN_READ'),
    ])
    expect(scripts()).toHaveLength(4)
    expect(await readBalances([ask(broken)])).toEqual([unread('ERR_TOKEN_READ')])
    expect(scripts()).toHaveLength(5)
  })

  const nested = (value: unknown) => JSON.stringify(Buffer.from(JSON.stringify(value)).toString('base64'))
  const amounts = (list: readonly unknown[], key = '9') => ({
    type: 'Dictionary',
    value: [{ key: { type: 'UInt64', value: key }, value: { type: 'Array', value: list } }],
  })
  const amount = (value: unknown) => ({ type: 'Optional', value: { type: 'UFix64', value } })
  test.each([
    'no JSON',
    '{}',
    '""',
    'null',
    nested({}),
    nested(amounts([])),
    nested(amounts([amount('1.00000000'), amount('1.00000000')])),
    nested(amounts([amount('-1.00000000')])),
    nested(amounts([amount('1.0')])),
    nested(amounts([amount(1)])),
    nested(amounts([{ type: 'Optional' }])),
    nested(amounts([{ type: 'UFix64', value: '1.00000000' }])),
    nested(amounts([amount('1.00000000')], '-9')),
    nested({ ...amounts([amount('1.00000000')]), value: [] }),
  ])('behavior: after nonsense (%j) the next endpoint is asked', async (text) => {
    const { readBalances } = await begin(text)
    expect(await readBalances([ask(club)])).toEqual([read(300_000_000n, 'flow 2')])
  })

  test('refuses: nonsense, or nobody, at every endpoint leaves all unread (ERR_CHAIN_READ)', async () => {
    const { readBalances, close } = await begin(nested({}))
    await close()
    expect(await readBalances([ask(club), ask(coin)])).toEqual([
      unread('ERR_CHAIN_READ'),
      unread('ERR_CHAIN_READ'),
    ])
  })
})

/*
 * What the interpreter of onflow/cadence 1.9.10 answered to this script in a ledger with the published contracts of
 * onflow/flow-nft and onflow/flow-ft, their ExampleNFT and ExampleToken: a holder of two NFTs, one of none, a holder of
 * 1000 tokens, one of none, no contract, and one of another kind.
 */
const recorded = [
  ['2.00000000', '0.00000000', '1000.00000000', '0.00000000'].map((value) => ({
    value: { value, type: 'UFix64' },
    type: 'Optional',
  })),
  [null, null].map((value) => ({ value, type: 'Optional' })),
].flat()

describe('parseHoldings', () => {
  test('default: an answer of the real interpreter, bare and in the field of the OpenAPI', () => {
    const list = { value: recorded, type: 'Array' }
    const json = { value: [{ key: { value: '1', type: 'UInt64' }, value: list }], type: 'Dictionary' }
    const value = Buffer.from(JSON.stringify(json)).toString('base64')
    const amounts = [200_000_000n, 0n, 100_000_000_000n, 0n, null, null]
    for (const text of [JSON.stringify(value), JSON.stringify({ value })])
      expect(parseHoldings({ text, count: 6, source: 'flow 1' })).toEqual({
        block: 1n,
        source: 'flow 1',
        amounts,
      })
  })
})
