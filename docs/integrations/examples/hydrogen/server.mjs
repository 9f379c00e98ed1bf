import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router'

for (const name of ['PALISADE_API', 'PALISADE_PUBLISHABLE_KEY', 'STOREFRONT_API'])
  if (!process.env[name]) throw new Error(`Set the variable ${name}: the table of this page says to what.`)

/* What Hydrogen's own server does: bundle the routes, run loaders and actions, render the page. */
const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const common = { bundle: true, format: 'esm', jsx: 'automatic' }
await build({
  ...{ ...common, entryPoints: [here('routes.jsx')], outfile: here('.built/routes.mjs') },
  ...{ platform: 'node', packages: 'external' },
})
const { outputFiles } = await build({
  ...{ ...common, entryPoints: [here('client.jsx')], write: false, minify: true },
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
})
const { routes } = await import(new URL('.built/routes.mjs', import.meta.url).href)
const { query, queryRoute, dataRoutes } = createStaticHandler(routes)

async function answer(request) {
  const { pathname } = new URL(request.url)
  if (pathname === '/client.js')
    return new Response(outputFiles[0].contents, { headers: { 'content-type': 'text/javascript' } })
  if (pathname.endsWith('.data')) {
    const data = await queryRoute(new Request(request.url.replace(/\.data$/, ''), request))
    return data instanceof Response ? data : Response.json(data)
  }
  const context = await query(request)
  if (context instanceof Response) return context
  const router = createStaticRouter(dataRoutes, context)
  const html = renderToString(createElement(StaticRouterProvider, { router, context }))
  return new Response(composePage(html), {
    status: context.statusCode,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
}

function composePage(html) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Headless shop</title>
<style>
body { font: 1rem/1.5 system-ui; margin: 2rem auto; max-width: 34rem; padding: 0 1rem }
img { max-width: 100%; height: 12rem }
.gate { border: 1px solid #bbb; border-radius: 0.5rem; margin-top: 1.5rem; padding: 0 1rem }
button { font: inherit; margin: 0 0.5rem 0.5rem 0; padding: 0.4rem 0.9rem }
</style>
</head>
<body><div id="root">${html}</div><script type="module" src="/client.js"></script></body>
</html>`
}

const server = createServer(async (request, response) => {
  const { method, headers } = request
  const url = `http://${headers.host}${request.url}`
  const isRead = method === 'GET' || method === 'HEAD'
  try {
    const body = isRead
      ? undefined
      : new ReadableStream({
          async start(controller) {
            for await (const chunk of request) controller.enqueue(chunk)
            controller.close()
          },
        })
    const found = await answer(new Request(url, { method, headers, body, duplex: 'half' }))
    response.writeHead(found.status, Object.fromEntries(found.headers))
    response.end(Buffer.from(await found.arrayBuffer()))
  } catch (error) {
    const status = error instanceof Response ? error.status : 500
    if (status === 500) console.error(error)
    response.writeHead(status).end(status === 500 ? 'Something went wrong.' : 'Not found.')
  }
})
server.listen(Number(process.env.PORT ?? 8080), 'localhost', () =>
  console.log(`listens on http://localhost:${server.address().port}`),
)
