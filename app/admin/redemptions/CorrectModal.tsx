import { ChoiceList, Select, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import { parseOrNull } from '../../core/gate/parseOrNull.ts'
import { setFocusOnFirst } from '../editor/setFocusOnFirst.ts'
import { ReasonModal } from './ReasonModal.tsx'
import type { UsedGateView } from './views.ts'

const CHANGES = [
  { value: 'add', label: 'Record a use', helpText: 'For example, a use in your physical store or by phone.' },
  { value: 'remove', label: 'Remove a use', helpText: 'A use that an order or your staff recorded.' },
] as const
const FIELD = 'correct-unit'
const WALLET = 'wallet'

/** Dialog that records a use of a gate by hand, or removes one. */
export function CorrectModal({ gates, onClose }: { gates: readonly UsedGateView[]; onClose: () => void }) {
  const [number, setNumber] = useState(gates[0]?.number ?? 0)
  const [what, setWhat] = useState('')
  const [text, setText] = useState('')
  const [error, setError] = useState<string | undefined>()
  const [change, setChange] = useState<'add' | 'remove'>('add')
  const gate = gates.find((each) => each.number === number)
  const ways = gate?.ways ?? []
  const chosen = ways.find(({ value }) => value === what) ?? ways[0]
  const hasIds = chosen?.hasIds ?? false
  const check = () => {
    const found = findFault({ text: text.trim(), hasIds })
    setError(found)
    if (found) setFocusOnFirst([FIELD])
    return found === undefined
  }
  return (
    <ReasonModal
      title="Correct uses"
      button={change === 'add' ? 'Record use' : 'Remove use'}
      done={change === 'add' ? 'Use recorded' : 'Use removed'}
      action="/app/redemptions/correct"
      body={{ gate: number, what: chosen?.value ?? WALLET, text, change }}
      isReady={text.trim() !== ''}
      check={check}
      onClose={onClose}
    >
      <ChoiceList
        title="Action"
        titleHidden
        choices={[...CHANGES]}
        selected={[change]}
        onChange={([value]) => setChange(value === 'remove' ? 'remove' : 'add')}
      />
      <Select
        label="Gate"
        options={gates.map((each) => ({ value: String(each.number), label: each.name }))}
        value={String(number)}
        onChange={(value) => setNumber(Number(value))}
      />
      <Select
        label="Used by"
        options={ways.map(({ value, label }) => ({ value, label }))}
        value={chosen?.value ?? ''}
        onChange={(value) => {
          setWhat(value)
          setError(undefined)
        }}
      />
      <TextField
        id={FIELD}
        label={hasIds ? 'Token ID' : chosen?.value === WALLET ? 'Wallet address' : 'NFT address'}
        value={text}
        maxLength={100}
        spellCheck={false}
        autoComplete="off"
        error={error}
        onChange={(value) => {
          setText(value)
          setError(undefined)
        }}
      />
    </ReasonModal>
  )
}

function findFault({ text, hasIds }: { text: string; hasIds: boolean }): string | undefined {
  if (hasIds) return /^[0-9]+$/.test(text) ? undefined : 'Enter the ID in digits.'
  if (parseOrNull(() => parseAnyAddress(text))) return undefined
  return 'This is not an address. Copy the full address from the wallet or a block explorer.'
}
