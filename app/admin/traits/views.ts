import type { TraitTable } from '../../core/trait/types.ts'

/** The imported traits of a collection, without ids; null if nobody has imported them. */
export type TraitTableView = {
  readonly source: string
  readonly tokens: number
  readonly importedAt: number
  readonly traits: readonly {
    readonly trait: string
    readonly values: readonly { readonly value: string; readonly count: number }[]
  }[]
} | null

/** What the editor knows of a collection's traits, and the starts of addresses that metadata may be read from. */
export type TraitsView = { readonly table: TraitTableView; readonly sources: readonly string[] }

/** Format an import for the editor. Its ids stay on the server. */
export function formatTraitTable(table: TraitTable | null): TraitTableView {
  if (!table) return null
  const { source, tokens, importedAt, traits } = table
  return {
    ...{ source, tokens, importedAt },
    traits: traits.map(({ trait, values }) => ({
      trait,
      values: values.map(({ value, count }) => ({ value, count })),
    })),
  }
}
