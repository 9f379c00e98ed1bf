import { z } from 'zod'
import {
  map,
  moment,
  type Operation,
  paging,
  text,
  toPage,
  toReadScopes,
  toSingle,
  whole,
  yes,
} from './operation.ts'

const changeable = {
  name: z.string().min(1).max(255),
  description: text,
  html: z.string().max(65_536),
  src: text,
  auto_uninstall: yes,
  load_method: z.enum(['default', 'async', 'defer']),
  location: z.enum(['head', 'footer']),
  visibility: z.enum(['storefront', 'all_pages', 'checkout', 'order_confirmation']),
  kind: z.enum(['src', 'script_tag']),
  api_client_id: text,
  consent_category: z.enum(['essential', 'functional', 'analytics', 'targeting']),
  enabled: yes,
  channel_id: z.int().min(1),
  integrity_hashes: z.array(text),
}
const { name, ...rest } = changeable
const draft = z.strictObject({ name, ...z.strictObject(rest).partial().shape })
const script = z.strictObject({
  ...draft.shape,
  uuid: z.uuid(),
  date_created: moment,
  date_modified: moment,
})
const problem = z.strictObject({
  status: whole,
  title: text,
  type: text,
  instance: text.optional(),
  errors: map.optional(),
})

const SCRIPTS = {
  document: 'scripts.v3.yml',
  base: '/v3',
  query: {},
  body: null,
  scopes: ['store_v2_content', 'store_content_checkout'],
} as const
const READ = toReadScopes('store_v2_content', 'store_content_checkout')

export const SCRIPT_OPERATIONS: readonly Operation[] = [
  {
    ...SCRIPTS,
    scopes: READ,
    method: 'GET',
    path: '/content/scripts',
    query: {
      ...paging,
      sort: z.enum(['name', 'description', 'date_created', 'date_modified']),
      direction: z.enum(['asc', 'desc']),
    },
    answers: { 200: toPage(script), 422: problem },
  },
  {
    ...SCRIPTS,
    method: 'POST',
    path: '/content/scripts',
    body: draft,
    answers: { 200: toSingle(script), 422: problem },
  },
  {
    ...SCRIPTS,
    scopes: READ,
    method: 'GET',
    path: '/content/scripts/{uuid}',
    answers: { 200: toSingle(script), 404: problem, 422: problem },
  },
  {
    ...SCRIPTS,
    method: 'PUT',
    path: '/content/scripts/{uuid}',
    body: draft.partial(),
    answers: { 200: toSingle(script), 404: problem, 422: problem },
  },
  {
    ...SCRIPTS,
    method: 'DELETE',
    path: '/content/scripts/{uuid}',
    answers: { 204: null, 404: problem, 422: problem },
  },
]
