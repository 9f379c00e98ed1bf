import { expect, test } from 'vitest'
import { createMethodCheck } from '../app/createMethodCheck.ts'

const page = { module: {} }
const taker = { module: { action: () => null } }
const routes = {
  root: { id: 'root', path: '', ...page },
  'routes/app': { id: 'routes/app', parentId: 'root', path: 'app', ...page },
  'routes/app._index': { id: 'routes/app._index', parentId: 'routes/app', index: true, ...page },
  'routes/app.orders': { id: 'routes/app.orders', parentId: 'routes/app', path: 'orders', ...page },
  'routes/app.gates.$number': {
    id: 'routes/app.gates.$number',
    parentId: 'routes/app',
    path: 'gates/:number',
    ...taker,
  },
}
const check = createMethodCheck({ routes })
const ask = (method: string, path: string) => check({ method, url: `https://app.example${path}` })

test('default: what a page takes goes on, and so does every reading', () => {
  for (const path of ['/app/gates/7', '/app/gates/7.data?x=1']) expect(ask('POST', path)).toBeNull()
  for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(ask(method, '/app/orders')).toBeNull()
})

test('refuses: a method that nobody knows, wherever it is sent', () => {
  for (const path of ['/app/gates/7', '/app', '/nothing']) expect(ask('TRACE', path)?.status).toBe(405)
})

test.each([
  '/app',
  '/app?index',
  '/app.data',
  '/_root.data',
  '/app/orders',
  '/app/orders.data',
  '/nothing',
  '/',
])('refuses: a change of %s, which takes none, with a code (405)', async (path) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const answer = ask(method, path)
    expect([answer?.status, answer?.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect(await answer?.json()).toMatchObject({
      code: 'ERR_METHOD',
      msg: expect.stringContaining('No page answers this method.'),
    })
  }
})
