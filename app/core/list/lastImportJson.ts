import { fieldsOf, readBoolean, readColumn, readText, readWhole, readWord } from '../stored/fields.ts'
import type { ListImport, ListImportMode } from './types.ts'

/** The last import of a list, and how many of its addresses the list had already. */
export type LastImport = { readonly import: ListImport; readonly known: number }

const IMPORT = fieldsOf<ListImport & { known: number }>({
  id: 'always',
  mode: 'always',
  isTable: 'always',
  lines: 'always',
  entries: 'always',
  duplicates: 'always',
  bad: 'always',
  known: 'always',
})
const MODES = { replace: true, add: true } as const satisfies Record<ListImportMode, true>

/** Format an import for `list.last_import`. */
export function formatLastImport({
  import: { id, mode, isTable, lines, entries, duplicates, bad },
  known,
}: LastImport) {
  return { v: 1, id, mode, isTable, lines, entries, duplicates, bad, known }
}

/** Parse `list.last_import`, which is null without one. @throws {SetupError} ERR_STORED_INVALID */
export function parseLastImport(value: unknown): LastImport | null {
  if (value === null) return null
  const fields = readColumn(value, 'last_import', IMPORT)
  return {
    import: {
      id: readText(fields.id, 'last_import.id'),
      mode: readWord(fields.mode, 'last_import.mode', MODES),
      isTable: readBoolean(fields.isTable, 'last_import.isTable'),
      lines: readWhole(fields.lines, 'last_import.lines'),
      entries: readWhole(fields.entries, 'last_import.entries'),
      duplicates: readWhole(fields.duplicates, 'last_import.duplicates'),
      bad: readWhole(fields.bad, 'last_import.bad'),
    },
    known: readWhole(fields.known, 'last_import.known'),
  }
}
