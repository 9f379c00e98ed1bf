import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  Kind,
  typeFromAST,
} from 'graphql'

/** List the deprecated input fields and enum values in an operation's variables, which validation does not check. */
export function findDeprecatedInput({
  schema,
  document,
  variables,
}: {
  schema: GraphQLSchema
  document: DocumentNode
  variables: Readonly<Record<string, unknown>>
}): string[] {
  const declared = document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? (one.variableDefinitions ?? []) : [],
  )
  return declared.flatMap(({ variable, type }) => {
    // The type is a list, a name or a non-null of these; `typeFromAST` has an overload for each.
    const input = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1])
    return isInputType(input) ? findIn(input, variables[variable.name.value]) : []
  })
}

function findIn(type: GraphQLInputType, value: unknown): string[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((each) => findIn(type, each))
  const named = getNamedType(type)
  if (isEnumType(named)) {
    const found = named.getValue(String(value))
    return found?.deprecationReason ? [`${named.name}.${found.name}`] : []
  }
  if (!isInputObjectType(named)) return []
  const fields = named.getFields()
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = fields[name]
    if (!field || inner === undefined) return []
    const own = field.deprecationReason ? [`${named.name}.${name}`] : []
    return [...own, ...findIn(field.type, inner)]
  })
}
