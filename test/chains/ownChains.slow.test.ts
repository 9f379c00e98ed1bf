import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openChains } from '../../app/chains/openChains.ts'
import { readOwnChains } from '../../app/chains/readOwnChains.ts'
import { FASTEST_BLOCK_MS } from '../../app/core/chain/caip2.ts'
import { findChain } from '../../app/core/chain/findChain.ts'
import { setOwnChains } from '../../app/core/chain/ownChains.ts'
import { parseChainSlug } from '../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../app/core/chain/parseEvmAddress.ts'
import { draftCondition } from '../../app/core/gate/draftCondition.ts'
import type { ConditionForm } from '../../app/core/gate/form.ts'
import { checkRequirement } from '../../app/core/requirement/checkRequirement.ts'
import { createFindBalance } from '../../app/core/requirement/createFindBalance.ts'
import { formatReport } from '../../app/core/requirement/formatReport.ts'
import { listHolders } from '../../app/core/requirement/holders.ts'
import { countHeldBlocks } from '../../app/core/requirement/holdingTime.ts'
import { planReads } from '../../app/core/requirement/planReads.ts'
import type { BalanceRead } from '../../app/core/requirement/reads.ts'
import { compileContracts } from '../standin/chains/compileContracts.ts'
import { makeDemoWallet } from '../standin/chains/demoWallets.ts'
import { connectDeployer, type Deployer, seedChain } from '../standin/chains/seedChain.ts'
import { type Anvil, startAnvil } from '../standin/chains/startAnvil.ts'
import { startHttp } from './rpc/startHttp.ts'
import { placeMulticall3, startStrict } from './rpc/startStrict.ts'

/*
 * Chains that only the configuration names, on real nodes with their ids: one that is in no list, and zkSync Era, whose
 * nodes run no call without an address and whose Multicall3 is at an address of its own.
 */
const UNKNOWN = 987_654_321
const ZKSYNC = 324
const ZK_MULTICALL3 = '0xf9cda624fbc7e059355ce98a31693d299facd963'
const holder = parseEvmAddress(makeDemoWallet('holder').address)

const COINS: ConditionForm = {
  ...{ kind: 'native', chain: `eip155:${UNKNOWN}`, contract: '', maximum: '', tokenIds: '', listId: '' },
  ...{ minimum: '', perId: false },
}
const DRAFT = {
  ...{ description: undefined, lists: new Map<string, string>(), traitTable: undefined },
  ...{ isChecksummed: () => true, isReadable: () => true, hashName: () => null },
  report: (field: string, issue: string) => expect.unreachable(`${field} ${issue}`),
}

type Started = { readonly node: Anvil; readonly deployer: Deployer; readonly coin: string }
let unknown: Started
let zksync: Started
const closers: (() => Promise<void> | void)[] = []
beforeAll(async () => {
  const contracts = await compileContracts()
  const start = async (chainId: number): Promise<Started> => {
    const node = await startAnvil({ chainId, host: '127.0.0.1', onDeath: () => {} })
    const deployer = await connectDeployer({ rpcUrl: node.rpcUrl, chainId, contracts })
    return { node, deployer, coin: (await seedChain(deployer)).erc20 }
  }
  ;[unknown, zksync] = await Promise.all([start(UNKNOWN), start(ZKSYNC)])
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  setOwnChains([])
})
afterAll(async () => {
  await Promise.all([unknown?.node.close(), zksync?.node.close()])
})

/** Open the chains of an environment, as a server does at its start. */
async function open(env: Readonly<Record<string, string>>) {
  setOwnChains(await readOwnChains(env))
  const chains = openChains({ env, ensGateways: [], now: () => 7, warn: () => undefined })
  closers.push(chains.startProbing())
  return chains
}
const readCoin = async (chains: Awaited<ReturnType<typeof open>>, id: number, { coin }: Started) => {
  const chain = parseChainSlug(`eip155:${id}`)
  const contract = parseEvmAddress(coin)
  const [balance] = await chains.readBalances({
    reads: [{ kind: 'erc20', chain, contract, owner: holder }],
    maxAgeSeconds: 0,
  })
  return balance
}

describe('a chain that is in no list', () => {
  test('default: it is read by its id, and has the name that the operator gives it', async () => {
    const env = {
      [`RPC_URL_EIP155_${UNKNOWN}`]: unknown.node.rpcUrl,
      [`CHAIN_EIP155_${UNKNOWN}`]: 'Harbor Net, HBR, https://scan.harbor.example',
    }
    const chains = await open(env)
    expect(await readCoin(chains, UNKNOWN, unknown)).toMatchObject({
      kind: 'read',
      amount: 250_500_000_000_000_000_000n,
    })
    expect(chains.configured).toMatchObject([{ name: 'Harbor Net', nativeSymbol: 'HBR', id: UNKNOWN }])
    expect(findChain(`eip155:${UNKNOWN}`)?.explorerHost).toBe('scan.harbor.example')
  })

  test('behavior: its coin may have 8 decimals, by which a gate’s amount is compared', async () => {
    await unknown.deployer.rpc('anvil_setBalance', [holder, '0xee6b280'])
    const chains = await open({
      [`RPC_URL_EIP155_${UNKNOWN}`]: unknown.node.rpcUrl,
      [`COIN_DECIMALS_EIP155_${UNKNOWN}`]: '8',
    })
    const check = async (minimum: string) => {
      const condition = draftCondition({ ...DRAFT, form: { ...COINS, minimum } })
      if (!condition) throw new Error('The form was refused.')
      const requirement = { v: 1, root: condition, heldForBlocks: 0, heldForHours: 0, snapshots: [] } as const
      const wallets = [{ chain: parseChainSlug(COINS.chain), address: holder, kind: 'key' }] as const
      const holders = listHolders({ wallets, vaults: [] })
      const planned = planReads({ requirements: [requirement], holders })
      const balances = await chains.readBalances({
        reads: planned.reads as readonly BalanceRead[],
        maxAgeSeconds: 0,
      })
      const findBalance = createFindBalance({ planned, balances })
      return formatReport(checkRequirement({ requirement, holders, findBalance })).now
    }
    expect(await check('2.5')).toMatchObject({ verdict: 'met', found: '2.5', need: { minimum: '2.5' } })
    expect(await check('2.50000001')).toMatchObject({ verdict: 'unmet', found: '2.5' })
  })

  test('behavior: the pace of its blocks is measured, and counts a holding time', async () => {
    // 60 blocks, three seconds apart.
    await unknown.deployer.rpc('anvil_mine', ['0x3e8', '0x3'])
    const slug = parseChainSlug(`eip155:${UNKNOWN}`)
    await open({ [`RPC_URL_EIP155_${UNKNOWN}`]: unknown.node.rpcUrl })
    const day = { heldForBlocks: 0, heldForHours: 24 }
    await expect.poll(() => findChain(slug)?.blockMs).toBeGreaterThan(2_900)
    expect(countHeldBlocks(day, slug)).toBeLessThan(30_000)
    // Nobody has measured this one: it reaches back too far, never too short.
    expect(countHeldBlocks(day, parseChainSlug('eip155:5'))).toBe(864_000)
  })

  test('behavior: of two opinions on the pace of blocks the quicker counts, as it makes a holding time longer', async () => {
    const slow = await startHttp(async (request, response) => {
      const { id, method, params } = JSON.parse(await text(request)) as Record<string, unknown>
      const [block] = (params ?? []) as string[]
      // It says that a thousand blocks take a week.
      const at =
        block === 'latest' ? { number: '0x3e8', timestamp: '0x93a80' } : { number: '0x0', timestamp: '0x0' }
      const result = method === 'eth_chainId' ? `0x${UNKNOWN.toString(16)}` : at
      response.end(JSON.stringify({ jsonrpc: '2.0', id, result }))
    })
    closers.push(slow.close)
    const slug = parseChainSlug(`eip155:${UNKNOWN}`)
    await open({
      [`RPC_URL_EIP155_${UNKNOWN}`]: slow.url,
      [`RPC_SECOND_OPINION_EIP155_${UNKNOWN}`]: unknown.node.rpcUrl,
    })
    await expect.poll(() => findChain(slug)?.blockMs).not.toBe(FASTEST_BLOCK_MS)
    expect(findChain(slug)?.blockMs).toBeLessThan(4_000)
  })

  test('refuses: a node that serves another chain (ERR_CHAIN_READ)', async () => {
    const chains = await open({ RPC_URL_EIP155_5: unknown.node.rpcUrl })
    const chain = parseChainSlug('eip155:5')
    const contract = parseEvmAddress(unknown.coin)
    const read = { kind: 'erc20', chain, contract, owner: holder } as const
    const [balance] = await chains.readBalances({ reads: [read], maxAgeSeconds: 0 })
    expect(balance).toMatchObject({ kind: 'unread' })
    await expect.poll(() => chains.listEndpoints()[0]?.state).toBe('wrong chain')
  })
})

describe('zkSync Era', () => {
  test('default: it is read through its own Multicall3, whose address is in the list', async () => {
    await placeMulticall3(zksync.deployer, ZK_MULTICALL3)
    const strict = await startStrict(zksync.node.rpcUrl)
    closers.push(strict.close)
    const chains = await open({ [`RPC_URL_EIP155_${ZKSYNC}`]: strict.url })
    await expect.poll(() => chains.listEndpoints()[0]?.ability).toBe('multicall3')
    expect(await readCoin(chains, ZKSYNC, zksync)).toMatchObject({
      kind: 'read',
      amount: 250_500_000_000_000_000_000n,
    })
    expect(chains.configured).toMatchObject([{ name: 'ZKsync Era', nativeSymbol: 'ETH' }])
    const sent = JSON.stringify(strict.seen.at(-1))
    expect(sent).toContain(ZK_MULTICALL3)
  })

  test('behavior: the operator may name another address', async () => {
    const address = `0x${'c3'.repeat(20)}`
    await placeMulticall3(zksync.deployer, address)
    const strict = await startStrict(zksync.node.rpcUrl)
    closers.push(strict.close)
    const env = { [`RPC_URL_EIP155_${ZKSYNC}`]: strict.url, [`MULTICALL3_EIP155_${ZKSYNC}`]: address }
    const chains = await open(env)
    await expect.poll(() => chains.listEndpoints()[0]?.ability).toBe('multicall3')
    expect(await readCoin(chains, ZKSYNC, zksync)).toMatchObject({ kind: 'read' })
    expect(JSON.stringify(strict.seen.at(-1))).toContain(address)
  })
})
