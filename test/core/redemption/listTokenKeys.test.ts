import { expect, test } from 'vitest'
import { chooseTokenName, listTokenKeys } from '../../../app/core/redemption/listTokenKeys.ts'
import { splitTokenKey } from '../../../app/core/redemption/splitTokenKey.ts'
import { listConditions } from '../../../app/core/requirement/listConditions.ts'
import { parseRequirement } from '../../../app/core/requirement/parseRequirement.ts'
import type { Condition } from '../../../app/core/requirement/types.ts'
import { fc } from '../../random.ts'
import { KIND_SAMPLES } from '../requirement/kindSamples.ts'
import { address, owls, require, solana, solanaAddress } from '../requirement/samples.ts'

const mints: Condition = {
  kind: 'collection',
  chain: solana,
  contract: solanaAddress('A'),
  label: { name: 'Sol Owls', symbol: '' },
  minimum: 1n,
  maximum: null,
}
const list = (of: readonly Condition[], text: string) =>
  listTokenKeys({ requirement: require({ kind: 'any', of }), text }).map(({ key }) => key)
const other = owls({ contract: address('b'), tokenIds: [{ first: 5n, last: 9n }] })

test('default: a number is an id of each contract that counts it, with the name that the gate remembers', () => {
  expect(list([owls(), other, mints], '7')).toEqual([
    `ethereum:${address('a')}:7`,
    `ethereum:${address('b')}:7`,
  ])
  expect(list([owls(), other], '10')).toEqual([`ethereum:${address('a')}:10`])
  expect(listTokenKeys({ requirement: require(owls()), text: '0007' })).toMatchObject([
    { id: '7', contract: address('a'), name: 'Night Owls', chain: 'ethereum' },
  ])
})

test('behavior: a mint is a token on Solana, once, whatever collections the gate asks for', () => {
  const mint = solanaAddress('B')
  const found = listTokenKeys({
    requirement: require({ kind: 'any', of: [owls(), mints, mints] }),
    text: mint,
  })
  expect(found).toEqual([
    { key: `solana:${mint}`, chain: 'solana', contract: null, id: mint, name: 'Sol Owls' },
  ])
})

test('behavior: nothing else is a token, and what a gate only excludes is none', () => {
  const most = (1n << 256n).toString()
  for (const text of ['', ' ', '-1', '1.5', '0x7', '7e3', most, '9'.repeat(200), 'seven', "7' OR 1=1", '٧'])
    expect([text, list([owls(), mints], text)]).toEqual([text, []])
  expect(list([owls()], (BigInt(most) - 1n).toString())).toHaveLength(1)
  const excluded = require({ kind: 'not', of: owls() })
  expect(listTokenKeys({ requirement: excluded, text: '7' })).toEqual([])
})

test('behavior: any id has the key that the ledger splits into its parts', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }), (id) => {
      const [key = ''] = list([owls()], String(id))
      expect(splitTokenKey(key)).toEqual({ chain: 'ethereum', contract: address('a'), id: String(id) })
    }),
  )
})

test('default: people name the tokens of a gate by number, by mint, or by either', () => {
  const of = (conditions: readonly Condition[]) => chooseTokenName(require({ kind: 'all', of: conditions }))
  expect([of([owls()]), of([mints]), of([owls(), mints])]).toEqual(['number', 'mint', 'either'])
})

test('behavior: of a collection with traits only the tokens that have them count', () => {
  const { json } = KIND_SAMPLES.trait
  const [condition] = listConditions(parseRequirement({ v: 1, root: json }).root)
  if (!condition) throw new Error('The sample has no condition.')
  const contract = `0x${'ab'.repeat(20)}`
  expect(list([condition], '7')).toEqual([`ethereum:${contract}:7`])
  expect(list([condition], '8')).toEqual([])
})
