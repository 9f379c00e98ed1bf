import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Client } from 'pg'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../../app/db/openPostgres.ts'
import { buildApp } from '../../../scripts/buildApp.ts'
import { makeStores } from '../../db/makeStores.ts'
import { plainGate, sampleDraft, sampleShop } from '../../db/samples.ts'
import { startAnvil } from '../../standin/chains/startAnvil.ts'
import { type RunningServer, startServer } from '../api/startServer.ts'

export type ContenderName = 'ours' | 'bare' | 'common'
export type Contender = RunningServer & { readonly name: ContenderName }
/** The shop of all contenders, with its one gate about one product. */
export const SHOP = sampleShop()
export const PRODUCT = 8_101
export const API_SECRET = 'the secret of the benchmark’s app'

/** The secret under which `makeStores` writes. */
const PALISADE_SECRET = 'a secret of the tests, long enough'
const CONTRACT = '0x00000000000000000000000000000000000000aa' as EvmAddress
/** Answers 1 to any call: every wallet holds one. */
const CODE = '0x60015f5260205ff3'

/**
 * Start one process a name, all at the same chain. Each name has a database of its own in the same PostgreSQL; a name that
 * is given twice starts two processes on it.
 */
export async function startContenders({
  postgresUrl,
  names = ['ours', 'bare', 'common'],
}: {
  postgresUrl: string
  names?: readonly ContenderName[]
}): Promise<{ readonly contenders: readonly Contender[]; readonly close: () => Promise<void> }> {
  if (names.includes('ours')) await buildApp()
  const chain = await startChain()
  const contenders: Contender[] = []
  const databases = new Map<ContenderName, string>()
  const close = async () => {
    await Promise.all(contenders.map((contender) => contender.close()))
    await chain.close()
  }
  try {
    for (const name of names) {
      const database = databases.get(name) ?? (await makeDatabase({ postgresUrl, name }))
      databases.set(name, database)
      const env = {
        DATABASE_URL: database,
        RPC_URL_ETHEREUM: chain.url,
        PALISADE_SECRET,
        SHOPIFY_APP_URL: 'https://palisade.example',
        SHOPIFY_API_KEY: 'bench',
        SHOPIFY_API_SECRET: API_SECRET,
        // No limit refuses here; leases still count.
        RATE_LIMIT_FACTOR: '10000',
      }
      const program = name === 'ours' ? 'build/server.js' : await buildYardstick(name)
      contenders.push({ name, ...(await startServer({ args: [program], env })) })
    }
    return { contenders, close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * Build a yardstick as the server is built. Runners of plain TypeScript keep function names, which makes each closure
 * several times as expensive.
 */
async function buildYardstick(name: 'bare' | 'common'): Promise<string> {
  const folder = fileURLToPath(new URL('../../../.cache/bench/', import.meta.url))
  await mkdir(folder, { recursive: true })
  const outfile = `${folder}${name}Storefront.mjs`
  await build({
    entryPoints: [fileURLToPath(new URL(`./${name}Server.ts`, import.meta.url))],
    ...{ outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external' },
  })
  return outfile
}

async function startChain(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const onDeath = (sentence: string) => console.error(sentence)
  const node = await startAnvil({ chainId: 1, host: '127.0.0.1', onDeath })
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'anvil_setCode', params: [CONTRACT, CODE] })
  await fetch(node.rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const entry = fileURLToPath(new URL('./serveChain.ts', import.meta.url))
  const child = fork(entry, [node.rpcUrl], { execArgv: ['--import', 'tsx'] })
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return {
    url,
    close: async () => {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
      await node.close()
    },
  }
}

async function makeDatabase(parameters: { postgresUrl: string; name: ContenderName }): Promise<string> {
  const client = new Client({ connectionString: parameters.postgresUrl })
  await client.connect()
  await client.query(`CREATE DATABASE storefront_${parameters.name}`)
  await client.end()
  const url = parameters.postgresUrl.replace(/[^/]*$/, `storefront_${parameters.name}`)
  const db = await openPostgres({ url, migrations: findMigrations() })
  const stores = makeStores(db)
  await stores.shops.save(SHOP)
  const draft = sampleDraft({
    ...plainGate({ contract: CONTRACT }),
    reaction: { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 2000 } },
  })
  await stores.gates.create({ shopId: SHOP.id, draft, profile: 0, actor: 'system', at: SHOP.savedAt })
  await db.close()
  return url
}
