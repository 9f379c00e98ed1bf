import { readSession, readStore, sendWithSession, writeSession } from './session.ts'

const TRIES = 4
const WAIT_MS = 1500
/** What the server's page says if nothing else is known: it is in the page, for browsers without scripts too. */
const AGAIN = 'Open Palisade again under Apps in the control panel.'

/**
 * Open the app's page in this frame. A browser sends no header with an address that it opens, and a frame may have no
 * cookies. So the server answers an address without a session with an empty page. This script exchanges the address's
 * code for a session, or finds the session that the frame had, asks for the page with it, and writes it.
 */
export async function openPage(): Promise<void> {
  const [url, store] = [new URL(location.href), readStore()]
  const code = url.searchParams.get('code')
  url.searchParams.delete('code')
  // At once: no link or history keeps it.
  if (code !== null) history.replaceState(history.state, '', url)
  try {
    if (code !== null) writeSession(store, await exchangeCode({ code, store }))
    const session = readSession(store)
    if (session === '') return showWords(AGAIN)
    const send = sendWithSession(session, window.fetch.bind(window))
    const response = await repeat(() => send(url, { headers: { accept: 'text/html' } }))
    const page = await response.text()
    document.open()
    document.write(page)
    document.close()
  } catch (error) {
    showWords(error instanceof Error && error.name === 'Refused' ? error.message : `${OFFLINE} ${AGAIN}`)
  }
}

const OFFLINE = 'Palisade does not answer.'

/** @throws {Error} of the name `Refused` with the server's own sentence */
async function exchangeCode(asked: { code: string; store: string }): Promise<string> {
  const response = await repeat(() =>
    fetch('/bigcommerce/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    }),
  )
  const answer = (await response.json().catch(() => ({}))) as {
    session?: string
    msg?: string
    hint?: string
  }
  if (answer.session) return answer.session
  const refused = new Error([answer.msg, answer.hint ?? AGAIN].filter(Boolean).join(' '))
  refused.name = 'Refused'
  throw refused
}

/** Send again while the network fails or the server is full. */
async function repeat(send: () => Promise<Response>): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await send().catch((error: unknown) => {
      if (tries === TRIES) throw error
      return null
    })
    const isOver = response !== null && response.status !== 429 && response.status !== 503
    if (response && (isOver || tries === TRIES)) return response
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
  }
}

function showWords(words: string): void {
  const place = document.querySelector('[role=alert]')
  if (place) place.textContent = words
}
