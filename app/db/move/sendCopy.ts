import type { Client, Connection, Submittable } from 'pg'

/** What `pg` calls on a query of its user, beside `submit`. */
type CopyQuery = Submittable & {
  readonly handleCopyInResponse: (connection: CopyConnection) => void
  readonly handleCommandComplete: (message: { readonly text: string }) => void
  readonly handleError: (error: Error) => void
  readonly handleReadyForQuery: () => void
}
type CopyConnection = Connection & {
  readonly sendCopyFromChunk: (chunk: Buffer) => void
  readonly endCopyFrom: () => void
}

/** Send rows in PostgreSQL's text format with `COPY … FROM STDIN`; returns how many PostgreSQL took. */
export function sendCopy({
  client,
  sql,
  rows,
}: {
  client: Client
  sql: string
  rows: Uint8Array
}): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0
    const copy: CopyQuery = {
      submit: (connection) => {
        // What this returns would be taken for an error.
        connection.query(sql)
      },
      handleCopyInResponse: (connection) => {
        connection.sendCopyFromChunk(Buffer.from(rows))
        connection.endCopyFrom()
      },
      handleCommandComplete: ({ text }) => {
        count = Number(/^COPY (\d+)/.exec(text)?.[1])
      },
      handleError: reject,
      handleReadyForQuery: () => resolve(count),
    }
    client.query(copy)
  })
}
