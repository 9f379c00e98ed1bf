import { postProxy } from './postProxy.ts'

export type RequestNonceParameters = {
  readonly proxyPath: string
  readonly chain: string
  readonly walletAddress: string
  readonly signal: AbortSignal
}
export type RequestNonceResult = { readonly nonce: string; readonly message: string }

/** Ask for a text to sign. @throws {ProxyError} */
export async function requestNonce(parameters: RequestNonceParameters): Promise<RequestNonceResult> {
  const { proxyPath, chain, walletAddress, signal } = parameters
  const url = `${proxyPath}/nonce`
  return (await postProxy({
    url,
    body: { chain, walletAddress },
    signal,
    timeoutMs: 15_000,
  })) as RequestNonceResult
}
