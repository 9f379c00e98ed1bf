import { chains } from '../../core/chain/chains.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import { SetupError } from '../../core/errors/base.ts'

/** RPC URLs of each configured chain, in the order they are tried. They hold keys: never log them. */
export type Endpoints = ReadonlyMap<ChainSlug, readonly string[]>

const prefix = 'RPC_URL_'

/**
 * Parse `RPC_URL_<SLUG>` (comma-separated) of every chain; a chain without it cannot be read.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function readEndpoints(env: Readonly<Record<string, string | undefined>>): Endpoints {
  const slugs = new Map(chains.map((chain) => [`${prefix}${chain.slug.toUpperCase()}`, chain.slug]))
  const endpoints = new Map<ChainSlug, readonly string[]>()
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(prefix) || !value?.trim()) continue
    const slug = slugs.get(name)
    if (!slug) {
      throw new SetupError('ERR_ENVIRONMENT', `${name} names no chain that is known here.`, {
        hint: `Known are: ${[...slugs.keys()].join(', ')}.`,
      })
    }
    endpoints.set(
      slug,
      value.split(',').map((part) => parseUrl({ name, text: part.trim() })),
    )
  }
  return endpoints
}

function parseUrl({ name, text }: { readonly name: string; readonly text: string }): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : null
  if (protocol === 'https:' || protocol === 'http:') return text
  throw new SetupError('ERR_ENVIRONMENT', `${name} holds an entry that is not an http or https URL.`, {
    hint: 'Separate several URLs by commas.',
  })
}
