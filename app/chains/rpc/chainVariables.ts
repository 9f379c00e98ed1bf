import { findByCaip2 } from '../../core/chain/caip2.ts'
import { chains, flowChain } from '../../core/chain/chains.ts'
import type { Chain, ChainSlug } from '../../core/chain/types.ts'
import { SetupError } from '../../core/errors/base.ts'

/** The chains that a variable may name by a slug. */
const known: readonly Chain[] = [...chains, flowChain]

type Environment = Readonly<Record<string, string | undefined>>

/** Format the end of a chain's variables: `ETHEREUM`, or `EIP155_33139` for one that has no name of its own. */
export function formatVariableEnd(slug: ChainSlug): string {
  return slug.toUpperCase().replace(':', '_')
}

/**
 * List the variables `<prefix><CHAIN>` that have a value, with their chains. A chain is named by its slug or by its
 * CAIP-2 name: `RPC_URL_POLYGON` or `RPC_URL_EIP155_137`.
 * @throws {SetupError} ERR_ENVIRONMENT for a chain that is none, of another family, or named twice.
 */
export function listChainVariables({
  env,
  prefix,
  family,
  only = '',
}: {
  env: Environment
  prefix: string
  /** How the names go on after the prefix; others are not ours. Default: anyhow. */
  only?: string
  /** Default: any. */
  family?: Chain['family']
}): { readonly name: string; readonly value: string; readonly slug: ChainSlug }[] {
  const found = new Map<ChainSlug, { name: string; value: string; slug: ChainSlug }>()
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(prefix + only) || !value?.trim()) continue
    const chain = findVariableChain(name.slice(prefix.length))
    if (!chain || (family && chain.family !== family)) throw notNamed({ name, prefix, family })
    const other = found.get(chain.slug)
    if (other)
      throw new SetupError('ERR_ENVIRONMENT', `${other.name} and ${name} name the same chain.`, {
        hint: 'Remove one of them.',
      })
    found.set(chain.slug, { name, value, slug: chain.slug })
  }
  return [...found.values()]
}

/** Find the chain that the end of a variable's name means. */
export function findVariableChain(end: string): Chain | null {
  const named = known.find(({ slug }) => formatVariableEnd(slug) === end)
  return named ?? (/^EIP155_/.test(end) ? findByCaip2(`eip155:${end.slice('EIP155_'.length)}`) : null)
}

function notNamed({
  name,
  prefix,
  family,
}: {
  name: string
  prefix: string
  family: Chain['family'] | undefined
}): SetupError {
  const fitting = known.filter((chain) => !family || chain.family === family)
  const names = fitting.map(({ slug }) => `${prefix}${formatVariableEnd(slug)}`).join(', ')
  const what = family === 'evm' ? 'an EVM chain' : 'a chain'
  const other = family === 'solana' ? '' : `, or ${prefix}EIP155_ with the id of an EVM chain`
  return new SetupError('ERR_ENVIRONMENT', `${name} does not name ${what} that this server knows.`, {
    hint: `Use one of: ${names}${other}.`,
  })
}
