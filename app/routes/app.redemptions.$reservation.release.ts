import { adminAction } from '../admin/adminRoute.ts'
import { parseRelease, parseReservationId } from '../admin/redemptions/parseRedemptions.ts'
import { releaseReservation } from '../flows/orders/releaseReservation.ts'
import { adminDoor } from '../shopify.server.ts'

/** Release a reservation. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { reservation }) => ({
    reservationId: parseReservationId(reservation),
    ...parseRelease(body),
  }),
  run: async ({ ctx, ...staff }, change) => {
    await releaseReservation(ctx, { ...staff, ...change })
  },
})

export { clientAction } from '../admin/clientAction.ts'
export { answerWrongMethod as loader } from '../answerRefusal.ts'
