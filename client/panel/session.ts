/** What a frame without storage keeps until it is loaded anew. */
const held = window as typeof window & { palisadeSession?: string }
const keyOf = (store: string) => `palisade-session ${store}`

/** The hash of the store that the frame belongs to: each address of its pages has it. */
export function readStore(): string {
  return new URL(location.href).searchParams.get('store') ?? ''
}

/** Read the session of this frame in a store; empty if there is none. */
export function readSession(store: string): string {
  try {
    return sessionStorage.getItem(keyOf(store)) ?? held.palisadeSession ?? ''
  } catch {
    return held.palisadeSession ?? ''
  }
}

/** Keep a session for this frame, also when it is loaded anew. A frame may have no storage: then it ends with the page. */
export function writeSession(store: string, session: string): void {
  held.palisadeSession = session
  try {
    sessionStorage.setItem(keyOf(store), session)
  } catch {
    // The variable is all that this page needs.
  }
}

/** Name the store in each address that the pages go on to: by it, a frame that is loaded anew finds its session. */
export function keepStore(store: string): void {
  const add = (url: string | URL | null | undefined): string | URL | null | undefined => {
    if (url === null || url === undefined) return url
    const target = new URL(url, location.href)
    if (target.origin === location.origin) target.searchParams.set('store', store)
    return target
  }
  for (const name of ['pushState', 'replaceState'] as const) {
    const change = history[name].bind(history)
    history[name] = (state, unused, url) => change(state, unused, add(url))
  }
}

/** Send the session with each request to this server, and with no other. */
export function sendWithSession(session: string, send: typeof fetch): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init)
    if (new URL(request.url).origin !== location.origin || request.headers.has('authorization'))
      return send(request)
    const headers = new Headers(request.headers)
    headers.set('authorization', `Bearer ${session}`)
    return send(new Request(request, { headers }))
  }
}
