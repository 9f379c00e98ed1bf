import { z } from 'zod'
import { SetupError } from './core/errors/base.ts'

const schema = z
  .object({
    SHOPIFY_APP_URL: z.url().optional(),
    SHOPIFY_API_KEY: z.string().min(1).optional(),
    SHOPIFY_API_SECRET: z.string().min(8).optional(),
    SHOPIFY_API_SECRET_PREVIOUS: z.string().min(8).optional(),
    PALISADE_SECRET: z.string().min(32),
    PALISADE_URL: z.url({ protocol: /^https?$/ }).optional(),
    APP_BRIDGE_URL: z.url().optional(),
    DATABASE_URL: z.string().min(1).optional(),
    DATA_DIR: z.string().min(1).default('./.data'),
    RATE_LIMIT_FACTOR: z.coerce.number().min(0.1).max(10_000).default(1),
    BALANCE_CACHE_SECONDS: z.coerce.number().int().min(0).max(300).default(15),
    ENS_GATEWAYS: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(z.url({ protocol: /^https$/ })).max(16))
      .default([]),
    METRICS_TOKEN: z.string().min(16).optional(),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(8).default(0),
    SHOPIFY_PROXIES: z.coerce.number().int().min(0).max(8).optional(),
  })
  .transform(({ SHOPIFY_APP_URL, SHOPIFY_API_KEY, SHOPIFY_API_SECRET, PALISADE_URL, ...given }, ctx) => {
    const { SHOPIFY_API_SECRET_PREVIOUS: previousSecret, ...rest } = given
    const shopify = { SHOPIFY_APP_URL, SHOPIFY_API_KEY, SHOPIFY_API_SECRET }
    const missing = Object.entries(shopify).flatMap(([name, value]) => (value === undefined ? [name] : []))
    // Set all Shopify variables or none. With none the API runs alone and needs PALISADE_URL.
    const standsAlone = missing.length === 3 && PALISADE_URL !== undefined
    if (!standsAlone)
      for (const name of missing) ctx.addIssue({ code: 'custom', path: [name], message: 'missing' })
    // The previous secret must differ from the present one: equal secrets would hide that nothing was rotated.
    if (previousSecret !== undefined && [undefined, previousSecret].includes(SHOPIFY_API_SECRET)) {
      ctx.addIssue({ code: 'custom', path: ['SHOPIFY_API_SECRET_PREVIOUS'], message: 'the same' })
    }
    const url = (PALISADE_URL ?? SHOPIFY_APP_URL ?? '').replace(/\/+$/, '')
    return {
      ...rest,
      PALISADE_URL: url,
      shopify:
        SHOPIFY_APP_URL && SHOPIFY_API_KEY && SHOPIFY_API_SECRET
          ? {
              appUrl: SHOPIFY_APP_URL,
              apiKey: SHOPIFY_API_KEY,
              apiSecret: SHOPIFY_API_SECRET,
              previousSecret,
            }
          : null,
    }
  })

const HINTS: Readonly<Record<string, string>> = {
  SHOPIFY_APP_URL: 'the URL where Shopify reaches this server, e.g. https://palisade.example.com',
  SHOPIFY_API_KEY: 'the client id of the app in the Shopify partner dashboard',
  SHOPIFY_API_SECRET: 'the client secret of the app in the Shopify partner dashboard',
  SHOPIFY_API_SECRET_PREVIOUS:
    'the previous client secret, during a rotation at Shopify; it must differ from SHOPIFY_API_SECRET',
  PALISADE_URL: 'the URL where API clients reach this server, e.g. https://palisade.example.com',
  TRUSTED_PROXIES: 'the number of your own proxies in front of this server, 0 to 8',
  SHOPIFY_PROXIES: 'the number of addresses that Shopify adds after the shopper’s in X-Forwarded-For, 0 to 8',
  BALANCE_CACHE_SECONDS: 'the maximum age of a balance that is only shown, 0 to 300 seconds',
  ENS_GATEWAYS: 'the https URLs of gateways that may resolve ENS names, separated by commas',
  METRICS_TOKEN: 'at least 16 random characters, the token for reading /metrics',
  RATE_LIMIT_FACTOR: 'a number from 0.1 to 10000 that multiplies every limit',
  PALISADE_SECRET: 'at least 32 random characters that never change, e.g. from: openssl rand -hex 32',
}

/**
 * Parse the environment variables; empty ones count as absent.
 *
 * @throws {SetupError} ERR_ENVIRONMENT naming every variable that is missing or wrong, never its value.
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>) {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(set)
  if (parsed.success) return parsed.data
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]
  const wanted = names.map((name) => (HINTS[name] ? `${name} (${HINTS[name]})` : name)).join('; ')
  throw new SetupError('ERR_ENVIRONMENT', `Some environment variables are missing or wrong: ${wanted}.`, {
    hint: 'Set them and start again. docs/configuration.md describes all variables.',
  })
}

export const env = readEnvironment(process.env)
