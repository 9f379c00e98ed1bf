import { describe, expect, test, vi } from 'vitest'

const good = {
  SHOPIFY_APP_URL: 'https://palisade.example.com',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'a secret of shopify',
  PALISADE_SECRET: 'x'.repeat(32),
}
for (const [name, value] of Object.entries(good)) vi.stubEnv(name, value)
const { readEnvironment } = await import('../app/env.server.ts')

describe('readEnvironment', () => {
  test('default', () => {
    expect(readEnvironment(good)).toMatchObject({
      PALISADE_SECRET: good.PALISADE_SECRET,
      PALISADE_URL: good.SHOPIFY_APP_URL,
      DATA_DIR: './.data',
      RATE_LIMIT_FACTOR: 1,
      TRUSTED_PROXIES: 0,
      shopify: { appUrl: good.SHOPIFY_APP_URL, apiKey: 'key', apiSecret: good.SHOPIFY_API_SECRET },
    })
  })

  test('behavior: the API runs without Shopify if its URL is set; a partial Shopify configuration is an error', () => {
    const alone = { PALISADE_SECRET: good.PALISADE_SECRET, PALISADE_URL: 'https://api.example.com/' }
    expect(readEnvironment(alone)).toMatchObject({ PALISADE_URL: 'https://api.example.com', shopify: null })
    const half = { ...alone, SHOPIFY_API_KEY: 'key' }
    expect(() => readEnvironment(half)).toThrowError(/SHOPIFY_APP_URL.*SHOPIFY_API_SECRET/)
  })

  test('behavior: the previous secret may be set while Shopify rotates secrets', () => {
    const rotating = { ...good, SHOPIFY_API_SECRET_PREVIOUS: 'the secret before' }
    expect(readEnvironment(rotating).shopify).toMatchObject({ previousSecret: 'the secret before' })
    expect(readEnvironment(good).shopify).toMatchObject({ previousSecret: undefined })
  })

  test.each([
    [{ ...good, SHOPIFY_API_SECRET_PREVIOUS: good.SHOPIFY_API_SECRET }],
    [{ ...good, SHOPIFY_API_SECRET_PREVIOUS: 'short' }],
    [
      {
        PALISADE_SECRET: good.PALISADE_SECRET,
        PALISADE_URL: 'https://api.example.com',
        SHOPIFY_API_SECRET_PREVIOUS: 'the secret before',
      },
    ],
  ])(
    'refuses: a previous secret that equals the current one, is too short or has no current one (ERR_ENVIRONMENT)',
    (env) => {
      expect(() => readEnvironment(env)).toThrowError(/SHOPIFY_API_SECRET_PREVIOUS/)
    },
  )

  test('behavior: an empty variable counts as unset', () => {
    expect(readEnvironment({ ...good, DATABASE_URL: '', RATE_LIMIT_FACTOR: '' })).toMatchObject({
      RATE_LIMIT_FACTOR: 1,
    })
  })

  test('refuses: all missing or wrong variables at once, without their values (ERR_ENVIRONMENT)', () => {
    const wrong = { ...good, SHOPIFY_API_KEY: '', PALISADE_SECRET: 'hunter2', RATE_LIMIT_FACTOR: 'many' }
    expect(() => readEnvironment(wrong)).toThrowError(
      expect.objectContaining({
        code: 'ERR_ENVIRONMENT',
        message: expect.stringMatching(/PALISADE_SECRET.*RATE_LIMIT_FACTOR/),
      }),
    )
    expect(() => readEnvironment(wrong)).not.toThrowError(/hunter2|many/)
    const { SHOPIFY_API_KEY: _, ...missing } = good
    expect(() => readEnvironment(missing)).toThrowError(/SHOPIFY_API_KEY/)
  })
})
