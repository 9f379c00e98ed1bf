import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type StartSiteParameters = {
  /** Origin of the client's script. */
  readonly scriptOrigin: string
  /** CSS of the page, which may try to collide with the dialog's. */
  readonly css?: string
  readonly lang?: string
  /** Content-Security-Policy of the page. */
  readonly policy?: string
}

/** Serves a site of another origin than the API. It uses the client by a plain script tag; every path is the same. */
export async function startSite(
  parameters: StartSiteParameters,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const { scriptOrigin, css = '', lang = 'en', policy } = parameters
  const page = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Night Owls</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><style>
body{margin:0;padding:48px;max-width:60ch;font:16px/1.6 Georgia,serif}${css}</style></head>
<body><h1>Night Owls</h1><p>A members’ page with a long text, so that there is something behind the dialog. The owls meet every full moon.</p>
<button id="enter">Enter</button><script src="${scriptOrigin}/palisade.js"></script></body></html>`
  const server = createServer((_, response) => {
    const headers = policy ? { 'content-security-policy': policy } : {}
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(page)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
