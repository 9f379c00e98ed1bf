import { expect, test } from 'vitest'
import type { TokenDescription } from '../../../app/core/chain/describe.ts'
import { draftTraits } from '../../../app/core/gate/draftTraits.ts'
import type { ConditionForm } from '../../../app/core/gate/form.ts'
import { createIdSet, formatIdSet, listSetIds, parseIdSet } from '../../../app/core/trait/idSet.ts'
import type { TraitPick } from '../../../app/core/trait/types.ts'
import { fc } from '../../random.ts'
import { SAMPLE_TRAITS } from '../requirement/kindSamples.ts'

const owls = { kind: 'erc721', name: 'Night Owls', symbol: 'OWL', listsTokens: true } as const
const idsOf = (...ids: number[]) =>
  formatIdSet(createIdSet(ids.map(BigInt)) ?? { first: 0n, bits: new Uint8Array(), count: 0 })
const table = {
  ...SAMPLE_TRAITS,
  traits: [
    {
      trait: 'Fur',
      values: [
        { value: 'Gold', count: 3, ids: idsOf(1, 2, 3) },
        { value: 'Grey', count: 2, ids: idsOf(4, 5) },
      ],
    },
    {
      trait: 'Hat',
      values: [
        { value: 'Crown', count: 2, ids: idsOf(2, 5) },
        { value: 'None', count: 1, ids: idsOf(9) },
      ],
    },
  ],
}

function draft(
  traits: TraitPick[],
  over: { table?: typeof table | undefined; description?: TokenDescription } = { table },
) {
  const issues: Record<string, string> = {}
  const found = draftTraits({
    form: { traits } as unknown as ConditionForm,
    description: over.description ?? owls,
    table: over.table,
    report: (field, issue) => {
      issues[field] = issue
    },
  })
  const set = found && parseIdSet(String(found.json.ids))
  return { ids: set && listSetIds(set).map(Number), issues }
}

test('default: a token counts if it has one of the values of each trait', () => {
  expect(draft([{ trait: 'Fur', values: ['Gold'] }])).toEqual({ ids: [1, 2, 3], issues: {} })
  expect(draft([{ trait: 'Fur', values: ['Gold', 'Grey'] }]).ids).toEqual([1, 2, 3, 4, 5])
  const both = [
    { trait: 'Fur', values: ['Gold', 'Grey'] },
    { trait: 'Hat', values: ['Crown'] },
  ]
  expect(draft(both).ids).toEqual([2, 5])
})

test.each<[string, TraitPick[], Parameters<typeof draft>[1], Record<string, string>]>([
  ['nothing chosen', [{ trait: 'Fur', values: [] }], { table }, { traits: 'required' }],
  [
    'no import',
    [{ trait: 'Fur', values: ['Gold'] }],
    { table: undefined },
    { traits: 'traits-not-imported' },
  ],
  ['an unknown value', [{ trait: 'Fur', values: ['Gold', 'Pink'] }], { table }, { traits: 'traits-unknown' }],
  ['an unknown trait', [{ trait: 'Eyes', values: ['Gold'] }], { table }, { traits: 'traits-unknown' }],
  [
    'traits that no token has together',
    [
      { trait: 'Fur', values: ['Gold'] },
      { trait: 'Hat', values: ['None'] },
    ],
    { table },
    { traits: 'traits-none' },
  ],
  [
    'another kind of contract',
    [{ trait: 'Fur', values: ['Gold'] }],
    { table, description: { kind: 'erc1155', name: '', symbol: '' } },
    { contract: 'traits-of-others' },
  ],
])('refuses: %s', (_, traits, over, issues) => {
  expect(draft(traits, over)).toEqual({ ids: null, issues })
})

test('refuses: more than 2,000 ids of a contract that does not list a wallet’s tokens', () => {
  const many = idsOf(...Array.from({ length: 2_001 }, (_, i) => 2 * i))
  const wide = { ...table, traits: [{ trait: 'Fur', values: [{ value: 'Gold', count: 2_001, ids: many }] }] }
  const picks = [{ trait: 'Fur', values: ['Gold'] }]
  expect(draft(picks, { table: wide }).ids).toHaveLength(2_001)
  const silent = { ...owls, listsTokens: false }
  expect(draft(picks, { table: wide, description: silent }).issues).toEqual({ traits: 'traits-not-listed' })
})

test('behavior: any choice gives the tokens that a look at each token gives', () => {
  const values = ['a', 'b', 'c']
  const token = fc.record({ fur: fc.constantFrom(...values), hat: fc.constantFrom(...values) })
  fc.assert(
    fc.property(
      fc.array(token, { minLength: 1, maxLength: 40 }),
      fc.subarray(values, { minLength: 1 }),
      fc.subarray(values),
      (tokens, furs, hats) => {
        const traitOf = (key: 'fur' | 'hat') => ({
          trait: key,
          values: values.flatMap((value) => {
            const ids = tokens.flatMap((one, id) => (one[key] === value ? [id] : []))
            return ids.length === 0 ? [] : [{ value, count: ids.length, ids: idsOf(...ids) }]
          }),
        })
        const made = { ...table, traits: [traitOf('fur'), traitOf('hat')] }
        const known = (key: 'fur' | 'hat', chosen: readonly string[]) =>
          chosen.filter((value) =>
            made.traits.find(({ trait }) => trait === key)?.values.some((one) => one.value === value),
          )
        const picks = [
          { trait: 'fur', values: known('fur', furs) },
          { trait: 'hat', values: known('hat', hats) },
        ].filter((pick) => pick.values.length > 0)
        const wanted = tokens.flatMap((one, id) => {
          const fits = picks.every(({ trait, values: all }) => all.includes(one[trait as 'fur' | 'hat']))
          return fits ? [id] : []
        })
        if (picks.length > 0) expect(draft(picks, { table: made }).ids ?? []).toEqual(wanted)
      },
    ),
  )
})
