import type { RunningPostgres } from '../../standin/postgres/startPostgres.ts'

/** A node of a plan as PostgreSQL's EXPLAIN ANALYZE writes it, with its children. */
type Node = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows'?: number
  readonly 'Actual Loops'?: number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  /** Of all loops, children included. */
  readonly 'Shared Hit Blocks'?: number
  readonly 'Shared Read Blocks'?: number
  readonly Plans?: readonly Node[]
}
/** How PostgreSQL carried out a statement. */
export type Plan = {
  readonly text: string
  readonly nodes: readonly PlanNode[]
}
export type PlanNode = {
  readonly kind: string
  readonly table: string | null
  readonly index: string | null
  /** Rows that were read, those that a filter dropped included. */
  readonly read: number
  readonly loops: number
  /** Blocks that it and its children read. An index that is walked for a few rows shows in them alone. */
  readonly blocks: number
}

/** Statements that make every session write the plan of each of its statements, as it was carried out, to the log. */
export const WATCH: readonly string[] = [
  `ALTER DATABASE postgres SET session_preload_libraries = 'auto_explain'`,
  `ALTER DATABASE postgres SET auto_explain.log_min_duration = 0`,
  `ALTER DATABASE postgres SET auto_explain.log_analyze = on`,
  `ALTER DATABASE postgres SET auto_explain.log_timing = off`,
  `ALTER DATABASE postgres SET auto_explain.log_buffers = on`,
  `ALTER DATABASE postgres SET auto_explain.log_nested_statements = on`,
  `ALTER DATABASE postgres SET auto_explain.log_format = 'json'`,
]

/** Run something, and read the plans of all statements that the server carried out meanwhile. */
export async function readPlans(server: RunningPostgres, run: () => Promise<unknown>): Promise<Plan[]> {
  const from = server.readLog().length
  await run()
  return parsePlans(server.readLog().slice(from))
}

/** Parse the plans of a log. The lines of one begin with a tab. */
function parsePlans(log: string): Plan[] {
  return [...log.matchAll(/duration: [\d.]+ ms {2}plan:\n((?:\t.*\n)+)/g)].map(([, json = '']) => {
    const { Plan: root, 'Query Text': text } = JSON.parse(json) as { 'Query Text': string; Plan: Node }
    return { text, nodes: listNodes(root) }
  })
}

function listNodes(node: Node): PlanNode[] {
  const rows = (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)
  const one = {
    kind: node['Node Type'],
    table: node['Relation Name'] ?? null,
    index: node['Index Name'] ?? null,
    read: (rows + (node['Rows Removed by Index Recheck'] ?? 0)) * (node['Actual Loops'] ?? 1),
    loops: node['Actual Loops'] ?? 1,
    blocks: (node['Shared Hit Blocks'] ?? 0) + (node['Shared Read Blocks'] ?? 0),
  }
  return [one, ...(node.Plans ?? []).flatMap(listNodes)]
}
