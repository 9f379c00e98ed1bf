import { GraphQLError, type GraphQLSchema, isScalarType, Kind, type ValueNode } from 'graphql'

/**
 * Adds the checks to custom scalars that an introspection file does not carry, so that a malformed date, amount or URL
 * is refused where Shopify refuses it. Safe to call twice on one schema.
 */
export function prepareScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, { check, explain }] of Object.entries(CHECKS)) {
    const type = schema.getType(name)
    if (!isScalarType(type)) continue
    const parse = (value: unknown): unknown => {
      if (!check(value)) throw new GraphQLError(explain)
      return value
    }
    type.parseValue = parse
    type.parseLiteral = (node: ValueNode) => parse(readLiteral(node))
  }
  return schema
}

function readLiteral(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT
    ? node.value
    : undefined
}

const decimal = (value: unknown): boolean =>
  (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) ||
  (typeof value === 'number' && Number.isFinite(value))

const CHECKS: Record<string, { check: (value: unknown) => boolean; explain: string }> = {
  DateTime: {
    check: (value) =>
      typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]/.test(value) && !Number.isNaN(Date.parse(value)),
    explain: 'invalid DateTime: expected an ISO 8601 date and time',
  },
  Date: {
    check: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
    explain: 'invalid Date: expected YYYY-MM-DD',
  },
  Decimal: { check: decimal, explain: 'invalid decimal' },
  Money: { check: decimal, explain: 'invalid money' },
  URL: {
    check: (value) => typeof value === 'string' && URL.canParse(value),
    explain: 'invalid URL, missing scheme',
  },
  UnsignedInt64: { check: (value) => /^\d+$/.test(String(value)), explain: 'invalid UnsignedInt64' },
}
