import { loadKey } from '../session/visitKey.ts'
import { requestJson } from './requestJson.ts'

/** The wallet that will sign; nothing before one is connected. */
export type NonceAsk = {
  readonly chain?: string
  readonly walletAddress?: string
  readonly method?: 'memo'
}
/** Request a text to sign. Rejects with a GateError. */
export type AskNonce = (ask: NonceAsk) => Promise<RequestNonceResult>

export type RequestNonceParameters = {
  readonly proxyPath: string
  readonly ask: NonceAsk
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  readonly send?: typeof fetch
}
export type RequestNonceResult = {
  readonly nonce: string
  /** With `[family]`, `[address]` and `[chain]` for a wallet that was not named. */
  readonly message: string
  /** The fields of `message`, for a wallet that composes the text itself. */
  readonly input?: object
  /** A transaction that carries `message`, in base64; present if it was requested. */
  readonly transaction?: string
}

/** Request a text to sign. It names the key of the visit. @throws {GateError} */
export async function requestNonce({
  proxyPath,
  ask,
  ...rest
}: RequestNonceParameters): Promise<RequestNonceResult> {
  const key = await loadKey()
  const body = { ...ask, key: key?.key }
  return requestJson({
    url: `${proxyPath}/nonce`,
    body,
    field: 'nonce',
    ...rest,
  }) as Promise<RequestNonceResult>
}
