import { randomBytes } from 'node:crypto'
import type { ProjectDraft, ProjectId } from '../../app/core/project/types.ts'
import { formatUuid } from '../../app/core/text/formatUuid.ts'
import { createRandomHex } from '../../app/crypto/createRandomHex.ts'
import { hashSecret } from '../../app/crypto/secrets.ts'
import type { Database } from '../../app/db/database.ts'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { createApiKeyText } from '../../app/flows/projects/createApiKeyText.ts'
import { buildApp } from '../../scripts/buildApp.ts'
import { startHttp } from '../chains/rpc/startHttp.ts'
import { makeStores } from '../db/makeStores.ts'
import { type StandInChain, startChains } from '../standin/chains/startChains.ts'
import { startApp } from '../standin/demo/startApp.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { findFreePort } from '../standin/processes/findPorts.ts'

export type OauthProject = {
  readonly id: ProjectId
  readonly publishableKey: string
  readonly secretKey: string
}
export type OauthServer = {
  readonly origin: string
  /** `…/api/v1`. */
  readonly issuer: string
  readonly chain: StandInChain
  /** The database of the app, for states that only the passing of time would produce. */
  readonly db: Database
  readonly makeProject: (draft: Partial<ProjectDraft>) => Promise<OauthProject>
  /** Make Polygon fail, or answer again. */
  readonly setPolygon: (state: 'up' | 'down') => void
  readonly polygon: StandInChain
  readonly close: () => Promise<void>
}

/** Start the built app with only its API, as a separate process, on PostgreSQL and a real chain. */
export async function startOauthServer(): Promise<OauthServer> {
  const closers: (() => unknown)[] = []
  const close = async () => {
    for (const stop of closers.splice(0).reverse()) await stop()
  }
  try {
    await buildApp()
    const chains = await startChains()
    closers.push(chains.close)
    const postgres = await startPostgres()
    closers.push(postgres.close)
    const db = await openDatabase({ kind: 'postgresql', url: postgres.url })
    closers.push(() => db.close())
    const port = await findFreePort('127.0.0.1')
    const origin = `http://localhost:${port}`
    const { ethereum, polygon } = chains.chains
    let isPolygonDown = false
    const weak = await startHttp((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const headers = { 'content-type': 'application/json' }
        const asked = isPolygonDown
          ? Promise.reject(new Error('down'))
          : fetch(polygon.rpcUrl, { method: 'POST', headers, body: Buffer.concat(chunks) })
        asked.then(
          async (answer) => response.writeHead(200, headers).end(await answer.text()),
          () => response.writeHead(503).end(),
        )
      })
    })
    closers.push(weak.close)
    const app = await startApp({
      host: '127.0.0.1',
      port,
      onDeath: (sentence) => console.error(sentence),
      env: {
        PALISADE_URL: origin,
        PALISADE_SECRET: randomBytes(32).toString('hex'),
        DATABASE_URL: postgres.url,
        STANDIN_SHOPIFY_ORIGIN: 'http://127.0.0.1:1',
        RPC_URL_ETHEREUM: ethereum.rpcUrl,
        RPC_URL_POLYGON: weak.url,
        RATE_LIMIT_FACTOR: '1000',
      },
    })
    closers.push(app.close)
    return {
      origin,
      issuer: `${origin}/api/v1`,
      chain: ethereum,
      db,
      makeProject: (draft) => makeProject(db, draft),
      polygon,
      setPolygon: (state) => {
        isPolygonDown = state === 'down'
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function makeProject(db: Database, draft: Partial<ProjectDraft>): Promise<OauthProject> {
  const { projects, apiKeys } = makeStores(db)
  const now = () => Math.floor(Date.now() / 1000)
  const { id } = await projects.create({
    id: formatUuid(createRandomHex(16)) as ProjectId,
    shopId: null,
    at: now(),
    draft: {
      name: 'Harbor',
      allowedDomains: ['localhost:*'],
      redirectUris: [],
      format: 'siwe',
      statement: null,
      requirement: null,
      isStorefront: false,
      ...draft,
    },
  })
  const add = async (kind: 'publishable' | 'secret') => {
    const { key, text, hash } = createApiKeyText(
      { now, createRandomHex, hashSecret, hashPersonal: (text) => text },
      { projectId: id, kind, name: kind, draftId: null },
    )
    await apiKeys.create({ owner: 'operator', key, hash })
    return text
  }
  return { id, publishableKey: await add('publishable'), secretKey: await add('secret') }
}
