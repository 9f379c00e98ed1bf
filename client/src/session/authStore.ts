import type { AuthState } from '../../../public/palisade.d.ts'

const KEY = '_picketauth'
type Listener = (state: AuthState | null) => void
const listeners = new Set<Listener>()
/** Stands in for a storage that the browser denies. */
const memory = new Map<string, string>()

/** Read a text that this page or another tab has kept. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return memory.get(key) ?? null
  }
}

/** Keep a text, or forget it. */
export function writeStored(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    if (text === null) memory.delete(key)
    else memory.set(key, text)
  }
}

/** Read JSON that was kept; what cannot be understood counts as not there. */
export function parseStored<Value>(text: string | null): Value | null {
  try {
    return JSON.parse(text ?? 'null') as Value | null
  } catch {
    return null
  }
}

/** Who is signed in, as far as this browser knows. */
export function readAuth(): AuthState | null {
  const state = parseStored<AuthState>(readStored(KEY))
  return state?.accessToken ? state : null
}

/** Remember who is signed in, or that nobody is, and tell the listeners. */
export function writeAuth(state: AuthState | null): void {
  writeStored(KEY, state && JSON.stringify(state))
  tell(state)
}

/** Hear of every sign-in and sign-out, those of other tabs too. */
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

function tell(state: AuthState | null): void {
  for (const listener of listeners) {
    try {
      listener(state)
    } catch (error) {
      // A listener of the page's must not undo a sign-in.
      console.error(error)
    }
  }
}
