import { Select } from '@shopify/polaris'
import { LazyPart } from '../page/LazyPart.tsx'
import { loadChainSearch } from './dialogs.ts'
import type { ChainFieldProps } from './findChains.ts'

/** With more chains, a list is looked through faster by typing than by scrolling. */
const MOST_IN_LIST = 12

/** The field for a chain: a list, or a search where the operator has added many. The list stands until it is loaded. */
export function ChainField(props: ChainFieldProps) {
  const list = <Select label="Chain" {...props} />
  return props.options.length > MOST_IN_LIST ? (
    <LazyPart load={loadChainSearch} props={props} instead={list} onNotLoaded={() => {}} />
  ) : (
    list
  )
}
