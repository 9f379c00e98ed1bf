import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { GateForm } from '../../app/core/gate/form.ts'
import type { ShopId } from '../../app/core/gate/types.ts'
import { sampleGateForm } from '../../app/picket/describe/samples.ts'
import { sampleShop } from '../db/samples.ts'
import { findEndpoint } from './expectDescribed.ts'
import {
  type ApiAnswer,
  type ApiCall,
  type ApiProject,
  type OpenApiParameters,
  type OpenedApi,
  openApi,
} from './openApi.ts'
import { basic } from './signLogin.ts'

export type GateApi = {
  readonly api: OpenedApi
  readonly shopId: ShopId
  readonly myshopifyDomain: string
  readonly project: ApiProject
  /** A gate for the wallets of a list, which needs no chain. */
  readonly form: GateForm
  /** A call with the project's secret key. */
  readonly ask: (method: string, path: string, more?: Partial<ApiCall>) => Promise<ApiAnswer>
  /** Create a gate with a new idempotency key, or the given one. */
  readonly create: (form?: object, key?: string) => Promise<ApiAnswer>
  readonly allow: (project: ApiProject, mayChangeGates?: boolean) => Promise<void>
}

/** The API in this process with a shop, whose Shopify does not answer, and a project that may manage its gates. */
export async function openGateApi(parameters: OpenApiParameters = {}): Promise<GateApi> {
  const api = await openApi(parameters)
  const { ctx } = api
  const shop = sampleShop()
  await ctx.shops.save(shop)
  const shopId = shop.id
  const at = ctx.now()
  const listId = randomUUID()
  await ctx.lists.create({ id: listId, shopId, name: 'Friends', at })
  const project = await api.makeProject({}, shopId)
  const allow: GateApi['allow'] = async ({ id: projectId }, mayChangeGates = true) => {
    await ctx.projects.setGateRight({ shopId, projectId, mayChangeGates, actor: 'staff:1', at: ctx.now() })
  }
  await allow(project)
  const form = composeForm(listId)
  const ask: GateApi['ask'] = async (method, path, more = {}) => {
    const headers = { ...basic(project.secretKey), ...more.headers }
    const answer = await api.call({ method, path, ...more, headers })
    // The description names every refusal.
    if (answer.status >= 400) expect(findEndpoint(method, path).errors).toContain(answer.json.error)
    return answer
  }
  return {
    ...{ api, shopId, myshopifyDomain: shop.myshopifyDomain, project, form, ask, allow },
    create: (sent = form, key = randomUUID()) =>
      ask('POST', '/gates', { body: { form: sent }, headers: { 'idempotency-key': key } }),
  }
}

function composeForm(listId: string): GateForm {
  const condition = { kind: 'allowlist', chain: '', contract: '', minimum: '', maximum: '' } as const
  return {
    ...sampleGateForm,
    name: 'Friends',
    // Shopify is asked for what a gate names, and here it does not answer.
    subject: { kind: 'all', productIds: [], variants: [], collectionIds: [] },
    root: { kind: 'all', count: '', of: [{ ...condition, tokenIds: '', perId: false, listId }] },
  }
}
