import type { PageAnswer } from '../types.ts'

/** Whether there is somebody to deliver to. */
export function canDeliver({ kind }: PageAnswer): boolean {
  return kind === 'redirect' || window.opener !== null
}

/**
 * Give a login's answer to whoever asked: by going there, or by telling the window that opened this one, which hears it
 * only if it is of the registered origin.
 */
export function deliver(answer: PageAnswer): void {
  if (answer.kind === 'redirect') {
    location.replace(answer.url)
    return
  }
  const { opener } = window as { opener: Window | null }
  opener?.postMessage({ type: 'authorization_response', response: answer.response }, answer.origin)
  window.close()
}
