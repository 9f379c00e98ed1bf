import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AccountKey } from './createFlowKey.ts'

export type StartFlowPagesParameters = {
  readonly address: string
  readonly key: AccountKey
  /** How the wallet is asked, once it is chosen: a method of FCL; `waits`: the page of discovery answers nothing. */
  readonly method: string
}

/**
 * Start a page of discovery and a wallet that is a website, as FCL's protocol for them says. The page of discovery leads
 * on to the wallet at once.
 */
export async function startFlowPages({ address, key, method }: StartFlowPagesParameters): Promise<{
  discovery: string
  signed: string[]
  close: () => Promise<void>
}> {
  const signed: string[] = []
  const server = createServer((request, response) => {
    void answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const pragma = { f_type: 'Service', f_vsn: '1.0.0', method, uid: 'site', id: address }
  const identity = { address, keyId: key.index }
  const provider = { address, name: 'Site', icon: '', description: '' }
  const authn = { ...pragma, type: 'authn', endpoint: `${origin}/authn`, identity, provider }
  const userSignature = { ...pragma, type: 'user-signature', endpoint: `${origin}/sign`, identity }
  const approve = (data: object) => ({ f_type: 'PollingResponse', f_vsn: '1.0.0', status: 'APPROVED', data })
  const account = { f_type: 'AuthnResponse', f_vsn: '1.0.0', addr: address, services: [authn, userSignature] }
  const sign = (hex: string) => {
    const text = Buffer.from(hex, 'hex').toString('utf8')
    signed.push(text)
    const composite = { f_type: 'CompositeSignature', f_vsn: '1.0.0', addr: address, keyId: key.index }
    return [{ ...composite, signature: key.sign(text) }]
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', origin)
    const body = await readBody(request)
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
    const send = (type: string, text: string) =>
      response.writeHead(200, { 'content-type': type, ...cors }).end(text)
    if (request.method === 'POST') {
      const { message = '' } = JSON.parse(body) as { message?: string }
      return void send(
        'application/json',
        JSON.stringify(approve(pathname === '/sign' ? sign(message) : account)),
      )
    }
    if (pathname === '/discovery')
      return void send(
        'text/html',
        method === 'waits' ? '' : composePage({ status: 'REDIRECT', data: authn }),
      )
    if (pathname === '/authn') return void send('text/html', composePage(approve(account)))
    if (pathname === '/sign') return void send('text/html', composePage(null))
    send('text/html', '')
  }
  return {
    discovery: `${origin}/discovery`,
    signed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A page that answers at once, or with what it has signed. */
function composePage(reply: object | null): string {
  return `<!doctype html><script>
    const shop = window.opener || window.parent
    const send = (message) => shop.postMessage({ type: 'FCL:VIEW:RESPONSE', f_type: 'PollingResponse', f_vsn: '1.0.0', ...message }, '*')
    addEventListener('message', async ({ data }) => {
      if (!data || data.type !== 'FCL:VIEW:READY:RESPONSE') return
      const reply = ${JSON.stringify(reply)}
      if (reply) return send(reply)
      const answer = await fetch(location.pathname, { method: 'POST', body: JSON.stringify(data.body) })
      send(await answer.json())
    })
    shop.postMessage({ type: 'FCL:VIEW:READY' }, '*')
  </script>`
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
