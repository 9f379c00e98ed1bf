import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import { fetchPicketJs } from '../../scripts/fetchPicketJs.ts'

export type PicketSite = {
  /** `http://localhost:<port>`: a different site than the API, as a shop's own pages are. */
  readonly origin: string
  readonly close: () => Promise<void>
}

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A site with Picket</title>
<body><h1>A site with Picket</h1><script src="/dist/global.js"></script></body></html>`

/**
 * Serve a site that uses the official browser client; every page is the same.
 *
 * @param apiOrigin target of the site's `/api/v1`, for sites that serve the API under their own origin.
 */
export async function openPicketSite({ apiOrigin }: { apiOrigin?: string } = {}): Promise<PicketSite> {
  const folder = await fetchPicketJs()
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const script = /^\/dist\/([\w.]+\.js)$/.exec(url.pathname)?.[1]
    try {
      if (script) {
        response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' })
        response.end(await readFile(path.join(folder, script)))
      } else if (apiOrigin && url.pathname.startsWith('/api/v1/')) {
        const chunks: Buffer[] = []
        for await (const chunk of request) chunks.push(chunk as Buffer)
        const { host: _, connection: _c, 'content-length': _l, ...headers } = request.headers
        const answer = await fetch(`${apiOrigin}${request.url}`, {
          method: request.method ?? 'GET',
          headers: headers as Record<string, string>,
          redirect: 'manual',
          ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
        })
        const {
          'content-encoding': _e,
          'transfer-encoding': _t,
          ...kept
        } = Object.fromEntries(answer.headers)
        response.writeHead(answer.status, kept)
        response.end(Buffer.from(await answer.arrayBuffer()))
      } else {
        response.writeHead(url.pathname === '/favicon.ico' ? 404 : 200, {
          'content-type': 'text/html; charset=utf-8',
        })
        response.end(PAGE)
      }
    } catch {
      if (!response.headersSent) response.writeHead(404)
      response.end()
    }
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
