import { answerPicketError } from '../answerPicketError.ts'
import { authenticateCaller, type RouteArguments } from '../authenticateCaller.ts'
import type { StorefrontDoor } from '../storefront/storefrontRoute.ts'
import { wrongMethod } from '../wrongMethod.ts'
import { checkUrlKey } from './checkUrlKey.ts'
import { composeServerGuide, composeShopGuide } from './composeGuide.ts'

/** Make the address of a project's text for models. It names the key of its own address. */
export function shopGuideRoute<Context>({
  door,
  issuer,
}: {
  readonly door: StorefrontDoor<Context>
  readonly issuer: string
}) {
  return (asked: RouteArguments) =>
    answerText(asked, async ({ request, params, context }) => {
      door.ceiling.check('later')
      const key = checkUrlKey(params.key)
      // Every site may read it, as a browser without a script may.
      const who = { access: 'publishable', sites: 'every', origin: null } as const
      const user = await authenticateCaller({ door, request, context, key, ...who })
      await door.limit(user)
      const { myshopifyDomain } = await door.enterStorefront({ project: user.project, site: null })
      return composeShopGuide({ issuer, myshopifyDomain, key })
    })
}

/** Make the address of the server's text for models. */
export function serverGuideRoute({ issuer }: { readonly issuer: string }) {
  return (asked: RouteArguments) => answerText(asked, async () => composeServerGuide({ issuer }))
}

async function answerText(
  asked: RouteArguments,
  compose: (asked: RouteArguments) => Promise<string>,
): Promise<Response> {
  try {
    if (!['GET', 'HEAD'].includes(asked.request.method)) throw wrongMethod(['GET'])
    return new Response(await compose(asked), {
      // A Headers object, because the server keeps headers that are set on it later.
      headers: new Headers({
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'public, max-age=300',
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      }),
    })
  } catch (error) {
    return answerPicketError(error)
  }
}
