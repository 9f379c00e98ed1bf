import decodeQR from 'qr/decode.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languages } from '../../app/core/text/languages.ts'
import { DIALOG_WORDS } from '../../app/picket/words/dialogWords.ts'
import { expectRefusal } from './expectRefusal.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic } from './signLogin.ts'

let api: OpenedApi
let project: ApiProject
beforeAll(async () => {
  api = await openApi({ limitFactor: 1 })
  project = await api.makeProject({ allowedDomains: ['harbor.example'] })
})
afterAll(() => api?.close())

const draw = (page: unknown, origin?: string) =>
  api.call({
    path: '/qr',
    body: { page },
    headers: { ...basic(project.publishableKey), ...(origin ? { origin } : {}) },
  })

/** Read a code as a camera would, four pixels a module. */
function readCode({ size, path }: { size: number; path: string }): string {
  const side = size * 4
  const data = new Uint8Array(side * side * 4).fill(255)
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = 0; row < 4; row += 1) {
      const start = ((Number(y) * 4 + row) * side + Number(x) * 4) * 4
      for (let at = start; at < start + Number(length) * 16; at += 4) data.fill(0, at, at + 3)
    }
  }
  return decodeQR({ width: side, height: side, data })
}

describe('POST qr', () => {
  test('default: a phone reads the page’s URL again', async () => {
    const page = 'https://harbor.example/drop?id=7'
    const answer = await draw(page, 'https://harbor.example')
    expect(answer.status).toBe(200)
    expect(readCode(answer.json as { size: number; path: string })).toBe(page)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test.each(['https://evil.example/', 'https://harbor.example@evil.example/', 'WIFI:S:x;;', 7, null])(
    'refuses: a code of %j (ERR_BODY_INVALID)',
    async (page) => {
      expectRefusal({ answer: await draw(page), status: 400, error: 'ERR_BODY_INVALID' })
    },
  )

  test('refuses: a page of another site that asks with the key (ERR_SITE_FORBIDDEN)', async () => {
    const answer = await draw('https://harbor.example/', 'https://evil.example')
    expectRefusal({ answer, status: 403, error: 'ERR_SITE_FORBIDDEN' })
  })

  test('refuses: a caller without a key (ERR_KEY_MISSING), and one who asks too often (ERR_RATE_LIMITED)', async () => {
    const body = { page: 'https://harbor.example/' }
    const nobody = await api.call({ path: '/qr', body })
    expectRefusal({ answer: nobody, status: 401, error: 'ERR_KEY_MISSING' })
    const other = await api.makeProject({ allowedDomains: ['harbor.example'] })
    const ask = () => api.call({ path: '/qr', body, headers: basic(other.publishableKey) })
    let answer = await ask()
    // A minute may end meanwhile, and with it the count.
    for (let count = 1; answer.status === 200 && count < 2_000; count += 1) answer = await ask()
    expectRefusal({ answer, status: 429, error: 'ERR_RATE_LIMITED' })
  })
})

describe('GET texts', () => {
  const read = (locale: string) => api.call({ method: 'GET', path: `/texts/${locale}` })

  test.each(languages)('default: %s, readable by every site and cached', async (language) => {
    const answer = await read(language)
    const dir = ['ar', 'he'].includes(language) ? 'rtl' : 'ltr'
    expect(answer.json).toEqual({ language, dir, texts: DIALOG_WORDS[language] })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=86400')
  })

  test.each([
    ['de-AT', 'de'],
    ['sv', 'en'],
    ['__proto__', 'en'],
  ])('behavior: %s answers %s', async (locale, language) => {
    expect((await read(locale)).json.language).toBe(language)
  })

  test('refuses: a POST (ERR_METHOD)', async () => {
    expectRefusal({
      answer: await api.call({ path: '/texts/de', body: {} }),
      status: 405,
      error: 'ERR_METHOD',
    })
  })
})
