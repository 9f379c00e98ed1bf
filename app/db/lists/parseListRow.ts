import type { List, ListImport } from '../../core/list/types.ts'
import type { HotRow } from '../database.ts'

/** Parse a row of `list`. */
export function parseListRow(row: HotRow): List {
  return {
    id: String(row.id),
    name: String(row.name),
    size: Number(row.size),
    previousSize: row.previousSize === null ? null : Number(row.previousSize),
    createdAt: Number(row.createdAt),
    updatedAt: Number(row.updatedAt),
  }
}

/** The columns that `parseImportRow` reads. */
export const IMPORT_COLUMNS = `list_import.id, list_import.mode, list_import.is_table AS "isTable", list_import.lines,
    list_import.entries, list_import.duplicates, list_import.bad`

/** Parse a row of `list_import`. */
export function parseImportRow(row: HotRow): ListImport {
  return {
    id: String(row.id),
    mode: row.mode as ListImport['mode'],
    isTable: row.isTable === true,
    lines: Number(row.lines),
    entries: Number(row.entries),
    duplicates: Number(row.duplicates),
    bad: Number(row.bad),
  }
}
