import { PalisadeError } from './PalisadeError.ts'

/** How to reach a Palisade server. */
export type PalisadeOptions = {
  /** The API's address, e.g. `https://palisade.example.com/api/v1`. */
  readonly url: string
  /** The project's key. A secret key (`sk_…`) never leaves your server. */
  readonly apiKey: string
  /** The project's id, for `verifyToken` alone: `aud` of its access tokens. */
  readonly projectId?: string
  /** `iss` of access tokens, if this server reaches Palisade under another address; default: `url`. */
  readonly issuer?: string
  /** How long one call may take, with all its waits; default: 30,000 ms. */
  readonly timeoutMs?: number
  readonly fetch?: typeof globalThis.fetch
}
export type ReadOptions = Required<Omit<PalisadeOptions, 'projectId'>> & { readonly projectId: string | null }

/** Read the options of `createPalisade`. @throws {PalisadeError} `ERR_CLIENT_INPUT`, with the option's name. */
export function readOptions(options: PalisadeOptions): ReadOptions {
  const given: Partial<PalisadeOptions> = options ?? {}
  const { apiKey, projectId, timeoutMs = 30_000, fetch = globalThis.fetch } = given
  const url = readAddress('url', given.url)
  if (!new URL(url).pathname.endsWith('/api/v1')) {
    throw wrongOption('url', `must end with "/api/v1", e.g. "${new URL(url).origin}/api/v1"`)
  }
  if (typeof apiKey !== 'string' || !/^[ps]k_[0-9a-f]{32}$/.test(apiKey)) {
    throw wrongOption('apiKey', 'must be a key of the project: "sk_" or "pk_" and 32 hexadecimal digits')
  }
  if (projectId !== undefined && (typeof projectId !== 'string' || projectId === '')) {
    throw wrongOption('projectId', 'must be the id of the project, as the admin shows it')
  }
  // Timers take at most 31 bits.
  if (!(Number.isFinite(timeoutMs) && timeoutMs > 0 && timeoutMs < 2 ** 31)) {
    throw wrongOption('timeoutMs', 'must be a number of milliseconds above zero')
  }
  if (typeof fetch !== 'function') throw wrongOption('fetch', 'must be a function, as the global one is')
  const issuer = given.issuer === undefined ? url : readAddress('issuer', given.issuer)
  return { url, apiKey, projectId: projectId ?? null, issuer, timeoutMs, fetch }
}

function readAddress(name: string, value: unknown): string {
  const address = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null
  if (
    !address ||
    !/^https?:$/.test(address.protocol) ||
    address.search ||
    address.hash ||
    address.username ||
    address.password
  ) {
    throw wrongOption(name, 'must be an address such as "https://palisade.example.com/api/v1"')
  }
  return address.href.replace(/\/+$/, '')
}

function wrongOption(name: string, hint: string): PalisadeError {
  return new PalisadeError({ code: 'ERR_CLIENT_INPUT', message: `The option "${name}" ${hint}.` })
}
