import { createEvmChain, isAddedSlug } from '../core/chain/caip2.ts'
import { chains, flowChain } from '../core/chain/chains.ts'
import { MAX_DECIMALS } from '../core/chain/describe.ts'
import { parseEvmAddress } from '../core/chain/parseEvmAddress.ts'
import type { Chain, ChainSlug, EvmAddress } from '../core/chain/types.ts'
import { SetupError } from '../core/errors/base.ts'
import { listChainVariables } from './rpc/chainVariables.ts'

type Environment = Readonly<Record<string, string | undefined>>
/** What an operator says of a chain. */
type Said = Pick<Chain, 'name' | 'nativeSymbol'> & Pick<Chain, 'explorerHost'>

/**
 * Read the chains that `RPC_URL_EIP155_<id>` and `RPC_URL_FLOW` add, and those whose Multicall3 has another address.
 * Name, currency, explorer, decimals and block time are those of viem's list, which is loaded only if a chain is added.
 * `CHAIN_EIP155_<id>` replaces the first three, and `COIN_DECIMALS_EIP155_<id>` the fourth.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export async function readOwnChains(env: Environment): Promise<readonly Chain[]> {
  const multicalls = readMulticall3(env)
  const said = readChainNames(env)
  const decimals = readCoinDecimals(env)
  const urls = listChainVariables({ env, prefix: 'RPC_URL_' })
  const added = urls.flatMap(({ slug }) => findAddedId(slug) ?? [])
  const flow = urls.some(({ slug }) => slug === flowChain.slug) ? [flowChain] : []
  const listed = added.length === 0 ? new Map<number, Chain>() : await loadListedChains()
  const own = added.map((id) => {
    const chain = { ...createEvmChain(id), ...listed.get(id), ...said.get(id) }
    return { ...chain, coinDecimals: decimals.get(id) ?? chain.coinDecimals }
  })
  const changed = chains.filter(({ slug }) => multicalls.has(slug))
  return [...changed, ...flow, ...own].map((chain) => {
    const multicall3 = multicalls.get(chain.slug)
    return multicall3 ? { ...chain, multicall3 } : chain
  })
}

function findAddedId(slug: ChainSlug): number | null {
  return isAddedSlug(slug) ? Number(slug.slice('eip155:'.length)) : null
}

/** The id of an added chain. @throws {SetupError} ERR_ENVIRONMENT */
function loadAddedId({ name, slug }: { name: string; slug: ChainSlug }): number {
  const id = findAddedId(slug)
  if (id !== null) return id
  throw new SetupError('ERR_ENVIRONMENT', `${name} names a chain that has a name already.`, {
    hint: 'Remove it.',
  })
}

/**
 * Networks of Hedera, by id. viem's list has the 18 decimals that their endpoints and wallets show. Code on the chain,
 * which our reads are, counts the coin with 8.
 * @see https://docs.hedera.com/evm/differences/hbar-decimals
 */
const HEDERA = { ids: [295, 296, 297, 298], coinDecimals: 8 }

/** The chains of viem. Of two with one id, the main network. */
async function loadListedChains(): Promise<ReadonlyMap<number, Chain>> {
  const all = Object.values(await import('viem/chains'))
  const byId = new Map<number, Chain>()
  for (const chain of [...all.filter(({ testnet }) => !testnet), ...all]) {
    if (byId.has(chain.id)) continue
    const explorer = chain.blockExplorers?.default.url
    const multicall3 = 'contracts' in chain ? findMulticall3(chain.contracts) : undefined
    byId.set(chain.id, {
      ...createEvmChain(chain.id),
      name: chain.name,
      nativeSymbol: chain.nativeCurrency.symbol,
      coinDecimals: HEDERA.ids.includes(chain.id) ? HEDERA.coinDecimals : chain.nativeCurrency.decimals,
      publicRpc: chain.rpcUrls.default.http[0] ?? '',
      ...(chain.blockTime ? { blockMs: chain.blockTime } : {}),
      ...(explorer && URL.canParse(explorer) ? { explorerHost: new URL(explorer).host } : {}),
      ...(multicall3 ? { multicall3 } : {}),
    })
  }
  return byId
}

function findMulticall3(contracts: object | undefined): EvmAddress | undefined {
  const found = (contracts as { multicall3?: { address?: string } } | undefined)?.multicall3?.address
  return found === undefined ? undefined : parseEvmAddress(found)
}

/**
 * Parse `CHAIN_EIP155_<id>`: name, currency and, if there is one, the URL of the explorer, separated by commas.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function readChainNames(env: Environment): ReadonlyMap<number, Said> {
  const named = new Map<number, Said>()
  for (const { name, value, slug } of listChainVariables({ env, prefix: 'CHAIN_', only: 'EIP155_' })) {
    const [title = '', symbol = '', explorer, ...rest] = value.split(',').map((part) => part.trim())
    const isUrl = explorer === undefined || (URL.canParse(explorer) && /^https?:/.test(explorer))
    const id = loadAddedId({ name, slug })
    if (!/^[\p{L}\p{N}][\p{L}\p{N} .'()-]{0,39}$/u.test(title) || !/^[\p{L}\p{N}.]{1,12}$/u.test(symbol))
      throw wrongName(name)
    if (!isUrl || rest.length > 0) throw wrongName(name)
    named.set(id, {
      name: title,
      nativeSymbol: symbol,
      ...(explorer ? { explorerHost: new URL(explorer).host } : {}),
    })
  }
  return named
}

/** Parse `COIN_DECIMALS_EIP155_<id>`: 0 to 36. @throws {SetupError} ERR_ENVIRONMENT */
export function readCoinDecimals(env: Environment): ReadonlyMap<number, number> {
  const variables = listChainVariables({ env, prefix: 'COIN_DECIMALS_' })
  return new Map(
    variables.map(({ name, value, slug }) => {
      const decimals = /^[0-9]{1,2}$/.test(value.trim()) ? Number(value) : Number.NaN
      if (!(decimals <= MAX_DECIMALS))
        throw new SetupError('ERR_ENVIRONMENT', `${name} is not a number of decimals.`, {
          hint: `Write a number from 0 to ${MAX_DECIMALS}.`,
        })
      return [loadAddedId({ name, slug }), decimals]
    }),
  )
}

/** Parse `MULTICALL3_<CHAIN>`: the address of that contract. @throws {SetupError} ERR_ENVIRONMENT */
export function readMulticall3(env: Environment): ReadonlyMap<ChainSlug, EvmAddress> {
  const variables = listChainVariables({ env, prefix: 'MULTICALL3_', family: 'evm' })
  return new Map(variables.map(({ name, value, slug }) => [slug, parseAddress({ name, value })]))
}

function parseAddress({ name, value }: { name: string; value: string }): EvmAddress {
  try {
    return parseEvmAddress(value.trim())
  } catch {
    throw new SetupError('ERR_ENVIRONMENT', `${name} is not the address of a contract.`, {
      hint: 'Write 0x and 40 hexadecimal digits.',
    })
  }
}

function wrongName(name: string): SetupError {
  return new SetupError('ERR_ENVIRONMENT', `${name} does not describe a chain.`, {
    hint: 'Write its name, the symbol of its coin and, if you like, its explorer: My Chain, COIN, https://explorer.example.',
  })
}
