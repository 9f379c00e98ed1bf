import { requestJson } from './requestJson.ts'
import type { CheckAnswer, CheckRequest } from './types.ts'

export type RenewVisitParameters = {
  readonly proxyPath: string
  readonly session: string
  readonly request: CheckRequest
  /** Vaults whose tokens count if they have delegated to the wallet; empty for the visit's vaults. */
  readonly vaults: readonly string[]
  readonly signal: AbortSignal
  readonly send?: typeof fetch
}

/** Check the wallets of an earlier visit again, without a signature. @throws {GateError} */
export function renewVisit(parameters: RenewVisitParameters): Promise<CheckAnswer> {
  const { proxyPath, session, request, vaults, signal, send } = parameters
  const body = { session, ...request, ...(vaults[0] && { vaults }) }
  return requestJson({ url: `${proxyPath}/renew`, body, signal, send }) as Promise<CheckAnswer>
}
