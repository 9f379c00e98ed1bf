import type { PageAnswer } from '../types.ts'

/** Whether the answer has a recipient. */
export function canDeliver({ kind }: PageAnswer): boolean {
  return kind === 'redirect' || window.opener !== null
}

/**
 * Deliver a login's answer to the client: redirect, or post it to the window that opened this one. That window receives
 * it only if its origin is the registered one.
 */
export function sendToClient(answer: PageAnswer): void {
  if (answer.kind === 'redirect') {
    location.replace(answer.url)
    return
  }
  const { opener } = window as { opener: Window | null }
  opener?.postMessage({ type: 'authorization_response', response: answer.response }, answer.origin)
  window.close()
}
