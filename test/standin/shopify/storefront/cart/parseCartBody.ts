import { CartError } from './CartError.ts'

/** A value of a cart request: text or JSON, forms parsed as Rails does (`properties[a]=b`, `updates[]=1`). */
export type CartBody = { [key: string]: unknown }

/**
 * Parses the body of a cart request, JSON or form, and its query.
 *
 * @throws CartError for invalid JSON.
 */
export async function parseCartBody(request: Request): Promise<CartBody> {
  const body: CartBody = Object.create(null) as CartBody
  for (const [name, value] of new URL(request.url).searchParams) putField(body, name, value)
  if (request.method === 'GET' || request.method === 'HEAD') return body
  const type = request.headers.get('content-type') ?? ''
  if (type.includes('form')) {
    for (const [name, value] of await request.formData()) {
      if (typeof value === 'string') putField(body, name, value)
    }
    return body
  }
  const text = await request.text()
  if (text === '') return body
  try {
    const parsed: unknown = JSON.parse(text)
    if (isTable(parsed)) return Object.assign(body, parsed)
  } catch {}
  throw new CartError(400, 'Bad Request', 'The request body is not valid JSON.')
}

function putField(body: CartBody, name: string, value: string): void {
  const head = /^[^[\]]+/.exec(name)?.[0]
  if (head === undefined) return
  const path = [
    head,
    ...[...name.slice(head.length).matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? ''),
  ]
  let table: Record<string, unknown> = body
  for (const [at, part] of path.entries()) {
    const key = part === '' ? String(Object.keys(table).length) : part
    if (at === path.length - 1) {
      table[key] = value
      return
    }
    const known = Object.hasOwn(table, key) ? table[key] : undefined
    const next: Record<string, unknown> = isTable(known) ? known : (Object.create(null) as CartBody)
    table[key] = next
    table = next
  }
}

/** Whether a value is an object or array of a request. */
export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Reads a table of texts, such as properties and attributes; omits null and undefined values. */
export function readTexts(value: unknown): Record<string, string> {
  const texts: Record<string, string> = {}
  if (!isTable(value)) return texts
  for (const [key, text] of Object.entries(value)) {
    if (text !== null && text !== undefined && key !== '__proto__') texts[key] = toText(text)
  }
  return texts
}

function toText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
