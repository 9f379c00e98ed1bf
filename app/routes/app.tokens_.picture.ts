import { adminLoader } from '../admin/adminRoute.ts'
import { parseContractQuestion } from '../admin/parseContractQuestion.ts'
import { answerPicture } from '../admin/tokens/answerPicture.ts'
import { readTokenPicture } from '../flows/gates/readTokenPicture.ts'
import { adminDoor } from '../shopify.server.ts'

/** The picture of a token: `?chain=ethereum&contract=0x…`. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx }, { query }) => answerPicture(await readTokenPicture(ctx, parseContractQuestion(query))),
})
