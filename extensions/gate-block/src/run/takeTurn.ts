let last: Promise<unknown> = Promise.resolve()

/** Do one thing after the other for all blocks of the page: two that write the cart at once undo each other. */
export function takeTurn<Result>(deed: () => Promise<Result>): Promise<Result> {
  const turn = last.then(deed, deed)
  last = turn
  return turn
}
