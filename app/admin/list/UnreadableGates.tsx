import { Banner } from '@shopify/polaris'
import type { UnreadableGateView } from '../views.ts'

/** Banner with the gates whose database row this version cannot read; nothing if there are none. */
export function UnreadableGates({ gates }: { gates: readonly UnreadableGateView[] }) {
  if (gates.length === 0) return null
  const names = gates.map(({ number, name }) => `“${name}” (gate ${number})`).join(', ')
  const isOne = gates.length === 1
  return (
    <Banner tone="critical" title={isOne ? 'A gate can’t be read' : 'Some gates can’t be read'}>
      <p>
        {names}: {isOne ? 'it was' : 'they were'} saved by another version of Palisade. Nobody can unlock{' '}
        {isOne ? 'it' : 'them'}, and changes to your gates can’t be published until this is fixed. Ask whoever
        runs your Palisade server to install that version, or a newer one.
      </p>
    </Banner>
  )
}
