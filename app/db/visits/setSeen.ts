import type { Visit } from '../../core/visit/types.ts'
import type { Database } from '../database.ts'

export type SetSeenParameters = {
  readonly db: Database
  /** The visit's id. */
  readonly id: string
  readonly seen: NonNullable<Visit['seen']>
}

const SQL = 'UPDATE visit SET seen = $2::jsonb WHERE id = $1'

/** Remember which gates were found open, and until when that counts. */
export async function setSeen({ db, id, seen }: SetSeenParameters): Promise<void> {
  const gates = seen.gates.map(({ gate, revision }) => ({ gate, revision }))
  await db.hot.query('set_seen', SQL, [id, JSON.stringify({ until: seen.until, gates })])
}
