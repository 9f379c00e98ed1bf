import { type AdminContext, type ApiObject, formatGid } from '../context.ts'
import { listReleased } from './listReleased.ts'
import { metafieldFields } from './metafields.ts'

const toScope = (handle: string): ApiObject => ({ __typename: 'AccessScope', handle, description: handle })

export function toApp(ctx: AdminContext): ApiObject {
  const { state } = ctx
  return {
    __typename: 'App',
    id: formatGid('App', state.appId),
    apiKey: ctx.apiKey,
    title: state.appTitle,
    handle: state.appHandle,
    embedded: true,
    requestedAccessScopes: state.scopes.required.map(toScope),
    optionalAccessScopes: state.scopes.optional.map(toScope),
    availableAccessScopes: [...state.scopes.required, ...state.scopes.optional].map(toScope),
    installation: () => toAppInstallation(ctx),
  }
}

export function toAppInstallation(ctx: AdminContext): ApiObject {
  const id = formatGid('AppInstallation', ctx.shop.id)
  return {
    __typename: 'AppInstallation',
    id,
    // Scopes of the installation: a token issued earlier may have fewer.
    accessScopes: (ctx.shop.installation?.scopes ?? ctx.scopes).map(toScope),
    activeSubscriptions: [],
    launchUrl: `https://${ctx.shop.myshopifyDomain}/admin/apps/${ctx.state.appHandle}`,
    uninstallUrl: null,
    app: () => toApp(ctx),
    ...metafieldFields(ctx, id),
  }
}

export function toFunction(ctx: AdminContext, handle: string): ApiObject | null {
  const found = listReleased(ctx).find((each) => each.handle === handle || each.id === handle)
  if (!found) return null
  return {
    __typename: 'ShopifyFunction',
    id: found.id,
    handle: found.handle,
    title: found.title,
    description: null,
    apiType: found.apiType,
    apiVersion: found.apiVersion,
    appKey: ctx.apiKey,
    useCreationUi: true,
    inputQuery: found.inputQuery ?? null,
    app: () => toApp(ctx),
    appBridge: {
      __typename: 'FunctionsAppBridge',
      createPath: '/app/gates/new',
      detailsPath: '/app/discounts/:functionId/:id',
    },
  }
}
