import { Autocomplete, Icon } from '@shopify/polaris'
import { SearchIcon } from '@shopify/polaris-icons'
import { useState } from 'react'
import { type ChainFieldProps, findChains } from './findChains.ts'

/** The field for a chain as a search by name or id. */
export function ChainSearch({ id, options, value, error, helpText, onChange }: ChainFieldProps) {
  const [text, setText] = useState<string | null>(null)
  const chosen = options.find((option) => option.value === value)?.label ?? ''
  return (
    <Autocomplete
      options={findChains({ options, text: text ?? '' })}
      selected={[value]}
      emptyState={`No chain here is called “${text}”. Ask whoever runs this server to add it.`}
      onSelect={([slug]) => {
        setText(null)
        if (slug !== undefined) onChange(slug)
      }}
      textField={
        <Autocomplete.TextField
          id={id}
          label="Chain"
          value={text ?? chosen}
          placeholder="Name or id of a chain"
          prefix={<Icon source={SearchIcon} />}
          autoComplete="off"
          maxLength={60}
          error={error}
          helpText={helpText}
          onFocus={() => {
            setText('')
            // On a phone the found chains would be under the bar at the bottom.
            document.getElementById(id)?.scrollIntoView({ block: 'center' })
          }}
          onBlur={() => setText(null)}
          onChange={setText}
        />
      }
    />
  )
}
