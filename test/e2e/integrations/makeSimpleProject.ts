import { randomUUID } from 'node:crypto'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'

/** Create a project with the `simple` format, without a site, in the demo's admin; returns its publishable key. */
export async function makeSimpleProject(demo: RunningDemo): Promise<string> {
  const ask = async (path: string, body?: unknown) => (await demo.requestAdmin({ path, body })).text()
  const made = await ask('/app/developers/new.data', {
    draftId: randomUUID(),
    name: 'Old adapter',
    allowedDomains: ['localhost:*'],
    redirectUris: [],
    format: 'simple',
    statement: '',
    requirement: null,
    isStorefront: false,
  })
  const id = /"id","([0-9a-f-]{36})"/.exec(made)?.[1]
  const key = /"(pk_[0-9a-f]{32})"/.exec(await ask(`/app/developers/${id}.data`))?.[1]
  if (!key) throw new Error(`The project was not made: ${made.slice(0, 500)}`)
  return key
}
