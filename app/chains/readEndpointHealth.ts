import { familyOf } from '../core/chain/familyOf.ts'
import { setOwnChains } from '../core/chain/ownChains.ts'
import type { EndpointReport } from '../core/chain/types.ts'
import { checkEndpoints } from './checkEndpoints.ts'
import { readSealedBlock } from './flow/checkFlowEndpoint.ts'
import { readOwnChains } from './readOwnChains.ts'
import { createEndpoints } from './rpc/createEndpoints.ts'
import { readDasEndpoints, readEndpoints, readSecondOpinions } from './rpc/readEndpoints.ts'
import { sendJson } from './rpc/sendJson.ts'

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
/** A block without its transactions is a few kilobytes. */
const MOST_BYTES = 1_000_000

/**
 * Probe every endpoint of the environment once, as a server does at its start. Never throws for what an endpoint does.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export async function readEndpointHealth(
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly EndpointHealth[]> {
  setOwnChains(await readOwnChains(env))
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
        ...(familyOf(endpoint.chain) === 'flow'
          ? await readFlowClocks({ endpoint, endpoints })
          : await readClocks({ url: urls[i] ?? '', chain: endpoint.chain, isIndex: group.role === 'das' })),
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
  const isEvm = familyOf(chain) === 'evm'
  let skewSeconds: number | null = null
  const tellSkew = (seconds: number) => {
    skewSeconds = seconds
  }
  try {
    const result = isEvm
      ? await sendCall({ url, method: 'eth_getBlockByNumber', params: ['latest', false], tellSkew })
      : await sendCall({ url, method: 'getSlot', params: [{ commitment: 'confirmed' }], tellSkew })
    const headAt = isIndex ? null : isEvm ? readTimestamp(result) : await readBlockTime({ url, slot: result })
    return { skewSeconds, headAgeSeconds: headAt === null ? null : Date.now() / 1000 - headAt }
  } catch {
    return { skewSeconds, headAgeSeconds: null }
  }
}

async function readFlowClocks(parameters: Parameters<typeof readSealedBlock>[0]): Promise<Clocks> {
  const block = await readSealedBlock(parameters).catch(() => null)
  const headAt = Date.parse(block?.timestamp ?? '') / 1000
  return {
    skewSeconds: parameters.endpoint.skewSeconds(),
    headAgeSeconds: Number.isFinite(headAt) ? Date.now() / 1000 - headAt : null,
  }
}

function readTimestamp(block: unknown): number | null {
  const { timestamp } = Object(block) as { timestamp?: unknown }
  return typeof timestamp === 'string' && /^0x[0-9a-f]{1,13}$/i.test(timestamp) ? Number(timestamp) : null
}

async function readBlockTime({ url, slot }: { url: string; slot: unknown }): Promise<number | null> {
  const result = await sendCall({ url, method: 'getBlockTime', params: [slot] })
  return typeof result === 'number' ? result : null
}

async function sendCall(parameters: {
  url: string
  method: string
  params: readonly unknown[]
  tellSkew?: (seconds: number) => void
}): Promise<unknown> {
  const { url, method, params, tellSkew } = parameters
  const text = await sendJson({
    url: new URL(url),
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    timeoutMs: ASK_MS,
    maxBytes: MOST_BYTES,
    ...(tellSkew && { tellSkew }),
  })
  return (JSON.parse(text) as { result?: unknown }).result
}
