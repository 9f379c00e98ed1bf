import { requestJson } from '../../../../extensions/gate-block/src/api/requestJson.ts'
import { readClock } from '../../../../extensions/gate-block/src/session/readClock.ts'
import { findKey, signRequest } from '../../../../extensions/gate-block/src/session/visitKey.ts'
import type { IssuedKey } from './createCode.ts'

/** Seconds by which this phone's clock is behind the app's, as far as is known. */
let behind = 0

/** Read the app's clock, as far as this phone knows it; in unix seconds. */
export function readAppClock(): number {
  return readClock() + behind
}

/**
 * Request the key of this visit's codes, or end the visit (`leave`): null then, and without a key of this browser.
 * @throws {GateError} `network`, `server`, `busy`, or the answer's code
 */
export async function requestCounter(parameters: {
  readonly proxyPath: string
  readonly session: string
  readonly leave?: true
}): Promise<IssuedKey | null> {
  const { proxyPath, ...body } = parameters
  const key = await findKey()
  if (!key) return null
  const path = '/counter'
  const sendOnce = async () => {
    const request = { path, at: readAppClock(), text: JSON.stringify(body) } as const
    return requestJson({ url: proxyPath + path, body: await signRequest(key, request), field: 'kind' })
  }
  const answer = await sendOnce().catch((error: { readonly now?: number }) => {
    if (!error.now) throw error
    behind = error.now - readClock()
    return sendOnce()
  })
  const { issued } = answer as { readonly issued: IssuedKey | null }
  if (issued) behind = issued.now - readClock()
  return issued
}
