import { Icon, TextField } from '@shopify/polaris'
import { SearchIcon } from '@shopify/polaris-icons'
import { useEffect, useRef, useState } from 'react'

type SearchFieldProps = {
  readonly label: string
  /** The text that the list is filtered by now. */
  readonly value: string
  readonly onSearch: (text: string) => void
}

/** How long somebody may pause while typing before the list is searched. */
const PAUSE_MS = 300

/** Field that searches a list while one types. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const search = useRef(onSearch)
  const sent = useRef(value)
  search.current = onSearch
  // The URL changed by other means, such as the browser's back button.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setText(value)
  }, [value])
  useEffect(() => {
    if (text.trim() === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text.trim()
      search.current(sent.current)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <TextField
      type="search"
      label={label}
      labelHidden
      placeholder={label}
      autoComplete="off"
      prefix={<Icon source={SearchIcon} tone="base" />}
      value={text}
      onChange={setText}
      clearButton
      onClearButtonClick={() => setText('')}
    />
  )
}
