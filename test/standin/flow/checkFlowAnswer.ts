import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

type Node = { readonly [name: string]: unknown }
type Operation = {
  readonly responses: { readonly [status: string]: { readonly content: { readonly [type: string]: Node } } }
}
const document = parse(readFileSync(new URL('access.yaml', import.meta.url), 'utf8')) as {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } }
}

/** Compare an answer with the published OpenAPI of the Access API. Throws if it does not fit. */
export function checkFlowAnswer({
  method,
  path,
  status,
  body,
}: {
  method: string
  /** As the OpenAPI writes it: `/accounts/{address}`. */
  path: string
  status: number
  body: unknown
}): unknown {
  const operation = resolveRefs(document.paths[path]?.[method.toLowerCase()]) as Operation | undefined
  const schema = operation?.responses[status]?.content['application/json']?.schema
  if (!schema) throw new Error(`The Access API has no answer ${status} of ${method} ${path}.`)
  return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).parse(body)
}

/** Put what a `$ref` names into its place. */
function resolveRefs(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(resolveRefs)
  if (typeof node !== 'object' || node === null) return node
  const { $ref } = node as { readonly $ref?: string }
  if ($ref !== undefined) return resolveRefs(findNode($ref))
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, resolveRefs(value)]))
}

function findNode(ref: string): unknown {
  const names = ref.replace('#/', '').split('/')
  return names.reduce<unknown>((node, name) => (node as Node)[name], document)
}
