import { keyChainOf } from '../../core/chain/familyOf.ts'
import type { ChainSlug, WalletAddress } from '../../core/chain/types.ts'
import type { CustomerCount, CustomerGate, CustomerRow, TagRefusal } from '../../core/customer/types.ts'
import type { ProvenWallet, Vault } from '../../core/login/types.ts'
import { readList, readObject, readText } from '../../core/stored/fields.ts'
import { parseVaults } from '../../core/visit/visitJson.ts'
import type { HotRow } from '../database.ts'

/** Parse the columns of `customer_gate` that a write to Shopify needs. */
export function parseGateColumns(row: HotRow): CustomerGate {
  return {
    gate: Number(row.gate),
    linkedAt: Number(row.linked_at),
    ownTag: toText(row.own_tag),
    isLeaving: row.is_leaving === true,
    version: Number(row.version),
  }
}

/** Parse a row of `customer_gate` for staff. */
export function parseCustomerRow(row: HotRow): CustomerRow {
  return {
    ...parseGateColumns(row),
    customerId: String(row.customer_id),
    askedTag: toText(row.asked_tag),
    needsWrite: row.needs_write === true,
    refusal: toText(row.refusal) as TagRefusal | null,
    checkedAt: Number(row.checked_at),
    unread: toText(row.unread),
  }
}

/** Parse the counts of a gate's customers. */
export function parseCountRow(row: HotRow): CustomerCount {
  return {
    gate: Number(row.gate),
    tagged: Number(row.tagged),
    isMore: row.is_more === true,
    waiting: Number(row.waiting),
    leaving: Number(row.leaving),
    unread: Number(row.unread),
    unreadChains: (row.chains ?? []) as string[],
    refused: Number(row.refused),
    // Of many customers, only some were read.
    checkedAt: row.is_more === true || row.checked_at === null ? null : Number(row.checked_at),
  }
}

/** Parse a customer's wallets and vaults. @throws {SetupError} ERR_STORED_INVALID */
export function parseWalletRows(value: unknown): { wallets: ProvenWallet[]; vaults: Vault[] } {
  const rows = readList(value, 'customer_wallet', (row) => {
    const { address, onlyOn, vault } = readObject(row, 'customer_wallet')
    return {
      address: readText(address, 'address') as WalletAddress,
      onlyOn: readText(onlyOn, 'only_on'),
      vaults: vault === null ? [] : parseVaults(vault),
    }
  })
  return {
    wallets: rows.flatMap(({ address, onlyOn, vaults }): ProvenWallet[] => {
      if (vaults.length > 0) return []
      // A key is the same on every chain of its family.
      if (onlyOn === '') return [{ kind: 'key', chain: keyChainOf(address), address }]
      return [{ kind: 'contract', chain: onlyOn as ChainSlug, address }]
    }),
    vaults: rows.flatMap(({ vaults }) => vaults),
  }
}

function toText(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}
