import { z } from 'zod'
import { readFirstBlocks } from './chains/evm/erc1155/readFirstBlocks.ts'
import { readWalletFactories } from './chains/evm/walletFactories.ts'
import { readChainNames, readCoinDecimals, readMulticall3 } from './chains/readOwnChains.ts'
import { findVariableChain } from './chains/rpc/chainVariables.ts'
import {
  type EndpointUrls,
  readDasEndpoints,
  readEndpoints,
  readSecondOpinions,
} from './chains/rpc/readEndpoints.ts'
import { SetupError } from './core/errors/base.ts'
import { readDatabaseSettings } from './db/readDatabaseSettings.ts'

/** This machine, a private network, and a name without dots, as containers have. */
const PRIVATE_HOST =
  /^(?:[^.]+|.+\.localhost|0\.0\.0\.0|127\..+|10\..+|192\.168\..+|172\.(?:1[6-9]|2\d|3[01])\..+|\[.+\])$/
/** A URL without a path. Without TLS it must stay in a private network. */
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => /^https?:\/\/[^/?#@]+\/?$/i.test(text))
  .refine((text) => {
    if (!URL.canParse(text)) return false
    const { protocol, hostname } = new URL(text)
    return protocol === 'https:' || PRIVATE_HOST.test(hostname)
  })
const line = z.string().regex(/^.+$/)

const fields = z.object({
  SHOPIFY_APP_URL: origin.optional(),
  SHOPIFY_API_KEY: z.string().regex(/^\S+$/).optional(),
  SHOPIFY_API_SECRET: line.min(8).optional(),
  SHOPIFY_API_SECRET_PREVIOUS: line.min(8).optional(),
  PALISADE_SECRET: z.string().min(32),
  PALISADE_URL: origin.optional(),
  APP_BRIDGE_URL: z.url().optional(),
  BIGCOMMERCE_CLIENT_ID: z.string().regex(/^\S+$/).optional(),
  BIGCOMMERCE_CLIENT_SECRET: line.min(8).optional(),
  BIGCOMMERCE_API_URL: origin.default('https://api.bigcommerce.com'),
  BIGCOMMERCE_LOGIN_URL: origin.default('https://login.bigcommerce.com'),
  DATABASE_URL: z.string().optional(),
  DATABASE_POOL: z.string().optional(),
  DATA_DIR: z.string().min(1).default('./.data'),
  REQUESTS_AT_ONCE: z.coerce.number().int().min(10).max(10_000).default(200),
  RATE_LIMIT_FACTOR: z.coerce.number().min(0.1).max(10_000).default(1),
  // Shopify shows an order to the app for sixty days, and returns and disputes take months.
  KEEP_ORDERS_DAYS: z.coerce.number().int().min(400).max(36_500).optional(),
  BALANCE_CACHE_SECONDS: z.coerce.number().int().min(0).max(300).default(15),
  ENS_GATEWAYS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.url({ protocol: /^https$/ })).max(16))
    .default([]),
  IPFS_GATEWAY: origin.optional(),
  METADATA_URLS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.url({ protocol: /^(?:https|ipfs|ar)$/ }).endsWith('/')).max(50))
    .default([]),
  TOKEN_PICTURES: z.enum(['web', 'chain']).default('web'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
  LOG_FORMAT: z.enum(['json', 'text']).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  DRAIN_SECONDS: z.coerce.number().min(0).max(60).default(3),
  LOCAL_WEBHOOKS: z
    .enum(['0', '1'])
    .default('0')
    .transform((text) => text === '1'),
  METRICS_TOKEN: line.min(16).optional(),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(8).default(0),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/)
    .default('127.0.0.1'),
  SHOPIFY_PROXIES: z.coerce.number().int().min(0).max(8).optional(),
})
const schema = fields.transform(
  ({ SHOPIFY_APP_URL, SHOPIFY_API_KEY, SHOPIFY_API_SECRET, PALISADE_URL, ...given }) => {
    const { SHOPIFY_API_SECRET_PREVIOUS: previousSecret, IPFS_GATEWAY, TOKEN_PICTURES, ...others } = given
    const { BIGCOMMERCE_CLIENT_ID, BIGCOMMERCE_CLIENT_SECRET, ...theirs } = others
    const { BIGCOMMERCE_API_URL: apiUrl, BIGCOMMERCE_LOGIN_URL: loginUrl, ...rest } = theirs
    const url = (PALISADE_URL ?? SHOPIFY_APP_URL ?? '').replace(/\/+$/, '')
    return {
      ...rest,
      PALISADE_URL: url,
      pictures: {
        gateway: IPFS_GATEWAY === undefined ? null : new URL(IPFS_GATEWAY),
        usesWeb: TOKEN_PICTURES === 'web',
      },
      shopify:
        SHOPIFY_APP_URL && SHOPIFY_API_KEY && SHOPIFY_API_SECRET
          ? {
              appUrl: SHOPIFY_APP_URL,
              apiKey: SHOPIFY_API_KEY,
              apiSecret: SHOPIFY_API_SECRET,
              previousSecret,
            }
          : null,
      bigCommerce:
        BIGCOMMERCE_CLIENT_ID && BIGCOMMERCE_CLIENT_SECRET
          ? {
              ...{ clientId: BIGCOMMERCE_CLIENT_ID, clientSecret: BIGCOMMERCE_CLIENT_SECRET },
              ...{ apiUrl, loginUrl, appUrl: url },
            }
          : null,
    }
  },
)

const HINTS: Readonly<Record<string, string>> = {
  SHOPIFY_APP_URL:
    'the https URL, without a path, where Shopify reaches this server, e.g. https://palisade.example.com',
  SHOPIFY_API_KEY: 'the client id of the app in the Shopify partner dashboard, without spaces',
  SHOPIFY_API_SECRET: 'the client secret of the app in the Shopify partner dashboard',
  SHOPIFY_API_SECRET_PREVIOUS:
    'the previous client secret, during a rotation at Shopify, beside a SHOPIFY_API_SECRET that differs from it',
  PALISADE_URL:
    'the https URL, without a path, where API clients reach this server, e.g. https://palisade.example.com',
  PALISADE_SECRET: 'at least 32 random characters that never change, e.g. from: openssl rand -hex 32',
  APP_BRIDGE_URL: 'the URL of Shopify’s App Bridge script, or remove it',
  BIGCOMMERCE_CLIENT_ID: 'the client id of the app in BigCommerce’s developer portal, without spaces',
  BIGCOMMERCE_CLIENT_SECRET: 'the client secret of the app in BigCommerce’s developer portal',
  BIGCOMMERCE_API_URL: 'the URL, without a path, of BigCommerce’s API, or remove it',
  BIGCOMMERCE_LOGIN_URL: 'the URL, without a path, of BigCommerce’s login, or remove it',
  TRUSTED_PROXIES: 'the number of your own proxies in front of this server, 0 to 8',
  SHOPIFY_PROXIES: 'the number of addresses that Shopify adds after the shopper’s in X-Forwarded-For, 0 to 8',
  BALANCE_CACHE_SECONDS: 'the maximum age of a balance that is only shown, 0 to 300 seconds',
  ENS_GATEWAYS: 'the https URLs of at most 16 gateways that may resolve ENS names, separated by commas',
  IPFS_GATEWAY: 'the https URL, without a path, of an IPFS gateway, e.g. https://ipfs.example.com',
  METADATA_URLS:
    'at most 50 starts of addresses that metadata of collections may be read from, each ending in /, separated by commas, e.g. https://meta.example.com/owls/',
  TOKEN_PICTURES: 'web or chain',
  LOG_LEVEL: 'debug, info, warn, error or silent',
  LOG_FORMAT: 'json or text',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'the URL of a collector of traces, e.g. http://127.0.0.1:4318',
  DRAIN_SECONDS: 'the seconds from the signal to stop until the server accepts no more connections, 0 to 60',
  LOCAL_WEBHOOKS: '1 to allow webhooks to this machine, also without TLS, and pages of shops on it, or 0',
  METRICS_TOKEN: 'at least 16 random characters, the token for reading /metrics',
  REQUESTS_AT_ONCE: 'how many logins and unlocks this process answers at once, 10 to 10000',
  RATE_LIMIT_FACTOR: 'a number from 0.1 to 10000 that multiplies every limit',
  KEEP_ORDERS_DAYS: 'a whole number of days from 400 to 36500, or leave it out to keep orders for ever',
  PORT: 'a port number from 0 to 65535',
  HOST: 'an address of this machine without a port, e.g. 127.0.0.1 or 0.0.0.0',
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Parse the environment variables; empty ones count as absent.
 *
 * @throws {SetupError} ERR_ENVIRONMENT with one sentence for each variable that is missing or wrong, never its value.
 */
export function readEnvironment(given: Environment) {
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
  const wrapped = Object.keys(fields.shape).filter((name) => isWrapped(env[name]))
  // The other checks know only what has a right value.
  const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !wrapped.includes(name)))
  const parsed = schema.safeParse(env)
  const wrong = [
    ...wrapped.map(
      (name) => `${name} is wrong: remove the quotes, spaces or line ends at the start and end of its value.`,
    ),
    ...listSchemaProblems({ env, parsed, wrapped }),
    ...listDatabaseProblems(rest),
    ...listChainProblems(rest),
  ]
  const isWrong = (name: string) => wrong.some((problem) => problem.startsWith(`${name} `))
  const problems = [...wrong, ...listUnused(rest).flatMap(({ name, text }) => (isWrong(name) ? [] : [text]))]
  if (parsed.success && problems.length === 0) return parsed.data
  throw new SetupError(
    'ERR_ENVIRONMENT',
    `Some environment variables are missing or wrong.\n${problems.map((problem) => `- ${problem}\n`).join('')}`,
    { hint: 'Set them and start again. docs/configuration.md describes all variables.' },
  )
}

type Parsed = ReturnType<typeof schema.safeParse>

/**
 * Whether a value brings along what stood around it: a container engine keeps the quotes of an env file, and a secret
 * that was made by `echo` ends with a line end. A folder or a secret with these is another one than was meant.
 */
function isWrapped(value: string | undefined): boolean {
  return value !== undefined && (value.trim() !== value || /^["']|["']$/.test(value))
}

type ListSchemaProblemsParameters = {
  readonly env: Environment
  readonly parsed: Parsed
  readonly wrapped: readonly string[]
}

function listSchemaProblems({ env, parsed, wrapped }: ListSchemaProblemsParameters): string[] {
  const wrong = (parsed.error?.issues ?? []).map((issue) => String(issue.path[0]))
  const names = new Set([...wrong, ...listContradictions(env)].filter((name) => !wrapped.includes(name)))
  return [...names].map((name) => `${name} is ${env[name] ? 'wrong' : 'missing'}: set it to ${HINTS[name]}.`)
}

/** Variables that are missing, or wrong beside the others. */
function listContradictions(env: Environment): string[] {
  const missing = ['SHOPIFY_APP_URL', 'SHOPIFY_API_KEY', 'SHOPIFY_API_SECRET'].filter((name) => !env[name])
  // Set all Shopify variables or none. With none the API runs alone and needs PALISADE_URL.
  const standsAlone = missing.length === 3 && env.PALISADE_URL
  const { SHOPIFY_API_SECRET: present, SHOPIFY_API_SECRET_PREVIOUS: previous } = env
  // Equal secrets would hide that nothing was rotated.
  const hidesRotation = previous !== undefined && [undefined, previous].includes(present)
  return [...(standsAlone ? [] : missing), ...(hidesRotation ? ['SHOPIFY_API_SECRET_PREVIOUS'] : [])]
}

function listDatabaseProblems(env: Environment): string[] {
  // One at a time, because the first that is wrong would hide the other.
  const [{ DATABASE_POOL: _, ...url }, pool] = [env, { ...env, DATABASE_URL: 'postgresql://localhost/any' }]
  return [url, pool].flatMap((part) => listFaults(() => readDatabaseSettings({ env: part })))
}

/** Nobody's endpoint. */
const ANOTHER_ENDPOINT = 'https://palisade.invalid'

/** Read each variable alone, because the first that is wrong would hide the others. */
function listChainProblems(env: Environment): string[] {
  const endpointUrls: EndpointUrls = new Map(
    listParts(env, 'RPC_URL_').flatMap((part) => {
      try {
        return [...readEndpoints(part)]
      } catch {
        return []
      }
    }),
  )
  // Beside endpoints that are wrong, its own form alone can be judged.
  const findFirsts = (part: Environment): EndpointUrls => {
    const [chain = ''] = Object.keys(part).map((name) => name.slice('RPC_SECOND_OPINION_'.length))
    const slug = findVariableChain(chain)?.slug
    const isBesideWrong = slug && Boolean(env[`RPC_URL_${chain}`]?.trim()) && !endpointUrls.has(slug)
    return isBesideWrong ? new Map([[slug, [ANOTHER_ENDPOINT]]]) : endpointUrls
  }
  const readers: readonly (readonly [prefix: string, read: (part: Environment) => unknown])[] = [
    ['RPC_URL_', readEndpoints],
    ['RPC_SECOND_OPINION_', (part) => readSecondOpinions({ env: part, endpointUrls: findFirsts(part) })],
    ['DAS_URL_', readDasEndpoints],
    ['ERC1155_FIRST_BLOCK_', readFirstBlocks],
    ['CHAIN_EIP155_', readChainNames],
    ['COIN_DECIMALS_', readCoinDecimals],
    ['MULTICALL3_', readMulticall3],
    ['WALLET_FACTORIES', readWalletFactories],
  ]
  return readers.flatMap(([prefix, read]) =>
    listParts(env, prefix).flatMap((part) => listFaults(() => read(part))),
  )
}

type Unused = { readonly name: string; readonly text: string }

/** Variables that do nothing without another one, which was forgotten or has another name. */
function listUnused(env: Environment): Unused[] {
  const toUnused = (name: string, needed: string): Unused[] =>
    env[needed]?.trim()
      ? []
      : [{ name, text: `${name} does nothing without ${needed}. Set ${needed} too, or remove ${name}.` }]
  const ofChains = ['DAS_URL_', 'ERC1155_FIRST_BLOCK_', 'MULTICALL3_', 'COIN_DECIMALS_'].flatMap((prefix) =>
    Object.keys(env)
      .filter((name) => name.startsWith(prefix))
      .flatMap((name) => toUnused(name, `RPC_URL_${name.slice(prefix.length)}`)),
  )
  const pairs = [
    ['DATABASE_POOL', 'DATABASE_URL'],
    ['BIGCOMMERCE_CLIENT_ID', 'BIGCOMMERCE_CLIENT_SECRET'],
    ['BIGCOMMERCE_CLIENT_SECRET', 'BIGCOMMERCE_CLIENT_ID'],
    ['BIGCOMMERCE_API_URL', 'BIGCOMMERCE_CLIENT_ID'],
    ['BIGCOMMERCE_LOGIN_URL', 'BIGCOMMERCE_CLIENT_ID'],
  ]
  return [
    ...pairs.flatMap(([name = '', needed = '']) => (env[name] === undefined ? [] : toUnused(name, needed))),
    ...ofChains,
  ]
}

function listParts(env: Environment, prefix: string): Environment[] {
  const names = Object.keys(env).filter((name) => name.startsWith(prefix))
  return names.map((name) => ({ [name]: env[name] }))
}

/** Run a reader; returns what it says is wrong. */
function listFaults(read: () => unknown): string[] {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    return [[error.message, error.hint].filter(Boolean).join(' ')]
  }
}

export const env = readEnvironment(process.env)
