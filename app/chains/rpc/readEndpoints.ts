import type { ChainSlug } from '../../core/chain/types.ts'
import { SetupError } from '../../core/errors/base.ts'
import { formatVariableEnd, listChainVariables } from './chainVariables.ts'

/** RPC URLs of each configured chain, in the order they are tried. They contain keys: never log them. */
export type EndpointUrls = ReadonlyMap<ChainSlug, readonly string[]>
type Environment = Readonly<Record<string, string | undefined>>

/**
 * Parse `RPC_URL_<CHAIN>` (comma-separated) of every chain; a chain without it cannot be read.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function readEndpoints(env: Environment): EndpointUrls {
  return parseVariables({ env, prefix: 'RPC_URL_' })
}

/**
 * Parse `RPC_SECOND_OPINION_<CHAIN>`: one URL whose answers must agree with those of the chain's own endpoints. It must
 * not be one of these, as an endpoint always agrees with itself.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function readSecondOpinions({
  env,
  endpointUrls,
}: {
  env: Environment
  endpointUrls: EndpointUrls
}): EndpointUrls {
  const prefix = 'RPC_SECOND_OPINION_'
  const opinions = parseVariables({ env, prefix })
  for (const [chain, urls] of opinions) {
    const firsts = endpointUrls.get(chain) ?? []
    const name = `${prefix}${formatVariableEnd(chain)}`
    if (urls.length > 1)
      throw new SetupError('ERR_ENVIRONMENT', `${name} contains more than one URL.`, {
        hint: 'Set it to one URL.',
      })
    if (firsts.length === 0 || firsts.some((url) => urls.some((one) => isSameUrl(one, url)))) {
      throw new SetupError('ERR_ENVIRONMENT', `${name} is not a second opinion.`, {
        hint: `Set it to a URL that is not among RPC_URL_${formatVariableEnd(chain)}, which must be set too.`,
      })
    }
  }
  return opinions
}

/** Compare normalised URLs. Capitals in the host, the default port and the slash of an empty path do not matter. */
function isSameUrl(one: string, other: string): boolean {
  return new URL(one).href === new URL(other).href
}

/**
 * Parse `DAS_URL_SOLANA` (comma-separated): where large wallets and compressed NFTs are looked up.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function readDasEndpoints(env: Environment): EndpointUrls {
  return parseVariables({ env, prefix: 'DAS_URL_', family: 'solana' })
}

function parseVariables(parameters: Parameters<typeof listChainVariables>[0]): EndpointUrls {
  return new Map(
    listChainVariables(parameters).map(({ name, value, slug }) => [
      slug,
      value.split(',').map((part) => parseUrl({ name, text: part.trim() })),
    ]),
  )
}

function parseUrl({ name, text }: { readonly name: string; readonly text: string }): string {
  const protocol = /^\S+$/.test(text) && URL.canParse(text) ? new URL(text).protocol : null
  if (protocol === 'https:' || protocol === 'http:') return text
  throw new SetupError('ERR_ENVIRONMENT', `${name} contains an entry that is not an http or https URL.`, {
    hint: 'Separate URLs with commas.',
  })
}

/**
 * Shorten a host for display: the last two labels, or all of an IP address or a name without dots. Keeps the port.
 *
 * Some providers put a key into the first label.
 */
export function formatShortHost({ hostname, port }: Pick<URL, 'hostname' | 'port'>): string {
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
  const labels = hostname.split('.').filter(Boolean)
  return (isAddress ? hostname : labels.slice(-2).join('.')) + (port === '' ? '' : `:${port}`)
}
