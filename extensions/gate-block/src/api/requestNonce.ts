import { loadKey } from '../session/visitKey.ts'
import { requestJson } from './requestJson.ts'

export type NonceAsk = { readonly chain: string; readonly walletAddress: string; readonly method?: 'memo' }
/** Request a text to sign. Rejects with a GateError. */
export type AskNonce = (ask: NonceAsk) => Promise<RequestNonceResult>

export type RequestNonceParameters = {
  readonly proxyPath: string
  readonly ask: NonceAsk
  readonly signal: AbortSignal
  readonly send?: typeof fetch
}
export type RequestNonceResult = {
  readonly nonce: string
  readonly message: string
  /** The fields of `message`, for a Solana wallet that composes the text itself. */
  readonly input?: object
  /** A transaction that carries `message`, in base64; present if it was requested. */
  readonly transaction?: string
}

/** Request a text to sign. It names the key of the visit. @throws {GateError} */
export async function requestNonce(parameters: RequestNonceParameters): Promise<RequestNonceResult> {
  const { proxyPath, ask, signal, send } = parameters
  const key = await loadKey()
  const body = { ...ask, key: key?.key }
  return requestJson({ url: `${proxyPath}/nonce`, body, signal, send }) as Promise<RequestNonceResult>
}
