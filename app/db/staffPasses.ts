import type { WalletAddress } from '../core/chain/types.ts'
import type { GateNumber, ShopId } from '../core/gate/types.ts'
import type { ReservationState } from '../core/redemption/types.ts'
import type { PassMark, StaffPass } from '../core/staffPass/types.ts'
import type { StaffPassesPort } from '../ports/staffPasses.ts'
import type { Database, HotRow } from './database.ts'

// A request that is sent twice at once names one pass. The visit has no wallet: nobody has proven one, so it opens no gate but the pass's own.
const CREATE = `WITH visit_of_pass AS (
    INSERT INTO visit (id, token_hash, shop_id, wallets, vaults, expires_at)
    VALUES ($1, $10, $2::bigint, '[]'::jsonb, '[]'::jsonb, $9::bigint) ON CONFLICT (id) DO NOTHING
  )
  INSERT INTO staff_pass (id, shop_id, gate, wallet_address, units, note, actor, created_at, ends_at)
  VALUES ($1, $2::bigint, $3::bigint, $4, $5::int, $6, $7, $8::bigint, $9::bigint) ON CONFLICT (id) DO NOTHING`

// A pass has at most one reservation: its visit reserves nothing after it was made.
const READ = `SELECT pass.id, pass.shop_id, pass.gate, pass.wallet_address, pass.units, pass.note, pass.actor,
    pass.created_at, pass.ends_at, reservation.id AS reservation_id, reservation.state, reservation.order_id
  FROM staff_pass AS pass
  LEFT JOIN reservation ON reservation.visit_id = pass.id AND reservation.gate = pass.gate
    AND reservation.shop_id = pass.shop_id`
const FIND = `${READ} WHERE pass.shop_id = $1::bigint AND pass.id = ANY($2::text[]) ORDER BY pass.id`
const LIST = `${READ} WHERE pass.shop_id = $1::bigint AND pass.gate = $2::bigint
    AND pass.created_at <= $4::bigint AND (pass.created_at < $4::bigint OR pass.id > $5)
  ORDER BY pass.created_at DESC, pass.id LIMIT $3::int`

/** Behind this one come all. */
const NEWEST: PassMark = { createdAt: Number.MAX_SAFE_INTEGER, id: '' }

/** Store passes in the table `staff_pass`. Their uses are in `reservation`. */
export function createStaffPassesPort({ db }: { db: Database }): StaffPassesPort {
  return {
    create: async ({ pass, tokenHash }) => {
      const { id, shopId, gate, wallet, units, note, actor, createdAt, endsAt } = pass
      await db.hot.query('create_staff_pass', CREATE, [
        ...[id, shopId, gate, wallet, units, note, actor, createdAt, endsAt, tokenHash],
      ])
    },
    find: async ({ shopId, ids }) => {
      if (ids.length === 0) return []
      const rows = await db.hot.query('find_staff_passes', FIND, [shopId, [...ids]])
      return rows.map(parseStaffPassRow)
    },
    list: async ({ shopId, gate, before = NEWEST, limit }) => {
      const rows = await db.hot.query('list_staff_passes', LIST, [
        ...[shopId, gate, limit, before.createdAt, before.id],
      ])
      return rows.map(parseStaffPassRow)
    },
  }
}

function parseStaffPassRow(row: HotRow): StaffPass {
  return {
    id: String(row.id),
    shopId: BigInt(String(row.shop_id)) as ShopId,
    gate: Number(row.gate) as GateNumber,
    wallet: row.wallet_address === null ? null : (String(row.wallet_address) as WalletAddress),
    units: Number(row.units),
    note: String(row.note),
    actor: String(row.actor),
    createdAt: Number(row.created_at),
    endsAt: Number(row.ends_at),
    use:
      row.reservation_id === null
        ? null
        : {
            reservationId: BigInt(String(row.reservation_id)),
            state: String(row.state) as ReservationState,
            orderId: row.order_id === null ? null : BigInt(String(row.order_id)),
          },
  }
}
