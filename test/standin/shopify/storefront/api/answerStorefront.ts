import {
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql'
import { formatExecutionError, formatValidationError } from '../../admin/formatErrors.ts'
import { type PageArguments, paginate } from '../../admin/paginate.ts'
import { prepareScalars } from '../../admin/prepareScalars.ts'
import { loadSchema } from '../../schemas/loadSchema.ts'
import type { StandinProduct, StandinShop, StandinState } from '../../state.ts'
import { createCartMutations } from './changeApiCart.ts'
import { type CartMetafieldsSetInput, type StorefrontCaller, setCartMetafields } from './setCartMetafields.ts'
import { findApiCart, type ToApiCartParameters, toApiCart } from './toApiCart.ts'
import { toApiProduct } from './toApiProduct.ts'

export type AnswerStorefrontParameters = {
  state: StandinState
  shop: StandinShop
  caller: StorefrontCaller
  /** Prices a cart, with its Functions. */
  price: ToApiCartParameters['price']
  body: unknown
}

/** Answers one Storefront GraphQL request against the published schema; a field that is not imitated is an error. */
export async function answerStorefront(parameters: AnswerStorefrontParameters): Promise<object> {
  const { query, variables, operationName } = (parameters.body ?? {}) as {
    query?: unknown
    variables?: Record<string, unknown> | null
    operationName?: string | null
  }
  if (typeof query !== 'string') return { errors: [{ message: 'query is required' }] }
  const schema = prepareScalars(await loadSchema('storefront-graphql_2026-10'))
  const document = readDocument(query)
  if (document instanceof GraphQLError) return { errors: [formatExecutionError(document)] }
  const invalid = validate(schema, document)
  if (invalid.length > 0) return { errors: invalid.map(formatValidationError) }
  const result = await execute({
    ...{ schema, document, operationName },
    variableValues: variables ?? {},
    fieldResolver: makeResolver(schema, parameters),
    typeResolver: (value) => (value as { __typename: string }).__typename,
  })
  return { ...result, ...(result.errors && { errors: result.errors.map(formatExecutionError) }) }
}

function readDocument(query: string) {
  try {
    return parse(query)
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

type Table = Record<string, unknown>

function makeResolver(
  schema: GraphQLSchema,
  { state, shop, caller, price }: AnswerStorefrontParameters,
): GraphQLFieldResolver<unknown, unknown> {
  const query: Table = {
    cart: ({ id }: { id: string }) => {
      requireScope(caller, 'unauthenticated_read_checkouts', 'cart')
      const cart = findApiCart({ shop, id })
      return cart && toApiCart({ state, shop, cart, price })
    },
    product: ({ id, handle }: { id?: string | null; handle?: string | null }) => {
      requireScope(caller, 'unauthenticated_read_product_listings', 'product')
      const found = [...shop.products.values()].find((product) =>
        id ? id === `gid://shopify/Product/${product.id}` : product.handle === handle,
      )
      return found && !found.isDraft ? toApiProduct({ shop, product: found }) : null
    },
    products: (args: PageArguments) => {
      requireScope(caller, 'unauthenticated_read_product_listings', 'products')
      const items = [...shop.products.values()].filter((product) => !product.isDraft)
      const toNode = (product: StandinProduct) => toApiProduct({ shop, product })
      return paginate({ items, args, idOf: (product) => String(product.id), toNode })
    },
  }
  const changes = Object.entries(createCartMutations({ state, shop, price })).map(([name, change]) => [
    name,
    (args: Parameters<typeof change>[0]) => {
      requireScope(caller, 'unauthenticated_write_checkouts', name)
      return (change as (args: unknown) => unknown)(args)
    },
  ])
  const mutation: Table = {
    ...Object.fromEntries(changes),
    cartMetafieldsSet: (args: { metafields: CartMetafieldsSetInput[] }) => {
      requireScope(caller, 'unauthenticated_write_checkouts', 'cartMetafieldsSet')
      return setCartMetafields({ state, shop, caller, metafields: args.metafields })
    },
  }
  return (source, args, _context, info) => {
    const { parentType, fieldName } = info
    const isRoot = parentType === schema.getQueryType() || parentType === schema.getMutationType()
    const table = isRoot ? (parentType === schema.getQueryType() ? query : mutation) : (source as Table)
    const field = table[fieldName]
    if (field === undefined) {
      throw new GraphQLError(`The stand-in does not support ${parentType.name}.${fieldName}.`, {
        extensions: { code: 'STANDIN_NOT_IMITATED' },
      })
    }
    return typeof field === 'function' ? (field(args) as unknown) : field
  }
}

/** An app needs the scope. A caller that is no app may do anything that a shopper's browser may. */
function requireScope({ isApp, scopes }: StorefrontCaller, scope: string, field: string): void {
  if (!isApp || scopes.includes(scope)) return
  throw new GraphQLError(`Access denied for ${field} field. Required access: \`${scope}\` access scope.`, {
    extensions: { code: 'ACCESS_DENIED', documentation: 'https://shopify.dev/api/usage/access-scopes' },
  })
}
