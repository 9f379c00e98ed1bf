import { IndexTable, type IndexTableProps } from '@shopify/polaris'

/** The way to the other pages of a list: null where there is none. */
export type Paging = { readonly onPrevious: (() => void) | null; readonly onNext: (() => void) | null }

type PagedTableProps = IndexTableProps & { readonly paging?: Paging }

/**
 * A table that CSS alone shows as a list of cards on a narrow screen. Polaris' own narrow list needs a script to find out
 * the width, so its rows would jump, and it cannot be selected.
 */
export function PagedTable({ paging, ...props }: PagedTableProps) {
  const { onPrevious = null, onNext = null } = paging ?? {}
  return (
    <div className="palisade-table" data-selectable={props.selectable !== false}>
      <IndexTable
        {...props}
        {...((onPrevious || onNext) && {
          pagination: {
            hasPrevious: onPrevious !== null,
            hasNext: onNext !== null,
            onPrevious: () => onPrevious?.(),
            onNext: () => onNext?.(),
          },
        })}
      />
    </div>
  )
}
