import { expect, test } from 'vitest'
import { toSource } from '../../../app/chains/pictures/toSource.ts'

const CID = 'QmeSjSinHpPnmXmspMjwiXyN6zS4E9zccariGR3jxcaWtq'
const gateway = new URL('https://ipfs.example')
const open = (link: string, over: object = {}) => {
  const source = toSource({ link, gateway, usesWeb: true, ...over })
  return source.kind === 'url' ? source.url.href : source.bytes.toString()
}

test.each([
  ['data:text/plain,a%20b', 'a b'],
  ['data:application/json;base64,eyJhIjoxfQ==', '{"a":1}'],
  // Contracts leave out escapes.
  ['data:application/json;utf8,{"a":"100% %23"}', '{"a":"100% %23"}'],
  ["data:image/svg+xml;utf8,<svg fill='#fff' width='100%'/>", "<svg fill='#fff' width='100%'/>"],
  ['https://host.example/1.json', 'https://host.example/1.json'],
  [` ipfs://${CID}/1 `, `https://ipfs.example/ipfs/${CID}/1`],
  [`ipfs://ipfs/${CID}`, `https://ipfs.example/ipfs/${CID}`],
  ['ar://abc/1.json', 'https://arweave.net/abc/1.json'],
])('default: %s', (link, expected) => expect(open(link)).toBe(expected))

test.each([
  ...['', 'x', 'http://host.example/1', 'ftp://host.example/1', 'file:///etc/passwd', 'javascript:alert(1)'],
  ...[
    'data:text/plain',
    'ipfs://short',
    `ipfs://${CID}/../../api/v0/shutdown`,
    `ipfs://${CID}/%2e%2e/%2e%2e/api`,
  ],
])('refuses: %s', (link) => {
  expect(() => open(link)).toThrow(expect.objectContaining({ reason: 'link' }))
})

test('refuses: an ipfs: link without a gateway', () => {
  expect(() => open(`ipfs://${CID}`, { gateway: null })).toThrow(
    expect.objectContaining({ reason: 'no-gateway' }),
  )
})

test('refuses: every host if the operator wants none asked, but no data that is on the chain', () => {
  for (const link of [`ipfs://${CID}`, 'https://host.example/1', 'ar://abc'])
    expect(() => open(link, { usesWeb: false })).toThrow(expect.objectContaining({ reason: 'web-off' }))
  expect(open('data:,x', { usesWeb: false })).toBe('x')
})
