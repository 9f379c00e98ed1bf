/** Run one statement on a connection of its own; returns its rows. */
export type QueryFunction = (
  sql: string,
  params?: readonly string[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>

/** Quote the name of a table, column or sequence. */
export const formatName = (name: string): string => `"${name.replaceAll('"', '""')}"`
