import type { TillRefusal } from '../views.ts'

/** `offline`: nothing came back, so nothing was checked, and it is not known whether something was charged. */
export type TillAnswer<View> =
  | { readonly kind: 'answered'; readonly view: View }
  | { readonly kind: 'refused'; readonly refusal: TillRefusal }
  | { readonly kind: 'offline' }

const MOST_MS = 30_000

/** Request something of the server of a till. */
export async function requestTill<View>(parameters: {
  readonly token: string
  readonly step: 'check' | 'charge' | 'undo'
  readonly body: object
  readonly send?: typeof fetch
}): Promise<TillAnswer<View>> {
  const { token, step, body, send = fetch } = parameters
  try {
    const response = await send(`/till/${step}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(MOST_MS),
    })
    const answer = (await response.json()) as View & TillRefusal
    return response.ok ? { kind: 'answered', view: answer } : { kind: 'refused', refusal: answer }
  } catch {
    return { kind: 'offline' }
  }
}
