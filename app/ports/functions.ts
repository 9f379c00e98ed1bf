/** The app’s Functions as this server built them: the modules that `shopify app deploy` uploads. */
export type FunctionsPort = {
  /**
   * The input query of each target, as it was built.
   * @throws {SetupError} ERR_FUNCTION_BUILD if a Function is not built, or its bytes changed since
   */
  readQueries: () => Promise<readonly BuiltQuery[]>
  /**
   * Run a built Function once on an input, within Shopify's limits.
   * @throws {SetupError} ERR_FUNCTION_BUILD. @throws {Error} if the run fails
   */
  run: (parameters: { handle: string; exportName: string; input: unknown }) => Promise<unknown>
}

export type BuiltQuery = { readonly handle: string; readonly target: string; readonly query: string }
