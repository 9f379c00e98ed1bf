import { loadKey, writeKey } from '../session/visitKey.ts'
import { sendSigned } from './sendSigned.ts'
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

/** Log in with a signature and check the wallet. The visit's key is stored, if the browser can. @throws {GateError} */
export async function unlockGates({
  login,
  request,
  session,
  ...rest
}: UnlockGatesParameters): Promise<CheckAnswer> {
  const body = { ...login, ...request, session: session || undefined }
  const key = await loadKey()
  const answer = await sendSigned({ ...rest, path: '/unlock', body, key })
  if (key) await writeKey(key).catch(() => {})
  return answer as CheckAnswer
}
