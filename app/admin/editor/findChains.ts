import { isAddedSlug } from '../../core/chain/caip2.ts'

export type ChainOption = { readonly value: string; readonly label: string }
type ChainGroup = { readonly title: string; readonly options: ChainOption[] }

export type ChainFieldProps = {
  readonly id: string
  readonly options: ChainOption[]
  /** A chain's slug. */
  readonly value: string
  readonly error?: string | undefined
  readonly helpText?: string
  readonly onChange: (slug: string) => void
}

/**
 * Find chains by words of their names or by their ids, in two groups: those that every server knows, and those that
 * the operator has added. Empty groups are left out.
 */
export function findChains({
  options,
  text,
}: {
  options: readonly ChainOption[]
  text: string
}): ChainGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = options.filter(({ value, label }) => {
    const known = `${label} ${value}`.toLowerCase()
    return words.every((word) => known.includes(word))
  })
  const isAdded = ({ value }: ChainOption) => isAddedSlug(value)
  return [
    { title: 'Usual chains', options: found.filter((option) => !isAdded(option)) },
    { title: 'Other EVM chains', options: found.filter(isAdded) },
  ].filter((group) => group.options.length > 0)
}
