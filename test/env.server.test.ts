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
    expect(readEnvironment(good)).toMatchObject({ ...good, DATA_DIR: './.data', RATE_LIMIT_FACTOR: 1 })
  })

  test('behavior: an empty variable counts as one that is not set', () => {
    expect(readEnvironment({ ...good, DATABASE_URL: '', RATE_LIMIT_FACTOR: '' })).toMatchObject({
      RATE_LIMIT_FACTOR: 1,
    })
  })

  test('refuses: what is missing or wrong, all at once and without its value (ERR_ENVIRONMENT)', () => {
    const wrong = { ...good, SHOPIFY_API_KEY: '', PALISADE_SECRET: 'hunter2', RATE_LIMIT_FACTOR: 'many' }
    expect(() => readEnvironment(wrong)).toThrowError(
      expect.objectContaining({
        code: 'ERR_ENVIRONMENT',
        message: expect.stringMatching(/SHOPIFY_API_KEY.*PALISADE_SECRET.*RATE_LIMIT_FACTOR/),
      }),
    )
    expect(() => readEnvironment(wrong)).not.toThrowError(/hunter2|many/)
  })
})
