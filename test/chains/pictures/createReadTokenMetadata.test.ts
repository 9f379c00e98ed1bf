import { expect, test } from 'vitest'
import { createReadPublicFile } from '../../../app/chains/pictures/createReadPublicFile.ts'
import { createReadTokenMetadata } from '../../../app/chains/pictures/createReadTokenMetadata.ts'
import { readMetadataPage } from '../../../app/flows/traits/readMetadataPage.ts'
import { startHttp } from '../rpc/startHttp.ts'

const CONTENT = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi'

/** A gateway that has the tokens 1 to 5, of which one is broken and one slow to come. */
async function open(sources = [`ipfs://${CONTENT}/`]) {
  const tries = new Map<string, number>()
  const { url, close } = await startHttp((request, response) => {
    const [, id = ''] = /\/([0-9]+)(?:\.json)?$/.exec(request.url ?? '') ?? []
    tries.set(id, (tries.get(id) ?? 0) + 1)
    if (Number(id) < 1 || Number(id) > 5) return void response.writeHead(404).end()
    if (id === '3') return void response.writeHead(503).end()
    if (id === '4') return void response.end('<html>')
    response.end(JSON.stringify({ attributes: [{ trait_type: 'Fur', value: `Fur ${id}` }] }))
  })
  const gateway = new URL(url)
  const readPublicFile = createReadPublicFile({ gateway })
  const readTokenMetadata = createReadTokenMetadata({ readPublicFile, gateway, sources })
  const read = (address: string, ids: readonly bigint[]) =>
    readMetadataPage({ readTokenMetadata }, { address, ids })
  return { read, readTokenMetadata, close, tries }
}

test('default: tokens come with their traits, ids that do not exist are left out, and others are named', async () => {
  const { read, close, tries } = await open()
  const ids = Array.from({ length: 8 }, (_, i) => BigInt(i))
  const page = await read(`ipfs://${CONTENT}/`, ids)
  const sorted = [...page.tokens].sort((a, b) => Number(a.id) - Number(b.id))
  expect(sorted).toEqual(
    ['1', '2', '5'].map((id) => ({ id, name: null, traits: [{ trait: 'Fur', value: `Fur ${id}` }] })),
  )
  expect([...page.unread].sort()).toEqual(['3', '4'])
  expect(tries.size).toBe(8)
  expect((await read(`ipfs://${CONTENT}/{id}.json`, [1n])).tokens).toHaveLength(1)
  await close()
})

test.each([
  'https://elsewhere.example/',
  'https://127.0.0.1/',
  'file:///etc/passwd',
  'data:application/json,{}',
  'no address at all',
  `ipfs://${CONTENT.replace('bafy', 'bafx')}/`,
  'https://meta.example.com.evil.example/owls/',
  'https://meta.example.com/owls/../secret/',
  'https://meta.example.com/owls/%2e%2e/secret/',
])('refuses: %s, which the operator does not allow (ERR_METADATA_SOURCE)', async (address) => {
  const { read, close, tries } = await open([`ipfs://${CONTENT}/`, 'https://meta.example.com/owls/'])
  await expect(read(address, [1n])).rejects.toMatchObject({ code: 'ERR_METADATA_SOURCE' })
  expect(tries.size).toBe(0)
  await close()
})

test('refuses: every address where the operator allows none (ERR_METADATA_SOURCE)', async () => {
  const { read, close } = await open([])
  await expect(read(`ipfs://${CONTENT}/`, [1n])).rejects.toMatchObject({ code: 'ERR_METADATA_SOURCE' })
  await close()
})
