import { createServer } from 'node:http'

export type ServedFiles = Readonly<Record<string, { readonly type: string; readonly body: string | Buffer }>>

/** Serve files of a site at `http://localhost:<port>`, a different origin than the API's. */
export async function serveFiles(
  files: ServedFiles,
): Promise<{ readonly origin: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? '/', 'http://here').pathname]
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' }).end(file?.body)
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
