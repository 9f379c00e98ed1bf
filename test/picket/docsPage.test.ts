import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeOpenApi } from '../../app/picket/describe/composeOpenApi.ts'
import { listEndpoints } from '../../app/picket/describe/listEndpoints.ts'
import { renderDocs } from '../../app/picket/describe/page/renderDocs.ts'
import { type OpenedApi, openApi } from './openApi.ts'

const ISSUER = 'https://palisade.example/api/v1'
let api: OpenedApi
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api?.close())

describe('the page for developers', () => {
  let page: string
  beforeAll(async () => {
    const answer = await api.fetch(new Request('https://palisade.example/api/docs'))
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    page = await answer.text()
  })

  test('default: it names every endpoint and the base URL of this server', () => {
    expect(page).toContain(`<code>${ISSUER}</code>`)
    for (const { id } of listEndpoints()) expect(page).toContain(`<article id="${id}">`)
  })

  test('behavior: every internal link leads to an anchor', () => {
    const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map((match) => match[1])
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1])
    expect(anchors.filter((anchor) => !ids.includes(anchor))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('behavior: it runs no script and loads nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|@import|url\(|\son\w+=/i)
  })

  test('behavior: a URL that contains HTML is shown as text', async () => {
    const issuer = 'https://palisade.example/"><b>x</b>'
    expect(await renderDocs(await composeOpenApi({ issuer }))).not.toContain('<b>x</b>')
  })

  test.each(['/api/docs', '/api/v1/openapi.json'])(
    'refuses: another method at %s (ERR_METHOD)',
    async (path) => {
      const answer = await api.fetch(new Request(`https://palisade.example${path}`, { method: 'POST' }))
      expect(answer.status).toBe(405)
      expect(await answer.json()).toMatchObject({ error: 'ERR_METHOD' })
    },
  )
})
