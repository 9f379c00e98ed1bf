import type { ScanRole, TokenIdScan } from '../../../../app/core/chain/tokenIdScan.ts'
import type { TokenIdScansPort } from '../../../../app/ports/tokenIdScans.ts'

type Row = TokenIdScan & { readonly role: ScanRole }

/** Store scans in memory, with the port of the database. */
export function keepScans(): TokenIdScansPort & { readonly rows: readonly Row[] } {
  const rows: Row[] = []
  const isSame = (one: Row, role: ScanRole, { chain, contract, owner }: Omit<TokenIdScan, 'ids'>) =>
    one.role === role && one.chain === chain && one.contract === contract && one.owner === owner
  return {
    rows,
    find: async ({ role, pairs }) =>
      rows.filter((row) => pairs.some((pair) => isSame(row, role, pair as TokenIdScan))),
    save: async ({ role, scans }) => {
      for (const scan of scans) {
        const at = rows.findIndex((row) => isSame(row, role, scan))
        rows.splice(at < 0 ? rows.length : at, at < 0 ? 0 : 1, { ...scan, role })
      }
    },
  }
}
