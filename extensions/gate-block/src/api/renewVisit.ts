import { findKey } from '../session/visitKey.ts'
import { sendSigned } from './sendSigned.ts'
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

/** Check the wallets of an earlier visit again, without a signature of theirs. @throws {GateError} */
export async function renewVisit({
  session,
  request,
  vaults,
  ...rest
}: RenewVisitParameters): Promise<CheckAnswer> {
  const body = { session, ...request, vaults: vaults[0] && vaults }
  return (await sendSigned({ ...rest, path: '/renew', body, key: await findKey() })) as CheckAnswer
}
