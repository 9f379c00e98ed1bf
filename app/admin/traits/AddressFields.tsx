import { BlockStack, Button, InlineGrid, InlineStack, TextField } from '@shopify/polaris'
import { useState } from 'react'
import type { TraitSource } from './runTraitImport.ts'

const ID = /^(?:0|[1-9][0-9]{0,15})$/

/** Fields for the addresses of each token's metadata, where the operator allows some. */
export function AddressFields({
  sources,
  onRun,
}: {
  sources: readonly string[]
  onRun: (from: TraitSource) => Promise<void>
}) {
  const [address, setAddress] = useState('')
  const [first, setFirst] = useState('1')
  const [last, setLast] = useState('')
  const isKnown = ID.test(first.trim()) && ID.test(last.trim()) && BigInt(first) <= BigInt(last)
  const plain = { autoComplete: 'off', spellCheck: false } as const
  return (
    <BlockStack gap="200">
      <TextField
        {...plain}
        label="Or the address of the metadata"
        value={address}
        placeholder={sources[0] ?? ''}
        helpText={`The ID is its end, or stands for {id}. This server reads from ${sources.join(', ')}`}
        maxLength={400}
        onChange={setAddress}
      />
      <InlineGrid columns={2} gap="300">
        <TextField
          {...plain}
          label="First ID"
          inputMode="numeric"
          maxLength={16}
          value={first}
          onChange={setFirst}
        />
        <TextField
          {...plain}
          label="Last ID"
          inputMode="numeric"
          maxLength={16}
          value={last}
          onChange={setLast}
        />
      </InlineGrid>
      <InlineStack>
        <Button
          disabled={address.trim() === '' || !isKnown}
          onClick={() =>
            void onRun({ kind: 'address', address: address.trim(), first: BigInt(first), last: BigInt(last) })
          }
        >
          Read metadata
        </Button>
      </InlineStack>
    </BlockStack>
  )
}
