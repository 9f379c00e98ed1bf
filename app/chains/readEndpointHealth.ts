import { findChain } from '../core/chain/findChain.ts'
import type { EndpointReport } from '../core/chain/types.ts'
import { checkEndpoints } from './checkEndpoints.ts'
import { createEndpoints } from './rpc/createEndpoints.ts'
import { readDasEndpoints, readEndpoints, readSecondOpinions } from './rpc/readEndpoints.ts'

/** What a probe of one endpoint has found. */
export type EndpointHealth = {
  readonly report: EndpointReport
  /** What is wrong with it, without its URL. */
  readonly complaints: readonly string[]
  /** By how much the server's `Date` header is ahead of this machine's clock; null if it has none. */
  readonly skewSeconds: number | null
  /** Age of its latest block by this machine's clock; null if it did not say. */
  readonly headAgeSeconds: number | null
}

const ASK_MS = 10_000

/**
 * Probe every endpoint of the environment once, as a server does at its start. Never throws for what an endpoint does.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export async function readEndpointHealth(
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly EndpointHealth[]> {
  const first = readEndpoints(env)
  const second = readSecondOpinions({ env, endpointUrls: first })
  const groups = [
    { role: 'first', endpointUrls: first },
    { role: 'second', endpointUrls: second },
    { role: 'das', endpointUrls: readDasEndpoints(env) },
  ] as const
  const probed = groups.map(async (group) => {
    const complaints: string[] = []
    const endpoints = createEndpoints(group)
    await checkEndpoints({ endpoints, warn: (sentence) => complaints.push(sentence) })
    const urls = [...group.endpointUrls].flatMap(([, all]) => all)
    return Promise.all(
      endpoints.list().map(async (endpoint, i) => ({
        report: endpoint.report(),
        complaints: complaints.filter((one) => one.startsWith(endpoint.title)),
        ...(await readClocks({ url: urls[i] ?? '', chain: endpoint.chain, isIndex: group.role === 'das' })),
      })),
    )
  })
  return (await Promise.all(probed)).flat()
}

type Clocks = Pick<EndpointHealth, 'skewSeconds' | 'headAgeSeconds'>

async function readClocks(parameters: {
  url: string
  chain: EndpointReport['chain']
  isIndex: boolean
}): Promise<Clocks> {
  const { url, chain, isIndex } = parameters
  const isEvm = findChain(chain)?.family === 'evm'
  try {
    const asked = Date.now()
    const { date, result } = isEvm
      ? await sendCall({ url, method: 'eth_getBlockByNumber', params: ['latest', false] })
      : await sendCall({ url, method: 'getSlot', params: [{ commitment: 'confirmed' }] })
    const here = (asked + Date.now()) / 2000
    // The header has whole seconds.
    const skewSeconds = date === null ? null : Date.parse(date) / 1000 + 0.5 - here
    const headAt = isIndex ? null : isEvm ? readTimestamp(result) : await readBlockTime({ url, slot: result })
    return { skewSeconds, headAgeSeconds: headAt === null ? null : here - headAt }
  } catch {
    return { skewSeconds: null, headAgeSeconds: null }
  }
}

function readTimestamp(block: unknown): number | null {
  const { timestamp } = Object(block) as { timestamp?: unknown }
  return typeof timestamp === 'string' && /^0x[0-9a-f]{1,13}$/i.test(timestamp) ? Number(timestamp) : null
}

async function readBlockTime({ url, slot }: { url: string; slot: unknown }): Promise<number | null> {
  const { result } = await sendCall({ url, method: 'getBlockTime', params: [slot] })
  return typeof result === 'number' ? result : null
}

async function sendCall(parameters: { url: string; method: string; params: readonly unknown[] }) {
  const { url, method, params } = parameters
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    redirect: 'error',
    signal: AbortSignal.timeout(ASK_MS),
  })
  const { result } = (await answer.json()) as { result?: unknown }
  return { date: answer.headers.get('date'), result }
}
