import {
  BlockStack,
  Box,
  Button,
  ChoiceList,
  InlineStack,
  Scrollable,
  Select,
  Text,
  TextField,
} from '@shopify/polaris'
import { useState } from 'react'
import type { TraitPick } from '../../core/trait/types.ts'
import type { TraitTableView } from './views.ts'

type Table = NonNullable<TraitTableView>

/** The chosen traits, each with its values, and a field that adds one. */
export function TraitPicks({
  table,
  picks,
  idPrefix,
  onChange,
}: {
  table: Table
  picks: readonly TraitPick[]
  idPrefix: string
  onChange: (picks: readonly TraitPick[]) => void
}) {
  const free = table.traits.filter(({ trait }) => !picks.some((pick) => pick.trait === trait))
  const change = (at: number, values: readonly string[]) =>
    onChange(picks.map((pick, i) => (i === at ? { ...pick, values } : pick)))
  return (
    <BlockStack gap="300">
      {picks.map((pick, i) => (
        <Pick
          key={pick.trait}
          pick={pick}
          values={table.traits.find(({ trait }) => trait === pick.trait)?.values ?? []}
          onChange={(values) => change(i, values)}
          onRemove={() => onChange(picks.filter((_, at) => at !== i))}
        />
      ))}
      {free.length > 0 && (
        <Select
          id={`${idPrefix}-add`}
          label={picks.length === 0 ? 'Trait' : 'And another trait'}
          options={[
            { value: '', label: 'Choose a trait' },
            ...free.map(({ trait, values }) => ({ value: trait, label: `${trait} (${values.length})` })),
          ]}
          value=""
          onChange={(trait) => trait !== '' && onChange([...picks, { trait, values: [] }])}
        />
      )}
      <Text as="p" tone="subdued">
        {describeCount({ table, picks })}
      </Text>
    </BlockStack>
  )
}

const MOST_WITHOUT_SEARCH = 12

function Pick({
  pick: { trait, values: chosen },
  values,
  onChange,
  onRemove,
}: {
  pick: TraitPick
  values: Table['traits'][number]['values']
  onChange: (values: readonly string[]) => void
  onRemove: () => void
}) {
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const shown = values.filter(
    ({ value }) => wanted === '' || value.toLowerCase().includes(wanted) || chosen.includes(value),
  )
  // A later import may lack a chosen value, which can be taken away only while it is shown.
  const gone = chosen.filter((one) => !values.some(({ value }) => value === one))
  return (
    <Box padding="300" borderWidth="025" borderColor="border" borderRadius="200">
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" wrap={false}>
          <Text as="h4" variant="headingSm">
            {trait}
          </Text>
          <Button variant="plain" onClick={onRemove} accessibilityLabel={`Remove the trait ${trait}`}>
            Remove
          </Button>
        </InlineStack>
        {values.length > MOST_WITHOUT_SEARCH && (
          <TextField
            label={`Search the values of ${trait}`}
            labelHidden
            placeholder="Search values"
            value={search}
            autoComplete="off"
            onChange={setSearch}
          />
        )}
        <Scrollable style={{ maxHeight: '14rem' }} focusable>
          <ChoiceList
            allowMultiple
            title={`Values of ${trait}`}
            titleHidden
            choices={[
              ...gone.map((value) => ({ value, label: `${value} (not in the metadata)` })),
              ...shown.map(({ value, count }) => ({
                value,
                label: `${value} (${count.toLocaleString('en')})`,
              })),
            ]}
            selected={[...chosen]}
            onChange={onChange}
          />
        </Scrollable>
      </BlockStack>
    </Box>
  )
}

/** Say how many tokens count, as far as the counts of single values tell. */
function describeCount({ table, picks }: { table: Table; picks: readonly TraitPick[] }): string {
  const counts = picks
    .filter(({ values }) => values.length > 0)
    .map(({ trait, values }) => {
      const known = table.traits.find((one) => one.trait === trait)?.values ?? []
      return known.filter(({ value }) => values.includes(value)).reduce((sum, { count }) => sum + count, 0)
    })
  const least = Math.min(...counts).toLocaleString('en')
  if (counts.length === 0) return 'A token counts if it has one of the chosen values of each trait.'
  return counts.length === 1
    ? `${least} tokens count.`
    : `At most ${least} tokens count: those that have all of these traits.`
}
