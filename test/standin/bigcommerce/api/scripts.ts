import { randomUUID } from 'node:crypto'
import type { ScriptFields, StandinScript, StandinStore } from '../state.ts'
import { type Answer, formatMoment, type Handler, paginate, readSeconds, refuse } from './context.ts'

/** The documents: an app has ten scripts, an inline one up to five `<script>` tags, each up to five hashes. */
const MOST_SCRIPTS = 10
const MOST_TAGS = 5
const MOST_HASHES = 5

export const SCRIPTS: Readonly<Record<string, Handler>> = {
  'GET /content/scripts': (call) => paginate(call, [...call.store.scripts.values()], formatScript),
  'POST /content/scripts': ({ store, body }) => {
    const fields = body as ScriptFields
    const refusal = findRefusal(store, fields)
    if (refusal) return refusal
    if (store.scripts.size >= MOST_SCRIPTS) return refuse(422, 'An app has at most 10 scripts.')
    const at = readSeconds(store)
    const script: StandinScript = {
      uuid: randomUUID(),
      createdAt: at,
      updatedAt: at,
      fields,
      before: null,
      liveFrom: store.now() + store.knobs.scriptDelay,
    }
    store.scripts.set(script.uuid, script)
    return { status: 200, body: { data: formatScript(script), meta: {} } }
  },
  'GET /content/scripts/{uuid}': ({ store, params }) => {
    const script = store.scripts.get(params.uuid ?? '')
    if (!script) return refuse(404, 'The script does not exist.')
    return { status: 200, body: { data: formatScript(script), meta: {} } }
  },
  'PUT /content/scripts/{uuid}': ({ store, params, body }) => {
    const script = store.scripts.get(params.uuid ?? '')
    if (!script) return refuse(404, 'The script does not exist.')
    const fields = { ...script.fields, ...(body as Partial<ScriptFields>) }
    const refusal = findRefusal(store, fields)
    if (refusal) return refusal
    script.before = script.fields
    script.fields = fields
    script.liveFrom = store.now() + store.knobs.scriptDelay
    script.updatedAt = readSeconds(store)
    return { status: 200, body: { data: formatScript(script), meta: {} } }
  },
  'DELETE /content/scripts/{uuid}': ({ store, params }) => {
    if (!store.scripts.delete(params.uuid ?? '')) return refuse(404, 'The script does not exist.')
    return { status: 204 }
  },
}

function findRefusal(store: StandinStore, fields: ScriptFields): Answer | null {
  const { visibility, kind, html = '', src, integrity_hashes: hashes = [] } = fields
  const scopes = store.installation?.scope.split(' ') ?? []
  if ((visibility === 'all_pages' || visibility === 'checkout') && !scopes.includes('store_content_checkout'))
    return refuse(422, 'Invalid visibility.', { visibility: 'It needs the scope store_content_checkout.' })
  if (kind === 'src' && !URL.canParse(src ?? ''))
    return refuse(422, 'Invalid src.', { src: 'A script of the kind src has a URL.' })
  if (kind === 'script_tag' && !/<script/i.test(html))
    return refuse(422, 'Invalid html.', { html: 'A script of the kind script_tag has a script tag.' })
  if ((html.match(/<script/gi) ?? []).length > MOST_TAGS)
    return refuse(422, 'Invalid html.', { html: 'At most five script tags.' })
  if (hashes.length > MOST_HASHES)
    return refuse(422, 'Invalid hashes.', { integrity_hashes: 'At most five.' })
  return null
}

function formatScript({ uuid, createdAt, updatedAt, fields }: StandinScript): unknown {
  return {
    uuid,
    date_created: formatMoment(createdAt),
    date_modified: formatMoment(updatedAt),
    ...fields,
  }
}
