import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'smol-toml'
import { z } from 'zod'
import { FUNCTION_HANDLES } from '../app/core/publication/functionHandles.ts'
import { BLOCK_SCRIPTS, checkBlock } from '../app/doctor/checkBuild.ts'
import { readBuiltFunction } from '../app/wasm/readBuiltFunction.ts'
import { isOlder } from './isOlder.ts'

const EXAMPLE_HOST = 'palisade.example.com'

const appConfig = z.object({
  client_id: z.string(),
  application_url: z.string(),
  auth: z.object({ redirect_urls: z.array(z.string()).min(1) }),
})

/** Reason not to deploy: a stable code, and a sentence that says what to do. */
export type DeployProblem = { readonly code: `ERR_DEPLOY_${string}`; readonly sentence: string }
export type CheckConfigParameters = {
  /** Name of the configuration file, for sentences. */
  readonly file: string
  /** Text of that file. */
  readonly toml: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Check the configuration that Shopify's command line would upload. Returns every problem. */
export function checkConfig({ file, toml, env }: CheckConfigParameters): DeployProblem[] {
  const config = parseConfig(toml)
  if (typeof config === 'string')
    return [{ code: 'ERR_DEPLOY_CONFIG', sentence: `${file} cannot be used: ${config}. Correct it.` }]
  return [...checkClientId(config.client_id, { file, env }), ...checkAddresses(config, { file, env })]
}

/** Check that the block's script and both Functions are built, newer than their sources, and not rewritten. */
export async function checkBuilt(root: string): Promise<DeployProblem[]> {
  const problems = await Promise.all([
    checkScript(root),
    ...FUNCTION_HANDLES.map((one) => checkFunction(root, one)),
  ])
  return problems.filter((problem) => problem !== null)
}

type Config = z.infer<typeof appConfig>
type Place = Pick<CheckConfigParameters, 'file' | 'env'>

/** The address of the app in a configuration that was checked. @throws Error for any other */
export function findAppUrl(toml: string): string {
  return appConfig.parse(parse(toml)).application_url
}

function parseConfig(toml: string): Config | string {
  try {
    const parsed = appConfig.safeParse(parse(toml))
    if (parsed.success) return parsed.data
    const names = new Set(parsed.error.issues.map((issue) => issue.path.join('.')))
    return `${[...names].join(', ')} is missing or wrong`
  } catch (error) {
    return `it is not TOML (${String((error as Error).message).split('\n')[0]})`
  }
}

function checkClientId(clientId: string, { file, env }: Place): DeployProblem[] {
  if (clientId.trim() === '')
    return [
      {
        code: 'ERR_DEPLOY_CLIENT_ID',
        sentence: `${file} has no client_id. Run "npm run config:link", or copy the client id of your app into it.`,
      },
    ]
  if (!env.SHOPIFY_API_KEY || env.SHOPIFY_API_KEY === clientId) return []
  return [
    {
      code: 'ERR_DEPLOY_MISMATCH',
      sentence: `${file} has a different client_id than SHOPIFY_API_KEY in the environment. Use the client id of one app in both.`,
    },
  ]
}

function checkAddresses(config: Config, { file, env }: Place): DeployProblem[] {
  const wrong = [config.application_url, ...config.auth.redirect_urls].find((url) => !isOwnAddress(url))
  if (wrong !== undefined)
    return [
      {
        code: 'ERR_DEPLOY_URL',
        sentence: `${file} names the address "${wrong}". Write the https address of your server there.`,
      },
    ]
  const origin = new URL(config.application_url).origin
  const apart = config.auth.redirect_urls.find((url) => new URL(url).origin !== origin)
  if (apart !== undefined)
    return [
      {
        code: 'ERR_DEPLOY_URL',
        sentence: `${file} has the redirect URL "${apart}" outside of application_url. Use ${origin} for both.`,
      },
    ]
  if (!env.SHOPIFY_APP_URL || toUrl(env.SHOPIFY_APP_URL)?.origin === origin) return []
  return [
    {
      code: 'ERR_DEPLOY_MISMATCH',
      sentence: `${file} has the application_url ${origin}, but SHOPIFY_APP_URL in the environment is different. Use one address in both.`,
    },
  ]
}

function isOwnAddress(text: string): boolean {
  const url = toUrl(text)
  return url !== null && url.protocol === 'https:' && url.hostname !== EXAMPLE_HOST
}

function toUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

async function checkScript(root: string): Promise<DeployProblem | null> {
  const isThere = checkBlock({ root }).every(({ outcome }) => outcome === 'ok')
  const sources = ['extensions/gate-block/src', 'app/core'].map((folder) => path.join(root, folder))
  for (const script of BLOCK_SCRIPTS) {
    if (isThere && !(await isOlder({ target: path.join(root, script), sources }))) continue
    return {
      code: 'ERR_DEPLOY_BLOCK',
      sentence: `${script} is missing, empty or older than its sources. Run "npm run build:block".`,
    }
  }
  return null
}

async function checkFunction(root: string, handle: string): Promise<DeployProblem | null> {
  const uploaded = `extensions/${handle}/dist/${handle}.wasm`
  const own = path.join(root, 'build/functions')
  const sources = [`extensions/${handle}/assembly`, 'extensions/proof-check/assembly']
  const built = await readBuiltFunction({ handle, folder: own }).catch(() => null)
  const copy = await readFile(path.join(root, uploaded)).catch(() => null)
  const isStale = await isOlder({
    target: path.join(own, `${handle}.wasm`),
    sources: sources.map((folder) => path.join(root, folder)),
  })
  if (built && copy?.equals(built.bytes) && !isStale) return null
  return {
    code: 'ERR_DEPLOY_FUNCTION',
    sentence: `${uploaded} is missing, older than its sources, or not the module that was built. Run "npm run build:functions".`,
  }
}
