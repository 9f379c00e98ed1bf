import { setTimeout as sleep } from 'node:timers/promises'
import { type DemoWallet, makeDemoWallet } from '../../standin/chains/demoWallets.ts'
import type { End } from './end.ts'
import type { Stage } from './openStage.ts'

const digitsOf = ({ address }: Pick<DemoWallet, 'address'>) => address.slice(2).toLowerCase()

/** For each wallet with a coin the address of one that has none, and the reverse. */
export function swapAccounts({
  wallets,
  demo,
}: Pick<Stage, 'wallets' | 'demo'>): ReadonlyMap<string, string> {
  const swaps = new Map<string, string>()
  const [holder] = wallets
  const own = demo.facts.chains.ethereum.wallets
  swaps.set(digitsOf(own.holder), digitsOf(makeDemoWallet('night nobody')))
  swaps.set(digitsOf(own.outsider), digitsOf(own.holder))
  for (const [i, wallet] of wallets.entries())
    swaps.set(digitsOf(wallet), digitsOf(makeDemoWallet(`night nobody ${i}`)))
  for (let i = 0; holder && i < OUTSIDERS; i++)
    swaps.set(digitsOf(makeDemoWallet(`night outsider ${i}`)), digitsOf(holder))
  return swaps
}

/** Shoppers of a night who hold nothing. */
export const OUTSIDERS = 5

const DROPPED_BLOCKS = 4

/** Mint a coin for a wallet, and drop the blocks that have it, in favour of a longer chain without it. */
export async function reorganiseChain({ demo }: Pick<Stage, 'demo'>, wallet: DemoWallet): Promise<End> {
  const { rpcUrl, contracts } = demo.chains.chains.ethereum
  const ask = async (method: string, ...params: readonly unknown[]) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(rpcUrl, { method: 'POST', headers, body })
    const { result, error } = (await answer.json()) as { result?: unknown; error?: unknown }
    if (error) throw new Error(`${method} failed: ${JSON.stringify(error)}`)
    return result
  }
  const snapshot = await ask('evm_snapshot')
  await demo.chains.deployers.ethereum.write({
    ...{ name: 'HarborCoin', address: contracts.erc20, method: 'mint' },
    args: [wallet.address, 10n ** 18n],
  })
  for (let i = 0; i < DROPPED_BLOCKS; i++) {
    await ask('evm_mine')
    await sleep(100)
  }
  return async () => {
    await ask('evm_revert', snapshot)
    for (let i = 0; i <= DROPPED_BLOCKS + 1; i++) await ask('evm_mine')
  }
}
