import { describe, expect, test } from 'vitest'
import type { CartAccess } from '../../../client/storefront/types.ts'
import { writeProofs } from '../../../client/storefront/writeProofs.ts'
import { LINE, openCart } from './openCart.ts'

/* Proofs in a cart of the stand-in's Storefront API, which Shopify's published schema judges. */
const MAC = 'a'.repeat(32)
const proof = `p1~c~x~${MAC}`
const lineProofs = [{ ...LINE, proof: `p1~l~x~${MAC}` }]
const asked = { products: { [LINE.productId]: [7] }, isDecided: () => true }
const OTHERS = [
  { key: 'gift', value: 'yes' },
  { key: 'empty', value: '' },
]
const MONOGRAM = { key: 'Monogram', value: 'A' }
const toProof = (value: string) => ({ key: '_palisade', value })

describe('writeProofs', () => {
  test('default: the cart and its line get their proofs, and what others wrote stays', async () => {
    const { cart } = await openCart()
    const written = await writeProofs({ cart, proof, lineProofs, asked })
    expect(written?.attributes).toEqual([...OTHERS, toProof(proof)])
    expect(written?.lines).toMatchObject([
      { ...LINE, quantity: 1, attributes: [MONOGRAM, toProof(lineProofs[0]?.proof ?? '')] },
    ])
    expect(await cart.read()).toEqual(written)
  })

  test('behavior: a cart that is right already is read once and not written', async () => {
    const { cart, open, send } = await openCart()
    await writeProofs({ cart, proof, lineProofs, asked })
    const sent: string[] = []
    const watched = open({
      fetch: async (input, init) => {
        sent.push(`${init?.body}`.includes('mutation') ? 'write' : 'read')
        return send(input, init)
      },
    })
    await writeProofs({ cart: watched, proof, lineProofs, asked })
    expect(sent).toEqual(['read'])
  })

  test('behavior: proofs are removed again, also where the shop merges attributes', async () => {
    for (const [knob, left] of [
      ['replaced', OTHERS],
      ['merged', [...OTHERS, toProof('')]],
    ] as const) {
      const { cart, opened } = await openCart()
      opened.shop.knobs.cartAttributes = knob
      await writeProofs({ cart, proof, lineProofs, asked })
      const removed = await writeProofs({ cart, proof: null, lineProofs: [] })
      expect(removed?.attributes).toEqual(left)
      expect(removed?.lines).toMatchObject([{ attributes: [MONOGRAM] }])
    }
  })

  test('behavior: codes of others stay, and ours are replaced', async () => {
    const { cart, id } = await openCart()
    await cart.setCodes(id, ['SUMMER', 'OLD'])
    const written = await writeProofs({
      cart,
      proof: null,
      lineProofs: [],
      codes: ['NEW'],
      oldCodes: ['OLD'],
    })
    expect(written?.discountCodes).toEqual(['SUMMER', 'NEW'])
  })

  test('behavior: two tabs that write at once take turns, and neither loses the other’s attributes', async () => {
    const { cart, open, id } = await openCart()
    const other = open()
    const add = async (key: string, access: CartAccess) => {
      const before = await access.read()
      await access.setAttributes(id, [...(before?.attributes ?? []), { key, value: '1' }])
    }
    await Promise.all([
      writeProofs({ cart, proof, lineProofs, asked }),
      writeProofs({ cart: other, proof, lineProofs, asked }),
    ])
    await add('note', other)
    const written = await writeProofs({ cart, proof: `${proof}0`.slice(1), lineProofs, asked })
    expect(written?.attributes.map(({ key }) => key)).toEqual(['gift', 'empty', 'note', '_palisade'])
  })

  /** Another program that reads before our write, and writes what it read after it. */
  async function openRace({ times }: { times: number }) {
    const { cart, open, id } = await openCart()
    const other = open()
    let left = times
    const racing: CartAccess = {
      ...cart,
      setAttributes: async (...change) => {
        const seen = await other.read()
        const answer = await cart.setAttributes(...change)
        left -= 1
        if (left >= 0)
          await other.setAttributes(id, [...(seen?.attributes ?? []), { key: `note${left}`, value: '1' }])
        return answer
      },
    }
    return { cart, racing }
  }

  test('behavior: a proof that another program overwrites is written again, and its attribute stays', async () => {
    const { cart, racing } = await openRace({ times: 2 })
    await writeProofs({ cart: racing, proof, lineProofs, asked })
    const attributes = (await cart.read())?.attributes ?? []
    expect(attributes).toContainEqual(toProof(proof))
    expect(attributes.map(({ key }) => key)).toEqual(expect.arrayContaining(['gift', 'note0', 'note1']))
  })

  test('refuses: a proof that is overwritten three times (ERR_CART_RACE)', async () => {
    const { racing } = await openRace({ times: 9 })
    await expect(writeProofs({ cart: racing, proof, lineProofs, asked })).rejects.toMatchObject({
      code: 'ERR_CART_RACE',
      message: expect.stringMatching(/Renew the gates/),
    })
  })

  test('behavior: a shop that refuses the long attribute still takes the line’s own proof', async () => {
    const { cart, opened } = await openCart()
    opened.shop.knobs.attributeLength = 'refused'
    const long = `p1~c~${'x'.repeat(200)}~${MAC}`
    const written = await writeProofs({ cart, proof: long, lineProofs, asked })
    expect(written?.attributes).toEqual(OTHERS)
    expect(written?.lines[0]?.attributes).toContainEqual(toProof(lineProofs[0]?.proof ?? ''))
    await expect(writeProofs({ cart, proof: long, lineProofs: [], asked })).rejects.toMatchObject({
      code: 'ERR_CART_REFUSED',
    })
  })

  test('behavior: without a cart nothing is written', async () => {
    const { open } = await openCart()
    expect(await writeProofs({ cart: open({ findCartId: () => null }), proof, lineProofs })).toBeNull()
  })
})
