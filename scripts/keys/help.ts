export const HELP = `Projects and keys of the API.

  npm run keys -- <command> [--json]

  projects                          list every project on this server
  create-project --name <name>      make a project; prints its publishable and secret key
  show <project>                    a project with its keys
  set <project> …                   change what is named, leave the rest
  delete-project <project> --yes    delete a project with its keys

  create-key <project> --kind secret|publishable --name <name>
  roll <key>                        a new key at once; the old one ends in 24 hours
  revoke <key>                      refuse a key from now on

  rotate-signing-key                sign access tokens with a new key; nobody is signed out
  revoke-token <tid>                refuse one access token, named by its claim "tid"

<project> is an id, or a name that only one project has. <key> is a key's id, or the key itself.

What create-project and set understand; those with … may be given several times and replace the whole list:

  --name <name>
  --domain <host[:port]> …          sites that may use the project: shop.example, localhost:*
  --redirect <address> …            where OAuth logins may return: https://shop.example/callback
  --format siwe|simple              simple names no site: another site can ask for the same signature
  --statement <sentence>            the sentence that people sign; "" for the usual one
  --chain <chain> --contract <0x…> --min <amount> --token-id <id> … --wallet <0x…> …
                                    who may sign in: holders of a token, or listed wallets
  --everyone                        everyone with a wallet may sign in

It needs PALISADE_SECRET and the server's DATABASE_URL or DATA_DIR. With the embedded database, stop the server first.
A running server learns of changes within five seconds. Exit code 0: done, 1: refused, 2: not understood.`
