import {
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

const METAFIELD_COST = 3
const FIELD_COSTS: Readonly<Record<string, number>> = {
  metafield: METAFIELD_COST,
  hasAnyTag: 3,
  hasTags: 3,
  inAnyCollection: 3,
  inCollections: 3,
  metaobject: 1,
}

/**
 * Count the cost of a Function's input query by Shopify's published table; Shopify refuses more than 30.
 *
 * @see shopify.dev, Functions API, "Limitations", "Input query limitations"
 */
export function countQueryCost({ query, schema }: { query: string; schema: GraphQLSchema }): number {
  const info = new TypeInfo(schema)
  let cost = 0
  visit(
    parse(query),
    visitWithTypeInfo(info, {
      Field(node) {
        const name = node.name.value
        const parent = info.getParentType()?.name
        if (name.startsWith('__')) return
        if (parent === 'Metaobject' && name === 'field') {
          cost += METAFIELD_COST
          return false
        }
        const known = FIELD_COSTS[name]
        if (known !== undefined) {
          cost += known
          // Fields inside a metafield, a tag or a collection answer are free; those of a metaobject are not.
          return name === 'metaobject' ? undefined : false
        }
        const type = info.getType()
        if (type && isLeafType(getNamedType(type))) cost += 1
      },
    }),
  )
  return cost
}
