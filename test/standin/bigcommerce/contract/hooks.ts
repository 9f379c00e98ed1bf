import { z } from 'zod'
import {
  fieldProblem,
  map,
  type Operation,
  paging,
  problem,
  text,
  toPage,
  toSingle,
  whole,
  yes,
} from './operation.ts'

const hook = z.strictObject({
  id: whole,
  client_id: text.min(1),
  store_hash: text.min(1),
  scope: text.min(1),
  destination: text.min(1),
  headers: map.nullable(),
  is_active: yes,
  created_at: whole,
  updated_at: whole,
})
const draft = z.strictObject({
  scope: text,
  destination: text,
  is_active: yes.optional(),
  headers: map.nullable().optional(),
})

const HOOKS = { document: 'webhooks.v3.yml', base: '/v3', query: {}, body: null, scopes: [] } as const

/** An app needs no scope to have webhooks. */
export const HOOK_OPERATIONS: readonly Operation[] = [
  {
    ...HOOKS,
    method: 'GET',
    path: '/hooks',
    query: { ...paging, is_active: z.enum(['true', 'false']), scope: text, destination: text },
    answers: { 200: toPage(hook), 401: problem },
  },
  {
    ...HOOKS,
    method: 'POST',
    path: '/hooks',
    body: draft,
    answers: { 200: toSingle(hook), 400: problem, 401: problem, 422: fieldProblem },
  },
  {
    ...HOOKS,
    method: 'GET',
    path: '/hooks/{webhook_id}',
    answers: { 200: toSingle(hook), 401: problem, 404: problem },
  },
  {
    ...HOOKS,
    method: 'PUT',
    path: '/hooks/{webhook_id}',
    body: draft.partial(),
    answers: { 200: toSingle(hook) },
  },
  { ...HOOKS, method: 'DELETE', path: '/hooks/{webhook_id}', answers: { 200: toSingle(hook) } },
]
