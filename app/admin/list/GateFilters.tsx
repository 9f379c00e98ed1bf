import { Button, Select } from '@shopify/polaris'
import type { GateSort } from '../../core/gate/filter.ts'
import { type ReactionKind, reactionKinds } from '../../core/gate/reactionKinds.ts'
import { SearchField } from '../page/SearchField.tsx'
import type { ListQuery } from '../page/useListQuery.ts'
import { REACTION_TEXTS } from '../reactions.ts'
import type { GateStatus } from '../views.ts'

const STATES = [
  { value: '', label: 'Any status' },
  { value: 'active', label: 'Active' },
  { value: 'test', label: 'Test' },
  { value: 'scheduled', label: 'Scheduled' },
  { value: 'paused', label: 'Paused' },
  { value: 'ended', label: 'Ended' },
  { value: 'pending', label: 'Not fully live' },
] as const satisfies readonly { value: Exclude<GateStatus['kind'], 'updating'> | ''; label: string }[]
const SORTS = [
  { value: '', label: 'Newest first' },
  { value: 'name', label: 'By name' },
  { value: 'changed', label: 'Last changed first' },
] as const satisfies readonly { value: Exclude<GateSort, 'newest'> | ''; label: string }[]
const REACTIONS = [
  { value: '', label: 'Any reward' },
  ...(Object.keys(reactionKinds) as ReactionKind[]).map((kind) => ({
    value: kind,
    label: REACTION_TEXTS[kind].label,
  })),
]

/** The search, filters and order of the list of gates. */
export function GateFilters({ query: { read, set } }: { query: ListQuery }) {
  return (
    <div className="palisade-filters">
      <SearchField
        label="Search by name or token"
        value={read('search')}
        onSearch={(search) => set({ search })}
      />
      <Select
        label="Status"
        labelHidden
        options={[...STATES]}
        value={read('state')}
        onChange={(state) => set({ state })}
      />
      <Select
        label="Reward"
        labelHidden
        options={REACTIONS}
        value={read('reaction')}
        onChange={(reaction) => set({ reaction })}
      />
      <Select
        label="Order"
        labelHidden
        options={[...SORTS]}
        value={read('sort')}
        onChange={(sort) => set({ sort })}
      />
      {read('profile') !== '' && (
        <Button onClick={() => set({ profile: '' })}>Gates of one discount: show all</Button>
      )}
    </div>
  )
}
