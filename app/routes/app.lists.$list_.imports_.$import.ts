import { adminAction } from '../admin/adminRoute.ts'
import { parseImportIds, parseImportLines } from '../admin/lists/parseListForm.ts'
import { appendListLines } from '../flows/lists/appendListLines.ts'
import { adminDoor } from '../shopify.server.ts'

/** Add the next lines to an import. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, params) => ({ ...parseImportIds(params), ...parseImportLines(body) }),
  run: ({ ctx, myshopifyDomain }, wanted) => appendListLines(ctx, { myshopifyDomain, ...wanted }),
})

export { refuseMethod as loader } from '../refuseRequest.ts'
