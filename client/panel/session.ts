const KEY = 'palisade-session'

/**
 * Read the session of this frame: the first page has it in its URL, and it leaves the URL at once, so that no link or
 * history keeps it. A frame may have no storage: then it ends with the page.
 */
export function readSession(): string {
  const url = new URL(location.href)
  const given = url.searchParams.get('session')
  if (given === null) return readStored()
  url.searchParams.delete('session')
  history.replaceState(history.state, '', url)
  try {
    sessionStorage.setItem(KEY, given)
  } catch {
    // The pages of this frame need no more than the variable.
  }
  return given
}

function readStored(): string {
  try {
    return sessionStorage.getItem(KEY) ?? ''
  } catch {
    return ''
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
