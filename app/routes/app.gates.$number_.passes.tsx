import { useLoaderData, useSearchParams } from '@remix-run/react'
import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { findStoreUrl } from '../admin/editor/useGateHeader.tsx'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { parseGateNumber } from '../admin/parseGateNumber.ts'
import { formatPasses } from '../admin/passes/formatPasses.ts'
import { PassesPage } from '../admin/passes/PassesPage.tsx'
import { parsePass, parsePassMark } from '../admin/passes/parsePass.ts'
import { findSubject } from '../flows/gates/findSubject.ts'
import { createStaffPass } from '../flows/staffPasses/createStaffPass.ts'
import { listStaffPasses } from '../flows/staffPasses/listStaffPasses.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta<typeof loader>('One-time passes', ({ gate }) => `Passes · ${gate.name}`)

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params, query }) => {
    const found = await listStaffPasses(ctx, {
      ...{ myshopifyDomain, number: parseGateNumber(params.number) },
      before: parsePassMark(query),
    })
    const subjects = await findSubject(ctx, { subject: found.gate.subject })
    return formatPasses({ ...found, storeUrl: findStoreUrl(subjects), now: ctx.now() })
  },
})

/** Create a one-time pass. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { number }) => ({ number: parseGateNumber(number), ...parsePass(body) }),
  run: async ({ ctx, ...staff }, asked) => {
    await createStaffPass(ctx, { ...staff, ...asked })
  },
})

export { clientAction } from '../admin/clientAction.ts'

export default function Passes() {
  const [query] = useSearchParams()
  return <PassesPage {...useLoaderData<typeof loader>()} isAsked={query.has('new')} />
}
