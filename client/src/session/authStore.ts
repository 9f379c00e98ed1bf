import type { AuthState } from '../../../public/palisade.d.ts'

const KEY = '_picketauth'
type Listener = (state: AuthState | null) => void
const listeners = new Set<Listener>()
/** Replaces a storage that the browser forbids. */
const memory = new Map<string, string>()

/** Read a text that this page or another tab has stored. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return memory.get(key) ?? null
  }
}

/** Store a text; null deletes it. */
export function writeStored(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    if (text === null) memory.delete(key)
    else memory.set(key, text)
  }
}

/** Parse stored JSON; null if it is missing or invalid. */
export function parseStored<Value>(text: string | null): Value | null {
  try {
    return JSON.parse(text ?? 'null') as Value | null
  } catch {
    return null
  }
}

/** The signed-in user and token, as this browser has stored them; null if there are none. */
export function readAuth(): AuthState | null {
  const state = parseStored<AuthState>(readStored(KEY))
  return state?.accessToken ? state : null
}

/** Store the signed-in user and token, or null, and notify the listeners. */
export function writeAuth(state: AuthState | null): void {
  writeStored(KEY, state && JSON.stringify(state))
  sendState(state)
}

/** Listen to every sign-in and sign-out, also in other tabs; returns the function that stops it. */
export function listenToAuth(listener: Listener): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === KEY || event.key === null) listener(readAuth())
  }
  listeners.add(listener)
  globalThis.addEventListener?.('storage', listen)
  return () => {
    listeners.delete(listener)
    globalThis.removeEventListener?.('storage', listen)
  }
}

function sendState(state: AuthState | null): void {
  for (const listener of listeners) {
    try {
      listener(state)
    } catch (error) {
      // A page's listener that throws must not fail the sign-in.
      console.error(error)
    }
  }
}
