import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { watchParts } from '../test/standin/demo/watchParts.ts'
import { buildBlock } from './buildBlock.ts'
import { buildClient } from './buildClient.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

export type ComposeDevelopmentParameters = {
  /** What Shopify's command line gives: HOST is the https address of its tunnel, PORT where it expects the server. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folder of the development database and secret. */
  readonly dataDir: string
}

/** Compose the variables of a server that `shopify app dev` starts. A variable that is set stays as it is. */
export async function composeDevelopment(
  parameters: ComposeDevelopmentParameters,
): Promise<Record<string, string>> {
  const { env, dataDir } = parameters
  const tunnel = env.HOST?.startsWith('https://') ? env.HOST : undefined
  const appUrl = env.SHOPIFY_APP_URL || tunnel || env.APP_URL
  return {
    ...(appUrl && { SHOPIFY_APP_URL: appUrl }),
    HOST: tunnel || !env.HOST ? '127.0.0.1' : env.HOST,
    DATA_DIR: env.DATA_DIR || dataDir,
    PALISADE_SECRET: env.PALISADE_SECRET || (await keepSecret(dataDir)),
    NODE_ENV: 'development',
  }
}

/** Load the secret of this folder, made at the first use. Without it, keys in the development database are lost. */
async function keepSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'secret')
  const kept = await readFile(file, 'utf8').catch(() => null)
  if (kept !== null) return kept.trim()
  const secret = randomBytes(32).toString('hex')
  await mkdir(dataDir, { recursive: true })
  await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  return secret
}

// npm run dev:shop, which `shopify app dev` starts as shopify.web.toml says
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.chdir(ROOT)
  if (existsSync('.env')) process.loadEnvFile('.env')
  Object.assign(process.env, await composeDevelopment({ env: process.env, dataDir: '.data/shop' }))
  // Shopify's command line builds the Functions, and rewrites them at this moment.
  await buildBlock()
  await buildClient()
  watchParts({ say: (sentence) => console.log(sentence) })
  await import('../test/standin/demo/serveSources.ts')
}
