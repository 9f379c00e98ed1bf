import type { LookupAddress } from 'node:dns'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createCheckedLookup } from '../../app/chains/pictures/createCheckedLookup.ts'
import { isPublicAddress } from '../../app/chains/pictures/isPublicAddress.ts'
import { createFetchPage } from '../../app/courier/createFetchPage.ts'
import { makeCertificate } from '../chains/pictures/makeCertificate.ts'

const HOST = 'shop.example'
const { cert, key } = makeCertificate(HOST)

/** Start the host of a shop, to which a name leads that the shop's owner controls. */
async function startHost(
  listener: RequestListener,
  {
    addresses = [{ address: '127.0.0.1', family: 4 }],
    isPublic = (address: string) => address === '127.0.0.1',
  }: { addresses?: LookupAddress[]; isPublic?: (address: string) => boolean } = {},
) {
  const asked: (string | undefined)[] = []
  const server = createServer({ cert, key }, (request, response) => {
    asked.push(request.url)
    listener(request, response)
  })
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const fetchPage = createFetchPage({
    isPublic,
    createLookup: (given) =>
      createCheckedLookup({ ...given, resolve: (_host, _options, found) => found(null, addresses) }),
    allowsLocal: false,
    connect: { ca: cert, port: (server.address() as AddressInfo).port },
    fetch: async (url) => new Response(`as the platform says: ${url}`),
  })
  const read = (url = `https://${HOST}/products/owl`, signal = AbortSignal.timeout(5_000)) =>
    fetchPage(new URL(url), { headers: { accept: 'text/html' }, signal })
  return { asked, read, countConnections: () => connections }
}

test('behavior: a domain of a platform is got as any request to the platform, by https alone', async () => {
  const { read, asked } = await startHost(() => {})
  for (const host of ['owl.myshopify.com', 'store-abc123.mybigcommerce.com']) {
    const page = await read(`https://${host}/products/owl`)
    expect(await page.text()).toBe(`as the platform says: https://${host}/products/owl`)
    await expect(read(`http://${host}/products/owl`)).rejects.toThrow('private network')
    await expect(read(`https://${host}.evil.example/`).catch(() => 'refused')).resolves.toBe('refused')
  }
  expect(asked).toEqual([])
})

test.each([
  [false, 'private network'],
  [true, null],
])('behavior: a page of this machine, if the operator allows them: %s', async (allowsLocal, refusal) => {
  const fetchPage = createFetchPage({
    ...{ isPublic: isPublicAddress, createLookup: createCheckedLookup, allowsLocal },
    fetch: async () => new Response('here'),
  })
  const read = () =>
    fetchPage(new URL('http://127.0.0.1:4001/'), { headers: {}, signal: AbortSignal.timeout(5_000) })
  if (refusal) await expect(read()).rejects.toThrow(refusal)
  else expect(await (await read()).text()).toBe('here')
})

test('default: a page, its status and where it leads', async () => {
  const { read, asked } = await startHost((request, response) => {
    expect(request.headers).toMatchObject({ accept: 'text/html', 'accept-encoding': 'identity' })
    if (request.url === '/moved') response.writeHead(301, { location: '/en' }).end()
    else response.end('<html></html>')
  })
  const page = await read()
  expect([page.status, page.ok, await page.text()]).toEqual([200, true, '<html></html>'])
  const moved = await read(`https://${HOST}/moved`)
  expect([moved.status, moved.headers.get('location')]).toEqual([301, '/en'])
  expect(asked).toEqual(['/products/owl', '/moved'])
})

test.each([
  ['in a private network', [{ address: '10.0.0.7', family: 4 }]],
  ['of the machine itself', [{ address: '127.0.0.1', family: 4 }]],
  [
    'of both',
    [
      { address: '93.184.216.34', family: 4 },
      { address: '169.254.169.254', family: 4 },
    ],
  ],
])('refuses: a domain whose owner lets it lead to an address %s', async (_, addresses) => {
  const { read, countConnections } = await startHost(() => {}, { addresses, isPublic: isPublicAddress })
  await expect(read()).rejects.toThrow('private network')
  expect(countConnections()).toBe(0)
})

test.each([
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://10.0.0.7/',
  `http://${HOST}/`,
  `https://${HOST}:8443/`,
])('refuses: %s, without a look-up', async (url) => {
  const { read, countConnections } = await startHost(() => {}, { isPublic: isPublicAddress })
  await expect(read(url)).rejects.toThrow('private network')
  expect(countConnections()).toBe(0)
})

test('refuses: what is compressed, a status that none is, and who does not answer in time', async () => {
  const { read } = await startHost((request, response) => {
    if (request.url === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'))
    if (request.url === '/999') response.writeHead(999).end()
    if (request.url === '/204') response.writeHead(204).end()
  })
  await expect(read(`https://${HOST}/gzip`)).rejects.toThrow('not asked for')
  await expect(read(`https://${HOST}/999`)).rejects.toThrow('not asked for')
  expect((await read(`https://${HOST}/204`)).body).toBeNull()
  await expect(read(`https://${HOST}/silent`, AbortSignal.timeout(200))).rejects.toThrow()
})
