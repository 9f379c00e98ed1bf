export type ReadGatewayParameters = {
  /** The URL that the contract names, with `{sender}` and perhaps `{data}`. */
  readonly template: string
  readonly sender: string
  /** Hex with `0x`. */
  readonly data: string
  readonly timeoutMs: number
}

const mostBytes = 64 * 1024

/**
 * Ask a gateway for a contract's off-chain data; returns hex with `0x`.
 *
 * The caller must check that the URL is on the list of allowed gateways. Redirects are not followed.
 * @see https://eips.ethereum.org/EIPS/eip-3668
 */
export async function readGateway({
  template,
  sender,
  data,
  timeoutMs,
}: ReadGatewayParameters): Promise<string> {
  const url = template.replaceAll('{sender}', sender).replaceAll('{data}', data)
  const shared = { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) } as const
  const response = template.includes('{data}')
    ? await fetch(url, shared)
    : await fetch(url, {
        ...shared,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ data, sender }),
      })
  if (!response.ok || !response.body) throw new Error(`HTTP status ${response.status}`)
  const answer: unknown = JSON.parse(await readBody(response.body))
  const found = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : null
  if (typeof found === 'string' && /^0x(?:[0-9a-f]{2})*$/i.test(found)) return found.toLowerCase()
  throw new Error('the answer has no valid "data"')
}

async function readBody(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  const reader = body.getReader()
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks).toString('utf8')
    size += value.length
    if (size > mostBytes) {
      await reader.cancel()
      throw new Error('the answer is too large')
    }
    chunks.push(value)
  }
}
