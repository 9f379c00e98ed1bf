import { requestJson } from './requestJson.ts'
import type { CheckAnswer, CheckRequest, WalletLogin } from './types.ts'

export type UnlockGatesParameters = {
  readonly proxyPath: string
  readonly login: WalletLogin
  readonly request: CheckRequest
  /** An earlier visit, to which the wallet is added. */
  readonly session: string | null
  readonly signal: AbortSignal
  readonly send?: typeof fetch
}

/** Log in with a signature and check the wallet. @throws {GateError} */
export function unlockGates(parameters: UnlockGatesParameters): Promise<CheckAnswer> {
  const { proxyPath, login, request, session, signal, send } = parameters
  const body = { ...login, ...request, ...(session && { session }) }
  return requestJson({ url: `${proxyPath}/unlock`, body, signal, send }) as Promise<CheckAnswer>
}
