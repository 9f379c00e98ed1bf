import { afterEach, describe, expect, test } from 'vitest'
import {
  readChainNames,
  readCoinDecimals,
  readMulticall3,
  readOwnChains,
} from '../../app/chains/readOwnChains.ts'
import { readEndpoints, readSecondOpinions } from '../../app/chains/rpc/readEndpoints.ts'
import { mainnetGenesis } from '../../app/chains/solana/programs.ts'
import { FASTEST_BLOCK_MS, formatCaip2 } from '../../app/core/chain/caip2.ts'
import { chains } from '../../app/core/chain/chains.ts'
import { findChain } from '../../app/core/chain/findChain.ts'
import { findLinkChain } from '../../app/core/chain/findLinkChain.ts'
import { findPicketChain } from '../../app/core/chain/findPicketChain.ts'
import { listAllChains, setOwnChains } from '../../app/core/chain/ownChains.ts'
import { splitTokenKey } from '../../app/core/redemption/splitTokenKey.ts'
import { fc } from '../random.ts'

const URL_ = 'http://127.0.0.1:8545'
const REFUSED = expect.objectContaining({ code: 'ERR_ENVIRONMENT' })
afterEach(() => setOwnChains([]))

describe('the chains that an operator adds', () => {
  test('default: name, currency, explorer and address of Multicall3 come from viem’s list', async () => {
    const [ape, zksync, unknown] = await readOwnChains({
      ...{ RPC_URL_EIP155_33139: URL_, RPC_URL_EIP155_324: URL_, RPC_URL_EIP155_987654321: URL_ },
    })
    expect(ape).toMatchObject({
      ...{ slug: 'eip155:33139', family: 'evm', id: 33139, name: 'ApeChain', nativeSymbol: 'APE' },
      ...{ explorerHost: 'apescan.io', publicRpc: expect.stringMatching(/^https:/) },
    })
    expect(zksync).toMatchObject({ multicall3: '0xf9cda624fbc7e059355ce98a31693d299facd963' })
    expect(unknown).toMatchObject({ name: 'EVM chain 987654321', blockMs: FASTEST_BLOCK_MS, publicRpc: '' })
  })

  test('behavior: the decimals of its coin are the list’s, Hedera’s own, or what the operator says', async () => {
    const ids = [33139, 728126428, 295, 5]
    const urls = Object.fromEntries(ids.map((id) => [`RPC_URL_EIP155_${id}`, URL_]))
    const said = { COIN_DECIMALS_EIP155_5: ' 6 ', COIN_DECIMALS_EIP155_33139: '' }
    expect(await readOwnChains({ ...urls, ...said })).toMatchObject([
      { nativeSymbol: 'APE', coinDecimals: 18 },
      { nativeSymbol: 'TRX', coinDecimals: 6 },
      { nativeSymbol: 'HBAR', coinDecimals: 8 },
      { nativeSymbol: 'ETH', coinDecimals: 6 },
    ])
    const [changed] = await readOwnChains({ ...urls, COIN_DECIMALS_EIP155_33139: '0' })
    expect(changed).toMatchObject({ coinDecimals: 0 })
  })

  test('behavior: forty of them are listed after the eight, each once', async () => {
    const ids = Array.from({ length: 40 }, (_, at) => 1_000_000 + at)
    const env = Object.fromEntries(ids.map((id) => [`RPC_URL_EIP155_${id}`, URL_]))
    setOwnChains(await readOwnChains(env))
    expect(listAllChains().map(({ id }) => id)).toEqual([...chains.map(({ id }) => id), ...ids])
  })

  test('behavior: a chain that has a name may be named by its id, and is not added again', async () => {
    const env = { RPC_URL_EIP155_137: URL_, MULTICALL3_POLYGON: `0x${'Cc'.repeat(20)}` }
    expect([...readEndpoints(env)]).toEqual([['polygon', [URL_]]])
    expect(await readOwnChains(env)).toEqual([
      { ...findChain('polygon'), multicall3: `0x${'cc'.repeat(20)}` },
    ])
  })

  test('behavior: Flow and its EVM are two chains, each by a variable of its own', async () => {
    setOwnChains(await readOwnChains({ RPC_URL_FLOW: URL_, RPC_URL_EIP155_747: URL_ }))
    const added = listAllChains().slice(chains.length)
    expect(added).toMatchObject([
      { slug: 'flow', family: 'flow', name: 'Flow' },
      { slug: 'eip155:747', family: 'evm', name: 'Flow EVM Mainnet', nativeSymbol: 'FLOW' },
    ])
    expect(added.map(formatCaip2)).toEqual(['flow:mainnet', 'eip155:747'])
    const found = ['flow', 'flow:mainnet', 'eip155:747'].map((name) => findPicketChain(name)?.slug)
    expect(found).toEqual(['flow', 'flow', 'eip155:747'])
  })

  test('behavior: without RPC_URL_FLOW the API does not know Flow, and what is stored about it stays readable', () => {
    expect([findPicketChain('flow'), findPicketChain('flow:mainnet')]).toEqual([null, null])
    expect(findChain('flow')?.family).toBe('flow')
    expect(listAllChains()).toEqual(chains)
  })

  test('behavior: a link to its explorer chooses it', async () => {
    setOwnChains(await readOwnChains({ RPC_URL_EIP155_33139: URL_ }))
    const found = findLinkChain({ host: 'apescan.io', parts: [], chains: listAllChains() })
    expect(found?.name).toBe('ApeChain')
  })

  test('behavior: what is stored about a chain stays readable when its configuration is gone, but nobody may ask for it', async () => {
    setOwnChains(await readOwnChains({ RPC_URL_EIP155_33139: URL_ }))
    expect(findPicketChain('eip155:33139')?.name).toBe('ApeChain')
    setOwnChains([])
    expect(findChain('eip155:33139')).toMatchObject({ slug: 'eip155:33139', name: 'EVM chain 33139' })
    expect(findPicketChain('eip155:33139')).toBeNull()
  })

  test('behavior: a second opinion on it must be another endpoint', () => {
    const endpointUrls = readEndpoints({ RPC_URL_EIP155_33139: URL_ })
    const read = (url: string) =>
      readSecondOpinions({ env: { RPC_SECOND_OPINION_EIP155_33139: url }, endpointUrls })
    expect([...read('https://other.example').keys()]).toEqual(['eip155:33139'])
    expect(() => read(URL_)).toThrow(/RPC_SECOND_OPINION_EIP155_33139 is not a second opinion/)
  })

  test.each([
    ['a chain twice', { RPC_URL_ETHEREUM: URL_, RPC_URL_EIP155_1: URL_ }],
    ['no id', { RPC_URL_EIP155_: URL_ }],
    ['the id 0', { RPC_URL_EIP155_0: URL_ }],
    ['an id with a zero in front', { RPC_URL_EIP155_033: URL_ }],
    ['an id beyond what JavaScript counts', { RPC_URL_EIP155_9999999999999999: URL_ }],
    ['a hexadecimal id', { RPC_URL_EIP155_0x1: URL_ }],
    ['a name of another family', { RPC_URL_SOLANA_5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp: URL_ }],
  ])('refuses: %s (ERR_ENVIRONMENT)', (_, env) => {
    expect(() => readEndpoints(env)).toThrow(REFUSED)
  })

  test.each([
    ['no currency', 'Harbor Net'],
    ['a currency with a space', 'Harbor Net, H B'],
    ['markup', '<b>Harbor</b>, HBR'],
    ['an explorer that is no URL', 'Harbor Net, HBR, scan'],
    ['an explorer that is a script', 'Harbor Net, HBR, javascript:alert(1)'],
    ['a fourth part', 'Harbor Net, HBR, https://scan.example, more'],
    ['a name of 41 letters', `${'x'.repeat(41)}, HBR`],
  ])('refuses: a description with %s (ERR_ENVIRONMENT)', (_, value) => {
    expect(() => readChainNames({ CHAIN_EIP155_5: value })).toThrow(REFUSED)
  })

  test.each(['', ' 8', '08', '37', '-1', '1.5', '0x8', '1e1', 'eight', '999'])(
    'refuses: %j as decimals, if it is no number from 0 to 36 (ERR_ENVIRONMENT)',
    (value) => {
      const read = () => [...readCoinDecimals({ COIN_DECIMALS_EIP155_5: value }).values()]
      const right: Record<string, readonly number[]> = { '': [], ' 8': [8], '08': [8] }
      if (right[value]) expect(read()).toEqual(right[value])
      else expect(read).toThrow(REFUSED)
    },
  )

  test('refuses: decimals of a chain that has a name (ERR_ENVIRONMENT)', () => {
    expect(() => readCoinDecimals({ COIN_DECIMALS_BASE: '8' })).toThrow(REFUSED)
  })

  test('refuses: a description of a chain that has a name, and an address that is none (ERR_ENVIRONMENT)', () => {
    expect(() => readChainNames({ CHAIN_EIP155_1: 'Mine, ME' })).toThrow(REFUSED)
    expect(() => readMulticall3({ MULTICALL3_BASE: '0x12' })).toThrow(REFUSED)
    expect(() => readMulticall3({ MULTICALL3_SOLANA: `0x${'cc'.repeat(20)}` })).toThrow(REFUSED)
    expect(readChainNames({ CHAIN_ID: 'of somebody else', CHAIN_EIP155_5: ' ' }).size).toBe(0)
  })
})

describe('CAIP-2 names', () => {
  test('default: every chain is found by its own', () => {
    for (const chain of chains) expect(findChain(formatCaip2(chain))).toEqual(chain)
  })

  test('behavior: Solana’s is its genesis hash, of which a node answers the whole', () => {
    expect(findChain(`solana:${mainnetGenesis.slice(0, 32)}`)?.slug).toBe('solana')
  })

  test('behavior: any EVM chain is found by its id, under one spelling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), (id) => {
        const found = findChain(`eip155:${id}`)
        expect(found?.id).toBe(id)
        expect(findChain(String(found?.slug))).toEqual(found)
        expect(findChain(`eip155:0${id}`)).toBeNull()
      }),
    )
  })

  test.each([
    'eip155',
    'eip155:',
    'eip155:0',
    'eip155:-1',
    'eip155:1e3',
    'EIP155:1',
    'eip155:1:2',
    'solana:x',
    ':',
  ])('refuses: %s', (name) => expect(findChain(name)).toBeNull())
})

describe('keys of tokens', () => {
  test.each([
    ['ethereum:0xab:7', { chain: 'ethereum', contract: '0xab', id: '7' }],
    ['eip155:33139:0xab:7', { chain: 'eip155:33139', contract: '0xab', id: '7' }],
    ['solana:Mint', { chain: 'solana', contract: 'Mint', id: undefined }],
    ['0xab', { chain: '0xab', contract: '', id: undefined }],
  ])('default: %s', (key, parts) => expect(splitTokenKey(key)).toEqual(parts))
})
