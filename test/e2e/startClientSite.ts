import { createServer } from 'node:http'

export type ClientSite = {
  /** `http://localhost:<port>`: a different origin than the API's. */
  readonly origin: string
  readonly close: () => Promise<void>
}

/** Serve a relying party's site: every page is the same, and it opens popups as picket-js does. */
export async function startClientSite(): Promise<ClientSite> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The site has no port.')
  return {
    origin: `http://localhost:${address.port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Harbor's own page</title><link rel="icon" href="data:,">
<h1>Harbor’s own page</h1>
<script>
window.heard = []
addEventListener('message', (event) => heard.push({ origin: event.origin, data: event.data }))
window.openLogin = (url) => { window.popup = open(url, 'picket:authorize:popup', 'width=400,height=400') }
</script></html>`
