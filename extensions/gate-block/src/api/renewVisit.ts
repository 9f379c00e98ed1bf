import { postProxy } from './postProxy.ts'
import type { CheckAnswer, CheckRequest } from './types.ts'

export type RenewVisitParameters = {
  readonly proxyPath: string
  readonly session: string
  readonly request: CheckRequest
  readonly signal: AbortSignal
}

/** Have an earlier visit's wallets checked again, without a signature. @throws {ProxyError} */
export async function renewVisit(parameters: RenewVisitParameters): Promise<CheckAnswer> {
  const { proxyPath, session, request, signal } = parameters
  const body = { session, ...request }
  return (await postProxy({ url: `${proxyPath}/renew`, body, signal, timeoutMs: 30_000 })) as CheckAnswer
}
