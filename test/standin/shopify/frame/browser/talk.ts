import type { FromApp, FromFrame, Question } from './messages.ts'

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null

/** The frame's origin: the one that this script came from. */
export const frameOrigin = new URL(script?.src ?? location.href).origin
export const apiKey = script?.dataset.apiKey ?? ''
export const isFramed = window.parent !== window

const waiting = new Map<number, (value: unknown) => void>()
const listeners: ((message: FromFrame) => void)[] = []
let lastId = 0

/** Tells the frame something. */
export function tell(message: FromApp): void {
  if (isFramed) window.parent.postMessage(message, frameOrigin)
}

/** Asks the frame and waits for its answer. */
export function ask(question: Question): Promise<unknown> {
  lastId += 1
  const id = lastId
  return new Promise((resolve) => {
    waiting.set(id, resolve)
    tell({ kind: 'ask', id, question })
  })
}

/** Hears what the frame says without being asked. */
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
