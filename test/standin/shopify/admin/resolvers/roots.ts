import type { AdminContext, ApiObject } from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'
import { toApp, toAppInstallation, toFunction } from './app.ts'
import { cancelOrderByApi, type OrderCancelArguments } from './changeOrders.ts'
import { addTags, removeTags } from './changeTags.ts'
import { findByCode, findCodeDiscount, toCodeDiscountNode } from './codeDiscounts.ts'
import { countProducts, listCollections } from './collections.ts'
import { findDiscount, listDiscountNodes, searchDiscounts, toDiscountNode } from './discounts.ts'
import {
  type FulfillmentOrderHoldInput,
  holdFulfillmentOrder,
  releaseFulfillmentOrder,
} from './holdFulfillmentOrders.ts'
import { listReleased } from './listReleased.ts'
import {
  createMetafieldDefinition,
  findMetafieldDefinition,
  listMetafieldDefinitions,
  type MetafieldDefinitionIdentifier,
  type MetafieldDefinitionInput,
} from './metafieldDefinitions.ts'
import {
  createMetaobjectDefinition,
  findMetaobjectDefinition,
  type MetaobjectDefinitionInput,
} from './metaobjectDefinitions.ts'
import {
  deleteMetaobject,
  findMetaobject,
  listMetaobjects,
  type MetaobjectUpsertArguments,
  toMetaobjectDefinition,
  upsertMetaobject,
} from './metaobjects.ts'
import { type ListOrdersArguments, listOrders } from './orders.ts'
import { type ListProductsArguments, listProducts, updateProduct } from './products.ts'
import {
  type CodeDiscountInput,
  createCodeDiscount,
  deleteCodeDiscount,
  updateCodeDiscount,
} from './saveCodeDiscount.ts'
import {
  createDiscount,
  type DiscountAutomaticAppInput,
  deleteDiscount,
  switchDiscount,
  updateDiscount,
} from './saveDiscount.ts'
import {
  deleteMetafields,
  type MetafieldIdentifier,
  type MetafieldsSetInput,
  setMetafields,
} from './setMetafields.ts'
import { toShop } from './shop.ts'
import {
  type CreateSubscriptionArguments,
  createSubscription,
  deleteSubscription,
  type ListSubscriptionsArguments,
  listSubscriptions,
} from './subscriptions.ts'
import {
  createValidation,
  deleteValidation,
  listValidations,
  updateValidation,
  type ValidationInput,
} from './validations.ts'
import { receiveTrigger, type TriggerArguments } from './workflows.ts'

/** The imitated queries. */
export function toQueryRoot(ctx: AdminContext): ApiObject {
  const only = (typename: string) => (args: { id: string }) => {
    const node = ctx.findNode(args.id)
    return node?.__typename === typename ? node : null
  }
  const discountNode = (typename: 'DiscountNode' | 'DiscountAutomaticNode') => (args: { id: string }) => {
    const discount = findDiscount(ctx, args.id)
    return discount ? toDiscountNode(ctx, discount, typename) : null
  }
  return {
    __typename: 'QueryRoot',
    shop: () => toShop(ctx),
    app: () => toApp(ctx),
    currentAppInstallation: () => toAppInstallation(ctx),
    appInstallation: () => toAppInstallation(ctx),
    node: (args: { id: string }) => ctx.findNode(args.id),
    nodes: (args: { ids: string[] }) => args.ids.map((id) => ctx.findNode(id)),
    product: only('Product'),
    productVariant: only('ProductVariant'),
    productByIdentifier: (args: { identifier: { id?: string | null; handle?: string | null } }) => {
      const { id, handle } = args.identifier
      const named = [...ctx.shop.products.values()].find((product) => product.handle === handle)
      const gid = id ?? (named ? `gid://shopify/Product/${named.id}` : null)
      return gid ? only('Product')({ id: gid }) : null
    },
    products: (args: ListProductsArguments) => listProducts(ctx, args),
    productsCount: (args: { query?: string | null }) => countProducts(ctx, args),
    collection: only('Collection'),
    collections: (args: PageArguments & { query?: string | null }) => listCollections(ctx, args),
    order: only('Order'),
    orders: (args: ListOrdersArguments) => listOrders(ctx, args),
    customer: only('Customer'),
    fulfillmentOrder: only('FulfillmentOrder'),
    webhookSubscriptions: (args: ListSubscriptionsArguments) => listSubscriptions(ctx, args),
    validation: only('Validation'),
    validations: (args: PageArguments) => listValidations(ctx, args),
    codeDiscountNodeByCode: (args: { code: string }) => {
      const discount = findByCode(ctx, args.code)
      return discount ? toCodeDiscountNode(ctx, discount) : null
    },
    metafieldDefinition: (args: { id?: string | null; identifier?: MetafieldDefinitionIdentifier | null }) =>
      findMetafieldDefinition(ctx, args),
    metafieldDefinitions: (args: PageArguments & { ownerType: string; namespace?: string | null }) =>
      listMetafieldDefinitions(ctx, args),
    metaobject: only('Metaobject'),
    metaobjectByHandle: (args: { handle: { type: string; handle: string } }) =>
      findMetaobject(ctx, args.handle),
    metaobjects: (args: PageArguments & { type: string }) => listMetaobjects(ctx, args),
    metaobjectDefinition: only('MetaobjectDefinition'),
    metaobjectDefinitionByType: (args: { type: string }) => findMetaobjectDefinition(ctx, args.type),
    metaobjectDefinitions: (args: PageArguments) =>
      paginate({
        items: [...ctx.shop.metaobjectDefinitions.values()],
        args,
        idOf: (each) => each.id,
        toNode: (each) => toMetaobjectDefinition(ctx, each),
      }),
    discountNode: (args: { id: string }) => {
      const code = findCodeDiscount(ctx, args.id)
      return code ? toCodeDiscountNode(ctx, code, 'DiscountNode') : discountNode('DiscountNode')(args)
    },
    discountNodes: (args: PageArguments & { query?: string | null }) =>
      listDiscountNodes(ctx, args, 'DiscountNode'),
    discountNodesCount: (args: { query?: string | null }) => ({
      __typename: 'Count',
      count: searchDiscounts(ctx, args.query ?? '').length,
      precision: 'EXACT',
    }),
    automaticDiscountNode: discountNode('DiscountAutomaticNode'),
    automaticDiscountNodes: (args: PageArguments & { query?: string | null }) =>
      listDiscountNodes(ctx, args, 'DiscountAutomaticNode'),
    shopifyFunction: (args: { id: string }) => toFunction(ctx, args.id),
    shopifyFunctions: (args: PageArguments & { apiType?: string | null }) =>
      paginate({
        items: listReleased(ctx).filter((each) => !args.apiType || each.apiType === args.apiType),
        args,
        idOf: (each) => each.id,
        toNode: (each) => toFunction(ctx, each.handle) as ApiObject,
      }),
  }
}

/** The imitated mutations. */
export function toMutationRoot(ctx: AdminContext): ApiObject {
  return {
    __typename: 'Mutation',
    metafieldDefinitionCreate: (args: { definition: MetafieldDefinitionInput }) =>
      createMetafieldDefinition(ctx, args),
    metaobjectDefinitionCreate: (args: { definition: MetaobjectDefinitionInput }) =>
      createMetaobjectDefinition(ctx, args),
    metaobjectUpsert: (args: MetaobjectUpsertArguments) => upsertMetaobject(ctx, args),
    metaobjectDelete: (args: { id: string }) => deleteMetaobject(ctx, args),
    metafieldsSet: (args: { metafields: MetafieldsSetInput[] }) => setMetafields(ctx, args),
    metafieldsDelete: (args: { metafields: MetafieldIdentifier[] }) => deleteMetafields(ctx, args),
    discountAutomaticAppCreate: (args: { automaticAppDiscount: DiscountAutomaticAppInput }) =>
      createDiscount(ctx, args),
    discountAutomaticAppUpdate: (args: { id: string; automaticAppDiscount: DiscountAutomaticAppInput }) =>
      updateDiscount(ctx, args),
    discountAutomaticActivate: (args: { id: string }) => switchDiscount(ctx, args, true),
    discountAutomaticDeactivate: (args: { id: string }) => switchDiscount(ctx, args, false),
    discountAutomaticDelete: (args: { id: string }) => deleteDiscount(ctx, args),
    discountCodeBasicCreate: (args: { basicCodeDiscount: CodeDiscountInput }) =>
      createCodeDiscount({ ctx, input: args.basicCodeDiscount, root: 'basicCodeDiscount' }),
    discountCodeFreeShippingCreate: (args: { freeShippingCodeDiscount: CodeDiscountInput }) =>
      createCodeDiscount({ ctx, input: args.freeShippingCodeDiscount, root: 'freeShippingCodeDiscount' }),
    discountCodeBasicUpdate: (args: { id: string; basicCodeDiscount: CodeDiscountInput }) =>
      updateCodeDiscount({ ctx, id: args.id, input: args.basicCodeDiscount, root: 'basicCodeDiscount' }),
    discountCodeFreeShippingUpdate: (args: { id: string; freeShippingCodeDiscount: CodeDiscountInput }) =>
      updateCodeDiscount({
        ctx,
        id: args.id,
        input: args.freeShippingCodeDiscount,
        root: 'freeShippingCodeDiscount',
      }),
    discountCodeDelete: (args: { id: string }) => deleteCodeDiscount(ctx, args),
    validationCreate: (args: { validation: ValidationInput }) => createValidation(ctx, args),
    validationUpdate: (args: { id: string; validation: ValidationInput }) => updateValidation(ctx, args),
    validationDelete: (args: { id: string }) => deleteValidation(ctx, args),
    webhookSubscriptionCreate: (args: CreateSubscriptionArguments) => createSubscription(ctx, args),
    webhookSubscriptionDelete: (args: { id: string }) => deleteSubscription(ctx, args),
    productUpdate: (args: Parameters<typeof updateProduct>[1]) => updateProduct(ctx, args),
    tagsAdd: (args: { id: string; tags: string[] }) => addTags(ctx, args),
    tagsRemove: (args: { id: string; tags: string[] }) => removeTags(ctx, args),
    orderCancel: (args: OrderCancelArguments) => cancelOrderByApi(ctx, args),
    flowTriggerReceive: (args: TriggerArguments) => receiveTrigger(ctx, args),
    fulfillmentOrderHold: (args: { id: string; fulfillmentHold: FulfillmentOrderHoldInput }) =>
      holdFulfillmentOrder(ctx, args),
    fulfillmentOrderReleaseHold: (args: { id: string; holdIds?: string[] | null }) =>
      releaseFulfillmentOrder(ctx, args),
  }
}
