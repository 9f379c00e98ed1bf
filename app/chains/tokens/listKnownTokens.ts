import { familyOf } from '../../core/chain/familyOf.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import { listAllChains } from '../../core/chain/ownChains.ts'
import { parseContractAddress } from '../../core/chain/parseContractAddress.ts'
import { parseOrNull } from '../../core/gate/parseOrNull.ts'
import type { KnownToken } from '../../core/token/types.ts'
import { formatLabel } from '../formatLabel.ts'
import { wellKnownTokens } from './wellKnownTokens.ts'

/** One row of a token list. @see https://github.com/Uniswap/token-lists */
type ListedRow = {
  readonly chainId: number
  readonly address: string
  readonly name: string
  readonly symbol: string
  readonly logoURI?: string
}

let known: Promise<readonly KnownToken[]> | undefined
let logos: Promise<ReadonlyMap<string, string>> | undefined

/**
 * List the well-known tokens: our own collections first, then the coins of Optimism's list, which the team of that
 * chain keeps. Each contract once. The list is loaded with the first question, because most servers need it rarely.
 */
export function listKnownTokens(): Promise<readonly KnownToken[]> {
  known ??= readList().then(mergeTokens)
  return known
}

/** Find the link to the logo of a coin of Optimism's list; null if it is on no list. */
export async function findLogo({
  chain,
  contract,
}: Pick<KnownToken, 'chain' | 'contract'>): Promise<string | null> {
  logos ??= readList().then(
    (rows) =>
      new Map(
        rows.flatMap((row) => {
          const logo = row.logoURI
          return logo ? parseRow(row).map((token): [string, string] => [keyOf(token), logo]) : []
        }),
      ),
  )
  return (await logos).get(keyOf({ chain, contract })) ?? null
}

async function readList(): Promise<readonly ListedRow[]> {
  return (await import('@eth-optimism/tokenlist')).default.tokens
}

function keyOf({ chain, contract }: Pick<KnownToken, 'chain' | 'contract'>): string {
  return `${chain} ${contract}`
}

function mergeTokens(rows: readonly ListedRow[]): KnownToken[] {
  const own = wellKnownTokens.map(([chain, kind, address, name, symbol]): KnownToken => {
    const { slug, family } = loadChain(chain)
    return { chain: slug, kind, contract: parseContractAddress({ family, text: address }), name, symbol }
  })
  const found = new Map(own.map((token) => [keyOf(token), token]))
  for (const token of rows.flatMap(parseRow)) {
    const key = keyOf(token)
    if (!found.has(key)) found.set(key, token)
  }
  return [...found.values()]
}

/** Empty for a chain that no gate may name, and for a row that makes no sense. */
function parseRow({ chainId, address, name, symbol }: ListedRow): KnownToken[] {
  const chain = listAllChains().find(({ id, family }) => id === chainId && family === 'evm')
  if (!chain) return []
  const contract = parseOrNull(() => parseContractAddress({ family: familyOf(chain.slug), text: address }))
  if (!contract) return []
  return [
    { chain: chain.slug, kind: 'erc20', contract, name: formatLabel(name), symbol: formatLabel(symbol) },
  ]
}
