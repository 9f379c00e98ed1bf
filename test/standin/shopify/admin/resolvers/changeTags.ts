import { shopNow } from '../../state.ts'
import { emitWebhook } from '../../webhooks/emitWebhook.ts'
import { formatOrder } from '../../webhooks/formatOrder.ts'
import { accessDenied, holdsScope } from '../checkAccess.ts'
import { type AdminContext, parseGid, type UserError, userError } from '../context.ts'
import { findCustomer } from './customers.ts'
import { findOrder } from './orders.ts'

const MOST_TAGS = 250

/** An object with tags: its own, and how they are replaced. */
type Tagged = { tags: readonly string[]; mostTag: number; set: (tags: string[]) => void }
type TagArguments = { id: string; tags: string[] }

const payloadOf = (name: string, error: UserError | null, node: unknown = null) => ({
  __typename: name,
  node,
  userErrors: error ? [userError(error)] : [],
})

/** Finds the order or customer whose tags a mutation changes. @throws GraphQLError without its scope. */
function findTagged(ctx: AdminContext, id: string, mutation: string): Tagged | null {
  const isCustomer = parseGid(id)?.type === 'Customer'
  const scope = isCustomer ? 'write_customers' : 'write_orders'
  if (!holdsScope(ctx.scopes, [scope])) throw accessDenied(mutation, `\`${scope}\` access scope.`)
  const { state, shop } = ctx
  if (isCustomer) {
    const customer = findCustomer(ctx, id)
    const set = (tags: string[]) => {
      if (customer) customer.tags = tags
    }
    return customer && { tags: customer.tags ?? [], mostTag: 255, set }
  }
  const order = findOrder(ctx, id)
  return (
    order && {
      tags: order.tags,
      mostTag: 40,
      set: (tags) => {
        order.tags = tags
        order.updatedAt = new Date(shopNow(shop) * 1000).toISOString()
        emitWebhook({ state, shop, topic: 'orders/updated', payload: formatOrder({ shop, order }) })
      },
    }
  )
}

/** `tagsRemove` on an order or customer: a missing tag is no error. */
export function removeTags(ctx: AdminContext, args: TagArguments): unknown {
  const name = 'TagsRemovePayload'
  const found = findTagged(ctx, args.id, 'tagsRemove')
  if (!found) return payloadOf(name, { field: ['id'], message: describeGone(args.id) })
  const gone = new Set(args.tags.map((tag) => tag.trim().toLowerCase()))
  const left = found.tags.filter((tag) => !gone.has(tag.toLowerCase()))
  if (left.length < found.tags.length) found.set(left)
  return payloadOf(name, null, ctx.findNode(args.id))
}

/** `tagsAdd` on an order or customer: existing tags remain, and tags are compared without case. */
export function addTags(ctx: AdminContext, args: TagArguments): unknown {
  const name = 'TagsAddPayload'
  const found = findTagged(ctx, args.id, 'tagsAdd')
  if (!found) return payloadOf(name, { field: ['id'], message: describeGone(args.id) })
  const wanted = args.tags.map((tag) => tag.trim()).filter((tag) => tag !== '')
  if (wanted.some((tag) => tag.length > found.mostTag)) {
    const message = `Tag is too long (maximum is ${found.mostTag} characters)`
    return payloadOf(name, { field: ['tags'], message })
  }
  const known = new Set(found.tags.map((tag) => tag.toLowerCase()))
  const added = wanted.filter((tag) => !known.has(tag.toLowerCase()) && known.add(tag.toLowerCase()))
  if (found.tags.length + added.length > MOST_TAGS)
    return payloadOf(name, { field: ['tags'], message: `Cannot have more than ${MOST_TAGS} tags` })
  if (added.length > 0) found.set([...found.tags, ...added])
  return payloadOf(name, null, ctx.findNode(args.id))
}

function describeGone(id: string): string {
  return `${parseGid(id)?.type === 'Customer' ? 'Customer' : 'Order'} does not exist`
}
