import type { SignedPath } from '../../../../app/core/visitKey/types.ts'
import { readClock } from '../session/readClock.ts'
import { type BrowserKey, signRequest } from '../session/visitKey.ts'
import { requestJson } from './requestJson.ts'

export type SendSignedParameters = {
  readonly proxyPath: string
  readonly path: SignedPath
  readonly body: object
  /** Null in a browser without keys: the request is sent as it is. */
  readonly key: BrowserKey | null
  readonly signal?: AbortSignal
  readonly send?: typeof fetch
}

/** Seconds by which this device's clock is behind the app's, as far as is known. */
let behind = 0

/**
 * Send a request that the visit's key has signed. If the app has another time, the request is signed once more, with
 * that time.
 * @throws {GateError}
 */
export async function sendSigned({
  proxyPath,
  path,
  body,
  key,
  ...rest
}: SendSignedParameters): Promise<unknown> {
  const url = proxyPath + path
  const sendOnce = async () => {
    const request = { path, at: readClock() + behind, text: JSON.stringify(body) }
    return requestJson({ url, body: key ? await signRequest(key, request) : body, field: 'gates', ...rest })
  }
  try {
    return await sendOnce()
  } catch (error) {
    const { now } = error as { readonly now?: number }
    if (!now) throw error
    behind = now - readClock()
    return sendOnce()
  }
}
