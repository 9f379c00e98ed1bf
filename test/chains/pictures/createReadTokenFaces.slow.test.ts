import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReadTokenFaces } from '../../../app/chains/pictures/createReadTokenFaces.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import { listTokenPlaces } from '../../../app/core/redemption/tokenChoice.ts'
import { type StandInChains, startChains } from '../../standin/chains/startChains.ts'
import { createPatientRpc } from '../rpc/createPatientRpc.ts'
import { openSolana, solana, walletOf } from '../solana/openSolana.ts'

/* What tokens look like by their own contracts, on real nodes. No host is asked: there is none here to ask. */
const ethereum = parseChainSlug('ethereum')
let standIn: StandInChains
let ledger: Awaited<ReturnType<typeof openSolana>>
let read: ReturnType<typeof createReadTokenFaces>

beforeAll(async () => {
  ;[standIn, ledger] = await Promise.all([startChains(), openSolana()])
  const endpointUrls = new Map([
    [ethereum, [standIn.chains.ethereum.rpcUrl]],
    [solana, [ledger.node.rpcUrl]],
  ])
  read = createReadTokenFaces({ rpc: createPatientRpc({ endpointUrls }) })
})
afterAll(async () => {
  await Promise.all([standIn?.close(), ledger?.node.close()])
})

const keyOf = (contract: string, id: number) => `ethereum:${parseEvmAddress(contract)}:${id}`
const look = async (...keys: readonly string[]) => {
  const faces = await read({ tokens: listTokenPlaces(keys) })
  return keys.map((key) => faces.get(key) ?? null)
}
/** A contract whose token 0 has some metadata. */
const deploy = (link: string) => standIn.deployers.ethereum.deploy('PicturedToken', ['', link, ''])
const hold = (metadata: unknown) =>
  `data:application/json;base64,${Buffer.from(JSON.stringify(metadata)).toString('base64')}`

test('default: the name and the picture that a contract draws, of each token', async () => {
  const owls = standIn.chains.ethereum.contracts.erc721
  const [seven, other, missing] = await look(keyOf(owls, 7), keyOf(owls, 1180), keyOf(owls, 5))
  expect([seven?.name, other?.name, missing]).toEqual(['Night Owl #7', 'Night Owl #1180', null])
  const [head, body] = `${seven?.picture}`.split(',')
  expect(head).toBe('data:image/svg+xml;base64')
  expect(Buffer.from(`${body}`, 'base64').toString()).toMatch(/^<svg .*fill='#3c2a14'/)
  expect(other?.picture).not.toBe(seven?.picture)
})

test('default: the name of a mint on Solana', async () => {
  const mint = ledger.issuer.issueNft({ seed: 'faced', owner: walletOf('owner'), name: 'Sun Owl #3' })
  expect(await look(`solana:${mint}`)).toEqual([{ name: 'Sun Owl #3', picture: null }])
})

test('refuses: links to hosts, drawings that do more than draw, and what is no metadata', async () => {
  const draw = (svg: string) => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  const cases: readonly (readonly [link: string, expected: unknown])[] = [
    ['https://metadata.example/0.json', null],
    ['ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi/0', null],
    ['data:application/json,no metadata', null],
    [hold({ name: 7, image: 'https://pictures.example/0.png' }), { name: '7', picture: null }],
    [hold({ name: 'Plain', image: 'https://pictures.example/0.png' }), { name: 'Plain', picture: null }],
    [
      hold({
        name: 'Run',
        image: draw('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      }),
      { name: 'Run', picture: null },
    ],
    [
      hold({
        name: 'Large',
        image: draw(`<svg xmlns="http://www.w3.org/2000/svg"><title>${'x'.repeat(20_100)}</title></svg>`),
      }),
      { name: 'Large', picture: null },
    ],
    [hold({ name: '\u202eesrever', image: 'no link' }), null],
  ]
  for (const [link, expected] of cases) {
    const contract = await deploy(link)
    expect(await look(keyOf(contract, 0)), link.slice(0, 60)).toEqual([expected])
  }
})

test('behavior: a chain that cannot be read leaves the others', async () => {
  const owls = standIn.chains.ethereum.contracts.erc721
  const elsewhere = `polygon:${parseEvmAddress(owls)}:7`
  expect(await look(elsewhere, keyOf(owls, 7))).toEqual([
    null,
    expect.objectContaining({ name: 'Night Owl #7' }),
  ])
})
