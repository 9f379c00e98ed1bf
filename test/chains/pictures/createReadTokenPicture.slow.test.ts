import type { RequestListener } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReadTokenPicture } from '../../../app/chains/pictures/createReadTokenPicture.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { ChainSlug, ContractAddress, SolanaAddress } from '../../../app/core/chain/types.ts'
import { type StandInChains, startChains } from '../../standin/chains/startChains.ts'
import { createPatientRpc } from '../rpc/createPatientRpc.ts'
import { openSolana, solana, walletOf } from '../solana/openSolana.ts'
import { PNG, SVG } from './samplePictures.ts'
import { HOST, startFiles } from './startFiles.ts'

const ethereum = parseChainSlug('ethereum')
let standIn: StandInChains
let ledger: Awaited<ReturnType<typeof openSolana>>

beforeAll(async () => {
  ;[standIn, ledger] = await Promise.all([startChains(), openSolana()])
})
afterAll(async () => {
  await Promise.all([standIn?.close(), ledger?.node.close()])
})

const FILES: Readonly<Record<string, string | Buffer>> = {
  '/owls.json': JSON.stringify({ image: `https://${HOST}/owl.png` }),
  '/owl.png': PNG,
  '/page': '<html></html>',
  [`/7${'0'.repeat(63)}.json`]: '{}',
  [`/${'1'.padStart(64, '0')}.json`]: JSON.stringify({ image: `https://${HOST}/owl.png` }),
}
const serve: RequestListener = ({ url = '' }, response) => {
  const file = FILES[url]
  // Whatever a server calls a file does not count.
  response.writeHead(file === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(file)
}

async function openReader(over: { usesWeb?: boolean } = {}) {
  const { asked, readPublicFile } = await startFiles(serve)
  const rpc = createPatientRpc({
    endpointUrls: new Map([
      [ethereum, [standIn.chains.ethereum.rpcUrl]],
      [solana, [ledger.node.rpcUrl]],
    ]),
  })
  const read = createReadTokenPicture({ rpc, readPublicFile, gateway: null, usesWeb: true, ...over })
  return {
    asked,
    read: (contract: string, chain: ChainSlug = ethereum) =>
      read({
        chain,
        contract: (chain === ethereum ? parseEvmAddress(contract) : contract) as ContractAddress,
      }),
  }
}
const deploy = (ofContract: string, ofToken = '', ofMany = '') =>
  standIn.deployers.ethereum.deploy('PicturedToken', [ofContract, ofToken, ofMany])
const png = { type: 'image/png', bytes: PNG }

describe('readTokenPicture', () => {
  test('default: a collection that is drawn on the chain, without asking any host', async () => {
    const { asked, read } = await openReader({ usesWeb: false })
    const picture = await read(standIn.chains.ethereum.contracts.erc721)
    expect([picture?.type, String(picture && Buffer.from(picture.bytes))]).toEqual([
      'image/svg+xml',
      expect.stringMatching(/^<svg .*fill='#141b3c'/),
    ])
    expect(asked).toEqual([])
  })

  test('behavior: the picture of the collection’s metadata at a host', async () => {
    const { asked, read } = await openReader()
    expect(await read(await deploy(`https://${HOST}/owls.json`))).toEqual(png)
    expect(asked).toEqual(['/owls.json', '/owl.png'])
  })

  test('behavior: the first token’s, of an ERC-721 and of an ERC-1155 by its padded id', async () => {
    const { read } = await openReader()
    expect(await read(await deploy('', `https://${HOST}/owls.json`))).toEqual(png)
    expect(await read(await deploy('', '', `https://${HOST}/{id}.json`))).toEqual(png)
  })

  test('behavior: metadata that is longer than one answer, and a link to the picture itself', async () => {
    const { read } = await openReader()
    const image = `data:image/svg+xml;base64,${Buffer.from(SVG).toString('base64')}`
    const long = JSON.stringify({ description: 'x'.repeat(20_000), image })
    const metadata = `data:application/json;base64,${Buffer.from(long).toString('base64')}`
    expect(await read(await deploy(metadata))).toEqual({ type: 'image/svg+xml', bytes: Buffer.from(SVG) })
    expect(await read(await deploy(`https://${HOST}/owl.png`))).toEqual(png)
  })

  test('behavior: the next link, if one leads to no picture', async () => {
    const { asked, read } = await openReader()
    expect(await read(await deploy(`https://${HOST}/page`, `https://${HOST}/owls.json`))).toEqual(png)
    expect(asked).toEqual(['/page', '/owls.json', '/owl.png'])
  })

  test('behavior: the metadata of a mint on Solana', async () => {
    const { read } = await openReader()
    const owner = walletOf('owner')
    const uri = `https://${HOST}/owls.json`
    const mint = ledger.issuer.issueNft({ seed: 'pictured', owner, name: 'Pictured', uri })
    expect(await read(mint as SolanaAddress, solana)).toEqual(png)
    const bare = ledger.issuer.issueNft({ seed: 'bare', owner, name: 'Bare' })
    expect(await read(bare as SolanaAddress, solana)).toBe(null)
  })

  test('refuses: a link that leads to a page, nowhere, or into a private network', async () => {
    const { read } = await openReader()
    const links = ['page', 'missing'].map((file) => `https://${HOST}/${file}`)
    for (const link of [
      ...links,
      'https://169.254.169.254/',
      'ipfs://x',
      'http://files.example/owls.json',
      '{}',
    ])
      expect([link, await read(await deploy(link))]).toEqual([link, null])
  })

  test('refuses: metadata that names a picture in a private network', async () => {
    const { read } = await openReader()
    const metadata = `data:application/json,${JSON.stringify({ image: 'https://10.0.0.1/owl.png' })}`
    expect(await read(await deploy(metadata))).toBe(null)
  })

  test('refuses: every host, if the operator wants none asked', async () => {
    const { asked, read } = await openReader({ usesWeb: false })
    expect(await read(await deploy(`https://${HOST}/owls.json`))).toBe(null)
    expect(asked).toEqual([])
  })

  test('behavior: a coin without metadata, and an address without code, have none', async () => {
    const { read } = await openReader()
    expect(await read(standIn.chains.ethereum.contracts.erc20)).toBe(null)
    expect(await read(`0x${'7'.repeat(40)}`)).toBe(null)
  })

  test('behavior: a chain that does not answer gives none', async () => {
    const rpc = createPatientRpc({ endpointUrls: new Map([[ethereum, ['http://127.0.0.1:1']]]) })
    const { readPublicFile } = await startFiles(serve)
    const read = createReadTokenPicture({ rpc, readPublicFile, gateway: null, usesWeb: true })
    expect(await read({ chain: ethereum, contract: parseEvmAddress(`0x${'7'.repeat(40)}`) })).toBe(null)
  })
})
