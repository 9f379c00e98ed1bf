import type { Pool } from 'pg'
import { chooseUntil } from '../../../app/core/proof/chooseUntil.ts'

/** What a yardstick knows of the one shop and the one gate since it started. */
export type Known = {
  readonly shopId: string
  readonly myshopifyDomain: string
  readonly domain: string
  readonly gate: number
  readonly revision: number
  readonly contract: string
  readonly minimum: bigint
  readonly productId: number
  readonly reaction: string
  /** The gate as a proof names it. */
  readonly entry: string
  readonly epoch: string
  readonly key: Buffer
  /** The end of proofs that are made now. */
  readonly until: string
  readonly endsAt: number
}

/** Read the one shop with its one gate. The proofs' key is any: nobody checks the yardsticks' proofs. */
export async function readKnown(pool: Pick<Pool, 'query'>): Promise<Known> {
  const { rows } =
    await pool.query(`SELECT shop.id, shop.myshopify_domain, shop.primary_domain, shop.iana_timezone,
      gate.number, gate.revision, gate.requirement, gate.subject, proof_key.epoch
    FROM shop JOIN gate ON gate.shop_id = shop.id JOIN proof_key ON proof_key.shop_id = shop.id`)
  const row = rows[0]
  const { contract, minimum } = row.requirement.root
  const now = Math.floor(Date.now() / 1000)
  const end = chooseUntil({ now, ianaTimezone: row.iana_timezone, proofLife: 3600 })
  const gate = Number(row.number)
  return {
    shopId: String(row.id),
    myshopifyDomain: String(row.myshopify_domain),
    domain: String(row.primary_domain),
    gate,
    revision: Number(row.revision),
    contract: String(contract),
    minimum: BigInt(minimum),
    productId: Number(row.subject.ids[0]),
    reaction: 'p2000',
    entry: `${gate.toString(36)}:${row.revision}:0:0:p2000`,
    epoch: String(row.epoch),
    key: Buffer.alloc(32, 7),
    ...end,
  }
}
