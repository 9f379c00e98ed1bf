import {
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Knobs } from '../knobs.ts'

export type CountCostParameters = {
  schema: GraphQLSchema
  operation: OperationDefinitionNode
  fragments: readonly FragmentDefinitionNode[]
  variables: Record<string, unknown>
  nodesCost?: Knobs['nodesCost']
}

/**
 * Counts an operation's points by Shopify's published rule of thumb: object 1, mutation 10, connection by its size. A
 * list requested by `ids` costs once per id, unless `nodesCost` says otherwise: Shopify does not document this, and it is
 * the more expensive reading.
 */
export function countCost(parameters: CountCostParameters): number {
  const { schema, operation, variables } = parameters
  const fragments = new Map(parameters.fragments.map((fragment) => [fragment.name.value, fragment]))

  function sizeOf(args: readonly { name: { value: string }; value: unknown }[] | undefined): number {
    for (const argument of args ?? []) {
      if (argument.name.value !== 'first' && argument.name.value !== 'last') continue
      const value = argument.value as { kind: string; value?: string; name?: { value: string } }
      if (value.kind === Kind.INT) return Number(value.value)
      if (value.kind === Kind.VARIABLE) return Number(variables[value.name?.value ?? ''] ?? 1)
    }
    return 1
  }

  /** Number of objects in a list requested by `ids`. */
  function countIds(args: readonly { name: { value: string }; value: unknown }[] | undefined): number {
    if (parameters.nodesCost === 'once') return 1
    const value = args?.find(({ name }) => name.value === 'ids')?.value as
      | { kind: string; values?: readonly unknown[]; name?: { value: string } }
      | undefined
    if (value?.kind === Kind.LIST) return value.values?.length ?? 1
    const given = value?.kind === Kind.VARIABLE ? variables[value.name?.value ?? ''] : null
    return Array.isArray(given) ? given.length : 1
  }

  function costOf(set: SelectionSetNode | undefined, typeName: string): number {
    const type = schema.getType(typeName)
    if (!set || !type) return 0
    let own = 0
    const branches = new Map<string, number>()
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (!isObjectType(type) && !('getFields' in type)) continue
        const field = (type as GraphQLObjectType).getFields()[selection.name.value]
        if (!field) continue
        const named = getNamedType(field.type)
        if (isLeafType(named)) continue
        const inner = costOf(selection.selectionSet, named.name)
        if (type === schema.getMutationType()) own += 10
        else if (named.name.endsWith('Connection'))
          own += 1 + sizeOf(selection.arguments) * Math.max(inner, 1)
        else own += (1 + inner) * countIds(selection.arguments)
        continue
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)
      const target = fragment?.typeCondition?.name.value ?? typeName
      const inner = costOf(fragment?.selectionSet, target)
      if (isAbstractType(type)) branches.set(target, (branches.get(target) ?? 0) + inner)
      else own += inner
    }
    return own + Math.max(0, ...branches.values())
  }

  const root = schema.getRootType(operation.operation)
  return root ? costOf(operation.selectionSet, root.name) : 0
}
