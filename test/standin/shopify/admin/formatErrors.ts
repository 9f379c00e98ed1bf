import type { GraphQLError } from 'graphql'

/** One error as the Admin API shows it. */
export type ApiError = {
  message: string
  locations?: readonly { line: number; column: number }[]
  path?: readonly (string | number)[]
  extensions?: Record<string, unknown>
}

/** Formats an error that `execute` collected. */
export function formatExecutionError(error: GraphQLError): ApiError {
  return {
    message: error.message,
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
    ...(Object.keys(error.extensions).length > 0 && { extensions: error.extensions }),
  }
}

/** Formats a validation error, with Shopify's codes for the common mistakes. */
export function formatValidationError(error: GraphQLError): ApiError {
  const field = /^Cannot query field "(.+?)" on type "(.+?)"/.exec(error.message)
  const locations = error.locations ?? []
  if (field)
    return {
      message: `Field '${field[1]}' doesn't exist on type '${field[2]}'`,
      locations,
      extensions: { code: 'undefinedField', typeName: field[2], fieldName: field[1] },
    }
  const argument = /^Unknown argument "(.+?)" on field "(.+?)\.(.+?)"/.exec(error.message)
  if (argument)
    return {
      message: `Field '${argument[3]}' doesn't accept argument '${argument[1]}'`,
      locations,
      extensions: { code: 'argumentNotAccepted', name: argument[3], argumentName: argument[1] },
    }
  const missing = /^Field "(.+?)" argument "(.+?)" of type/.exec(error.message)
  if (missing)
    return {
      message: `Field '${missing[1]}' is missing required arguments: ${missing[2]}`,
      locations,
      extensions: { code: 'missingRequiredArguments', name: missing[1], arguments: missing[2] },
    }
  return { message: error.message, locations, extensions: { code: 'graphql-validation' } }
}

/** Formats an invalid variable value. */
export function formatVariableError(error: GraphQLError, variables: Record<string, unknown>): ApiError {
  const name = /^Variable "\$(.+?)"/.exec(error.message)?.[1] ?? ''
  const [, explanation] = error.message.split('; ')
  const path = /at "\$?[^".]*\.?(.*?)"/.exec(error.message)?.[1] ?? /at "(.+?)"/.exec(error.message)?.[1]
  return {
    message: `Variable $${name} was provided invalid value: ${explanation ?? error.message}`,
    locations: error.locations ?? [],
    extensions: {
      value: variables[name] ?? null,
      problems: [{ path: path ? path.split('.').slice(1) : [], explanation: explanation ?? error.message }],
    },
  }
}
