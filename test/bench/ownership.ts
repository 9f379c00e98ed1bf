import { createPublicClient, defineChain, http, parseAbi } from 'viem'
import { createRpc } from '../../app/chains/rpc/createRpc.ts'
import { createReadBalances } from '../../app/chains/evm/readEvmBalances.ts'
import { parseEvmAddress } from '../../app/core/chain/parseEvmAddress.ts'
import { parseChainSlug } from '../../app/core/chain/parseChainSlug.ts'
import type { BalanceRead } from '../../app/core/requirement/types.ts'
import { startProxy } from '../chains/rpc/startProxy.ts'
import { type StandInChain, startChains } from '../standin/chains/startChains.ts'
import { median } from './compare.ts'
import type { BenchRow } from './row.ts'

const reads = 100
const rounds = 31
const perRound = 5
const abi = parseAbi(['function balanceOf(address owner, uint256 id) view returns (uint256)'])

/** Measure an ownership check of 100 conditions on a real node: requests, and CPU of this process against viem's multicall. */
export async function benchOwnership(): Promise<BenchRow[]> {
  const standIn = await startChains()
  try {
    const { ethereum } = standIn.chains
    return [await countRequests(ethereum), await measureCpu(ethereum)]
  } finally {
    await standIn.close()
  }
}

function plan({ contracts, wallets }: StandInChain): BalanceRead[] {
  const chain = parseChainSlug('ethereum')
  const contract = parseEvmAddress(contracts.erc1155)
  const owner = parseEvmAddress(wallets.holder.address)
  return Array.from({ length: reads }, (_, i) => ({
    chain,
    kind: 'erc1155',
    contract,
    owner,
    tokenId: BigInt(i),
  }))
}

async function countRequests(chain: StandInChain): Promise<BenchRow> {
  const proxy = await startProxy({ target: chain.rpcUrl })
  const rpc = createRpc({ endpoints: new Map([[parseChainSlug('ethereum'), [proxy.url]]]) })
  await createReadBalances({ rpc })(plan(chain))
  const ours = proxy.bodies.length
  await viemCheck(createViem({ chain, url: proxy.url, batchSize: undefined }), plan(chain))
  const yardstick = proxy.bodies.length - ours
  await proxy.close()
  const name = `ownership check, ${reads} conditions on one chain, against viem multicall as it comes`
  return { name, ours, yardstick, unit: 'requests', ratio: ours, bar: '= 1', holds: ours === 1 }
}

async function measureCpu(chain: StandInChain): Promise<BenchRow> {
  const planned = plan(chain)
  const rpc = createRpc({ endpoints: new Map([[parseChainSlug('ethereum'), [chain.rpcUrl]]]) })
  const readBalances = createReadBalances({ rpc })
  const viem = createViem({ chain, url: chain.rpcUrl, batchSize: 0 })
  const work = { ours: () => readBalances(planned), viem: () => viemCheck(viem, planned) }
  const times = { ours: [] as number[], viem: [] as number[] }
  for (let round = -5; round < rounds; round++) {
    for (const name of Math.random() < 0.5 ? (['ours', 'viem'] as const) : (['viem', 'ours'] as const)) {
      const before = process.cpuUsage()
      for (let i = 0; i < perRound; i++) await work[name]()
      const { user, system } = process.cpuUsage(before)
      if (round >= 0) times[name].push((user + system) / perRound)
    }
  }
  const ratio = median(times.ours.map((time, i) => time / (times.viem[i] ?? Number.NaN)))
  return {
    name: `ownership check, ${reads} conditions, CPU against viem multicall in one request`,
    ours: median(times.ours),
    yardstick: median(times.viem),
    unit: 'µs CPU',
    ratio,
    bar: '≤ 0.25',
    holds: ratio <= 0.25,
  }
}

type CreateViemParameters = {
  readonly chain: StandInChain
  readonly url: string
  readonly batchSize?: number
}

function createViem({ chain, url, batchSize }: CreateViemParameters) {
  const client = createPublicClient({
    chain: defineChain({
      id: chain.chainId,
      name: 'stand-in',
      nativeCurrency: { name: 'Coin', symbol: 'COIN', decimals: 18 },
      rpcUrls: { default: { http: [url] } },
    }),
    transport: http(url),
    ccipRead: false,
  })
  return { client, batchSize }
}

async function viemCheck(
  { client, batchSize }: ReturnType<typeof createViem>,
  planned: readonly BalanceRead[],
) {
  const results = await client.multicall({
    deployless: true,
    batchSize,
    contracts: planned.map(({ contract, owner, tokenId = 0n }) => ({
      address: contract,
      abi,
      functionName: 'balanceOf' as const,
      args: [owner, tokenId] as const,
    })),
  })
  if (results[7]?.result !== 5n) throw new Error('The yardstick reads something else.')
}
