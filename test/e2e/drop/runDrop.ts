import { availableParallelism } from 'node:os'
import { startLoad } from '../../bench/api/startLoad.ts'
import type { RunningApp } from '../../standin/demo/startApp.ts'
import { openServers, type RunningServers } from '../openServers.ts'
import { checkDrop } from './checkDrop.ts'
import type { DropOrder, DropReport } from './generateDrop.ts'
import { giveCoins } from './giveCoins.ts'
import { isHolder } from './makeShopper.ts'
import { findChild, findParent, readTreeCpu } from './readCpu.ts'
import { type Waits, watchWaits } from './watchWaits.ts'

export type DropParameters = {
  readonly wallets: number
  /** Places of the gate. */
  readonly total: number
  /** How many are at the door at once. */
  readonly crowd: number
  /** Receives lines for people. */
  readonly say: (line: string) => void
}
export type Cpu = Readonly<Record<'servers' | 'postgresql' | 'chain', number>>
export type DropResult = {
  readonly cores: number
  readonly report: DropReport
  /** CPU seconds during the drop. The generator's are in its report. */
  readonly cpu: Cpu
  /** What the servers' statements waited for, most first. */
  readonly waits: readonly Waits[]
  /** What went wrong, a sentence each; empty if all was right. */
  readonly wrong: readonly string[]
}

const GENERATOR = new URL('generateDrop.ts', import.meta.url)
const PRODUCT = { productId: 8104, variantId: 91041 }

/**
 * Run a drop: one gate with a limit in total, and a crowd of distinct wallets, at two production servers with the
 * limits of every day and one PostgreSQL that waits for its disk. Every tenth wallet holds no coin.
 */
export async function runDrop({ wallets, total, crowd, say }: DropParameters): Promise<DropResult> {
  const stage = await openStage({ wallets, say })
  const { servers, order } = stage
  try {
    const { gate } = await makeDropGate(servers, { name: 'Drop', total: String(total) })
    say(`${wallets} wallets want ${total} places, ${crowd} of them at once.`)
    const watch = watchWaits(servers)
    const before = stage.readCpu()
    const report = await stage.send({ ...order, gate, from: 0, to: wallets, crowd })
    const cpu = subtractCpu(stage.readCpu(), before)
    const { waits } = await watch.end()
    const holders = countHolders(wallets)
    const wrong = await checkDrop({ servers, report, gate: gate.id, wallets, holders, total })
    return { cores: availableParallelism(), report, cpu, waits, wrong }
  } finally {
    await stage.close()
  }
}

export type Stage = {
  readonly servers: RunningServers
  /** What every order of the generator has. */
  readonly order: Omit<DropOrder, 'gate' | 'from' | 'to' | 'crowd'>
  readonly send: (order: DropOrder) => Promise<DropReport>
  /** CPU seconds since the start. */
  readonly readCpu: () => Cpu
  readonly close: () => Promise<void>
}

/** Start two servers, and the generator as a process of its own, with coins for the wallets. */
export async function openStage({
  wallets,
  say,
  env: changes = {},
}: Pick<DropParameters, 'wallets' | 'say'> & {
  /** Variables of the servers beside those of the demo. */
  readonly env?: Readonly<Record<string, string>>
}): Promise<Stage> {
  say('Starting two servers, PostgreSQL and a chain …')
  const servers = await openServers({
    durable: true,
    changeEnv: async (env) => ({ ...env, RATE_LIMIT_FACTOR: '1', ...changes }),
  })
  const load = startLoad<DropOrder, DropReport>(GENERATOR)
  const close = async () => {
    await load.close()
    await servers.close()
  }
  try {
    const { a, b, demo } = servers
    const { rpcUrl, contracts } = demo.chains.chains.ethereum
    say('Giving coins to nine of ten wallets …')
    await giveCoins({ rpcUrl, contract: contracts.erc20, count: wallets })
    const [session] = await servers.read('SELECT pg_backend_pid() AS pid')
    const postgres = findParent(Number(session?.pid))
    const chain = findChild('--chain-id 1 ')
    return {
      servers,
      close,
      send: load.send,
      order: {
        ports: [a, b].map(portOf),
        apiSecret: demo.merchant.apiSecret,
        shop: demo.facts.shop,
        storefront: new URL(demo.facts.storefront).host,
      },
      readCpu: () => ({
        servers: readTreeCpu(a.pid) + readTreeCpu(b.pid),
        postgresql: readTreeCpu(postgres),
        chain: readTreeCpu(chain),
      }),
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Make a gate for holders of the coin. An empty `total` is no limit. */
export function makeDropGate(servers: RunningServers, { name, total }: { name: string; total: string }) {
  const contract = servers.demo.facts.chains.ethereum.contracts.erc20
  return servers.makeGate(PRODUCT, {
    name,
    root: { kind: 'all', of: [{ kind: 'erc20', chain: 'ethereum', contract, minimum: '1' }] },
    reaction: { value: '10' },
    limits: { perWallet: '', perToken: '', total },
  })
}

/** The port of a server. */
export const portOf = ({ origin }: RunningApp): number => Number(new URL(origin).port)

/** How much CPU was used between two readings. */
export function subtractCpu(after: Cpu, before: Cpu): Cpu {
  return {
    servers: after.servers - before.servers,
    postgresql: after.postgresql - before.postgresql,
    chain: after.chain - before.chain,
  }
}

/** How many of the first shoppers hold a coin. */
export function countHolders(wallets: number): number {
  return Array.from({ length: wallets }, (_, i) => i).filter(isHolder).length
}
