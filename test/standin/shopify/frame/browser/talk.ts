import type { FromApp, FromFrame, Question } from './messages.ts'

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null

/** Origin of the frame, from this script's own URL. */
export const frameOrigin = new URL(script?.src ?? location.href).origin
export const apiKey = script?.dataset.apiKey ?? ''
export const isFramed = window.parent !== window

const waiting = new Map<number, (value: unknown) => void>()
const listeners: ((message: FromFrame) => void)[] = []
let lastId = 0

/** Sends a message to the frame. */
export function tell(message: FromApp): void {
  if (isFramed) window.parent.postMessage(message, frameOrigin)
}

/** Sends a question to the frame and waits for the answer. */
export function ask(question: Question): Promise<unknown> {
  lastId += 1
  const id = lastId
  return new Promise((resolve) => {
    waiting.set(id, resolve)
    tell({ kind: 'ask', id, question })
  })
}

/** Adds a listener for the frame's own messages. */
export function hear(listener: (message: FromFrame) => void): void {
  listeners.push(listener)
}

window.addEventListener('message', (event: MessageEvent<FromFrame>) => {
  if (event.source !== window.parent || event.origin !== frameOrigin) return
  const message = event.data
  if (message?.kind !== 'answer') {
    for (const listener of listeners) listener(message)
    return
  }
  waiting.get(message.id)?.(message.value)
  waiting.delete(message.id)
})
