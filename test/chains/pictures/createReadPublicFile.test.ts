import { describe, expect, test } from 'vitest'
import { createReadPublicFile } from '../../../app/chains/pictures/createReadPublicFile.ts'
import type { PictureRefusal } from '../../../app/chains/pictures/pictureError.ts'
import { startHttp } from '../rpc/startHttp.ts'
import { HOST, startFiles } from './startFiles.ts'

const refusal = (reason: PictureRefusal) => ({ name: 'PictureError', reason })
const read = (url: string, reader = createReadPublicFile({ gateway: null })) =>
  reader({ url: new URL(url), maxBytes: 1_000, deadline: performance.now() + 5_000 })

describe('readPublicFile', () => {
  test('default: the bytes of a file, asked for without a cookie and uncompressed', async () => {
    const { read, asked } = await startFiles(({ headers }, response) => response.end(JSON.stringify(headers)))
    const headers = JSON.parse((await read()).toString())
    expect([headers.host.split(':')[0], headers['accept-encoding'], headers.cookie]).toEqual([
      HOST,
      'identity',
      undefined,
    ])
    expect(asked).toEqual(['/a'])
  })

  test('behavior: a redirect is followed, also to another path', async () => {
    const { read, asked } = await startFiles(({ url }, response) =>
      url === '/a' ? response.writeHead(302, { location: '/b' }).end() : response.end('there'),
    )
    expect([String(await read()), asked]).toEqual(['there', ['/a', '/b']])
  })

  test('behavior: the operator’s own gateway may be private and without TLS', async () => {
    const { url, close } = await startHttp((_request, response) => response.end('content'))
    const reader = createReadPublicFile({ gateway: new URL(url) })
    expect(String(await read(`${url}ipfs/x`, reader))).toBe('content')
    await close()
  })

  test('refuses: a redirect of the gateway to a private address', async () => {
    const { url, close } = await startHttp((_request, response) =>
      response.writeHead(302, { location: 'https://169.254.169.254/latest/meta-data' }).end(),
    )
    const reader = createReadPublicFile({ gateway: new URL(url) })
    await expect(read(`${url}ipfs/x`, reader)).rejects.toMatchObject(refusal('address'))
    await close()
  })

  test.each([
    'http://files.example/a',
    'https://files.example:8443/a',
    'https://user@files.example/a',
    'https://:secret@files.example/a',
    'ftp://files.example/a',
    'file:///etc/passwd',
  ])('refuses: %s, before it asks anybody', async (url) => {
    await expect(read(url)).rejects.toMatchObject(refusal('link'))
  })

  test.each([
    'https://127.0.0.1/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://[::1]/a',
    'https://[::ffff:10.0.0.1]/a',
    'https://169.254.169.254/latest/meta-data',
    // This machine resolves it itself.
    'https://localhost/a',
  ])('refuses: the private address of %s', async (url) => {
    await expect(read(url)).rejects.toMatchObject(refusal('address'))
  })

  test('refuses: a host of which one address is private, without connecting', async () => {
    const addresses = [
      { address: '127.0.0.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]
    const { read, asked } = await startFiles((_request, response) => response.end('secret'), {
      resolve: (_host, _options, found) => found(null, addresses),
    })
    await expect(read()).rejects.toMatchObject(refusal('address'))
    expect(asked).toEqual([])
  })

  test('refuses: a host that is public when it is first asked and private after the redirect', async () => {
    let looks = 0
    const { read, asked } = await startFiles(
      (_request, response) => response.writeHead(301, { location: '/b' }).end(),
      {
        resolve: (_host, _options, found) =>
          found(null, [{ address: looks++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }]),
      },
    )
    await expect(read()).rejects.toMatchObject(refusal('address'))
    expect(asked).toEqual(['/a'])
  })

  test.each(['http://files.example/b', 'https://10.0.0.1/b', 'file:///etc/passwd'])(
    'refuses: a redirect to %s',
    async (location) => {
      const { read } = await startFiles((_request, response) => response.writeHead(307, { location }).end())
      await expect(read()).rejects.toMatchObject({
        name: 'PictureError',
        reason: expect.stringMatching(/^(?:link|address)$/),
      })
    },
  )

  test('refuses: a redirect to nowhere, and more redirects than three', async () => {
    const nowhere = await startFiles((_request, response) =>
      response.writeHead(302, { location: 'https://[' }).end(),
    )
    await expect(nowhere.read()).rejects.toMatchObject(refusal('link'))
    const round = await startFiles((_request, response) => response.writeHead(302, { location: '/a' }).end())
    await expect(round.read()).rejects.toMatchObject(refusal('redirects'))
    expect(round.asked).toHaveLength(4)
  })

  test('refuses: a file that says or turns out to be too large', async () => {
    const said = await startFiles((_request, response) => response.end('x'.repeat(1_001)))
    await expect(said.read()).rejects.toMatchObject(refusal('too-large'))
    const streamed = await startFiles((_request, response) => {
      response.write('x'.repeat(600))
      response.write('x'.repeat(600))
    })
    await expect(streamed.read()).rejects.toMatchObject(refusal('too-large'))
  })

  test('refuses: a server that accepts and says nothing, and one that drips, when the time is over', async () => {
    const silent = await startFiles(() => {})
    await expect(silent.read({ ms: 100 })).rejects.toMatchObject(refusal('slow'))
    const dripping = await startFiles((_request, response) => {
      const timer = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(timer))
    })
    await expect(dripping.read({ ms: 150 })).rejects.toMatchObject(refusal('slow'))
  })

  test('refuses: a compressed answer, which may hold anything', async () => {
    const { read } = await startFiles((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    )
    await expect(read()).rejects.toMatchObject(refusal('kind'))
  })

  test.each([204, 206, 404, 500])('refuses: status %i', async (status) => {
    const { read } = await startFiles((_request, response) => response.writeHead(status).end())
    await expect(read()).rejects.toMatchObject(refusal('status'))
  })

  test('refuses: a host without an address, a lost connection and a certificate of another host', async () => {
    const error = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
    const lost = await startFiles((request) => request.socket.destroy())
    const unknown = await startFiles(() => {}, { resolve: (_host, _options, found) => found(error, []) })
    const other = await startFiles((_request, response) => response.end('x'))
    await expect(lost.read()).rejects.toMatchObject(refusal('connection'))
    await expect(unknown.read()).rejects.toMatchObject(refusal('connection'))
    const wrong = other.read({ url: 'https://other.example/a' })
    await expect(wrong).rejects.toMatchObject(refusal('connection'))
  })
})
