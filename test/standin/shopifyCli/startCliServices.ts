import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync } from 'node:zlib'
import { listTarFiles } from '../../../scripts/packPackage.ts'
import { composeAnswers, type ServiceFacts } from './composeAnswers.ts'

/** Stand-in for the services of Shopify that its command line asks. */
export type CliServices = {
  /** Where refuseNetwork.mjs sends https requests, as SERVICES_ORIGIN. */
  readonly origin: string
  /** The archives that the command line uploaded, each as its files by their paths. */
  readonly uploads: readonly ReadonlyMap<string, Buffer>[]
  /** The operations that it asked for and that have no answer here. */
  readonly unknown: readonly string[]
  close(): Promise<void>
}

/**
 * Start a stand-in for Shopify's login, partner and development services, and for what the development of a theme block
 * reads of a store. It answers what `shopify app config validate` and `shopify app dev` ask, for one app and one store, and
 * checks nothing: the command line's own checks are what a test runs.
 */
export async function startCliServices(facts: ServiceFacts): Promise<CliServices> {
  const answers = composeAnswers(facts)
  const uploads: ReadonlyMap<string, Buffer>[] = []
  const unknown: string[] = []
  const answer = async (request: IncomingMessage): Promise<object | null> => {
    const body = await buffer(request)
    if (request.method === 'PUT') {
      uploads.push(listTarFiles(brotliDecompressSync(body)))
      return {}
    }
    if (request.headers['x-service-host'] === 'accounts.shopify.com') return answers.login
    if (!request.url?.includes('graphql')) return {}
    const { operationName, query } = JSON.parse(body.toString()) as { operationName?: string; query: string }
    const name = operationName ?? /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? ''
    const data = answers.operations[name]
    if (!data) unknown.push(name)
    return data ? { data } : null
  }
  const server = createServer((request, response) => {
    void answer(request).then((body) => {
      const headers = { 'content-type': 'application/json', 'set-cookie': '_shopify_essential=1; path=/' }
      response.writeHead(body ? 200 : 404, headers).end(JSON.stringify(body ?? { errors: [] }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The services listen on no port.')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    uploads,
    unknown,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
