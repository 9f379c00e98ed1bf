import { requestJson } from './requestJson.ts'

export type SendToProxyParameters = {
  readonly url: string
  readonly body: unknown
  readonly signal: AbortSignal
  /** Default: 30 seconds. */
  readonly timeoutMs?: number
}

/** Post JSON to the app through the shop's proxy. @throws {GateError} what `requestJson` throws */
export function sendToProxy({ timeoutMs = 30_000, ...rest }: SendToProxyParameters): Promise<unknown> {
  return requestJson({ ...rest, timeoutMs })
}
