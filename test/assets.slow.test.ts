import { readdir, readFile, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../scripts/buildApp.ts'
import { type OpenServer, openServer } from './openServer.ts'

let server: OpenServer
let name: string
let bytes: Buffer
beforeAll(async () => {
  await buildApp()
  server = await openServer()
  const names = (await readdir('build/client/assets')).filter((one) => one.endsWith('.js'))
  const sizes = await Promise.all(names.map(async (one) => (await stat(`build/client/assets/${one}`)).size))
  name = names[sizes.indexOf(Math.max(...sizes))] ?? ''
  bytes = await readFile(`build/client/assets/${name}`)
})
afterAll(() => server?.close())

type Told = {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: Buffer
}

/** Ask without the decompression of `fetch`. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Told> {
  return new Promise((resolve, reject) => {
    const sent = request(server.origin + path, { method, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      )
    })
    sent.on('error', reject).end()
  })
}

describe('an asset of the admin', () => {
  test.each([
    { accept: 'gzip, deflate, br', encoding: 'br', open: brotliDecompressSync },
    { accept: 'gzip, deflate', encoding: 'gzip', open: gunzipSync },
    { accept: '', encoding: undefined, open: (body: Buffer) => body },
    { accept: 'br;q=0', encoding: undefined, open: (body: Buffer) => body },
  ])(
    'behavior: for Accept-Encoding "$accept" it is sent as $encoding',
    async ({ accept, encoding, open }) => {
      const { status, headers, body } = await ask(`/assets/${name}`, { 'accept-encoding': accept })
      expect(status).toBe(200)
      expect(headers['content-encoding']).toBe(encoding)
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(headers.vary).toBe('Accept-Encoding')
      expect(headers['content-type']).toMatch(/^text\/javascript/)
      expect(headers['content-length']).toBe(String(body.length))
      expect(open(body).equals(bytes)).toBe(true)
      if (encoding) expect(body.length).toBeLessThan(bytes.length / 2)
    },
  )

  test('behavior: a browser that has it gets 304 without a body, for its own encoding alone', async () => {
    const br = { 'accept-encoding': 'br' }
    const { etag } = (await ask(`/assets/${name}`, br)).headers
    const known = await ask(`/assets/${name}`, { ...br, 'if-none-match': `W/"other", ${etag}` })
    expect(known).toMatchObject({ status: 304, headers: { etag, vary: 'Accept-Encoding' } })
    expect(known.headers['cache-control']).toContain('immutable')
    expect(known.body).toHaveLength(0)
    expect((await ask(`/assets/${name}`, { 'if-none-match': String(etag) })).status).toBe(200)
  })

  test('behavior: HEAD has the headers alone, and a range gets the whole file', async () => {
    const head = await ask(`/assets/${name}`, { 'accept-encoding': 'br' }, 'HEAD')
    expect(head).toMatchObject({ status: 200, headers: { 'content-encoding': 'br' } })
    expect(head.body).toHaveLength(0)
    for (const range of ['bytes=0-9', 'bytes=-5', 'bytes=999999999-']) {
      const { status, body } = await ask(`/assets/${name}`, { range })
      expect([status, body.equals(bytes)]).toEqual([200, true])
    }
  })

  test('refuses: a compressed file by its own name, and a missing asset', async () => {
    for (const path of [`/assets/${name}.br`, `/assets/${name}.gz`, '/assets/none.js'])
      expect((await ask(path, { 'accept-encoding': 'br' })).status, path).toBe(404)
  })

  test('behavior: downloads that end early leave no file open', async () => {
    const countOpen = async () => (await readdir(`/proc/${server.pid}/fd`)).length
    const before = await countOpen()
    for (let i = 0; i < 50; i++) {
      await new Promise<void>((resolve) => {
        const sent = request(`${server.origin}/assets/${name}`, (answer) =>
          answer.once('data', () => sent.destroy()),
        )
        sent.once('close', resolve).end()
      })
      const { etag } = (await ask(`/assets/${name}`)).headers
      await ask(`/assets/${name}`, { 'if-none-match': String(etag) })
    }
    await expect.poll(countOpen).toBeLessThan(before + 10)
  })
})

describe('other answers', () => {
  test('behavior: the browser client is compressed, for sites of any origin, for an hour', async () => {
    const { status, headers } = await ask('/palisade.js', { 'accept-encoding': 'br' })
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-encoding': 'br',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=3600',
    })
  })

  test('behavior: the API is not compressed', async () => {
    const { status, headers } = await ask('/api/v1/openapi.json', { 'accept-encoding': 'gzip, br' })
    expect(status).toBe(200)
    expect(headers['content-encoding']).toBeUndefined()
  })
})
