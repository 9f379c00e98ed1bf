import { postProxy } from './postProxy.ts'
import type { CheckAnswer, CheckRequest } from './types.ts'

export type RenewVisitParameters = {
  readonly proxyPath: string
  readonly session: string
  readonly request: CheckRequest
  /** Wallets whose tokens count too if they have lent them; none: those named before. */
  readonly vaults: readonly string[]
  readonly signal: AbortSignal
}

/** Have an earlier visit's wallets checked again, without a signature. @throws {GateError} */
export async function renewVisit(parameters: RenewVisitParameters): Promise<CheckAnswer> {
  const { proxyPath, session, request, vaults, signal } = parameters
  const body = { session, ...request, ...(vaults[0] && { vaults }) }
  return (await postProxy({ url: `${proxyPath}/renew`, body, signal })) as CheckAnswer
}
