export const HELP = `Projects and keys of the API.

  npm run keys -- <command> [--json]        in the built folder: node palisade.js keys <command>

  projects                          list every project on this server
  create-project --name <name>      create a project; prints its publishable and secret key
  show <project>                    show a project with its keys
  set <project> …                   change the given fields only
  delete-project <project> --yes    delete a project with its keys

  create-key <project> --kind secret|publishable --name <name>
  roll <key>                        create a new key now; the old one ends in 24 hours
  revoke <key>                      end a key now

  rotate-signing-key                sign access tokens with a new key; users stay signed in
  revoke-token <tid>                revoke one access token, by its claim "tid"

  after-restore                     the database was set back to a backup: end every shop's proof keys and tills, and find orders

<project> is an id, or a name that only one project has. <key> is the id of a key, or the key itself.

Options of create-project and set. Repeat an option with … to give several values. They replace the whole list:

  --name <name>
  --domain <host[:port]> …          sites that may use the project: shop.example, localhost:*
  --redirect <url> …                URLs where OAuth logins may return: https://shop.example/callback
  --format siwe|simple              simple names no site, so another site can request the same signature
  --statement <sentence>            the sentence that users sign; "" for the default
  --chain <chain> --contract <0x…> --min <amount> --token-id <id> … --wallet <0x…> …
                                    who may sign in: holders of a token, or listed wallets
  --everyone                        everyone with a wallet may sign in

The command needs PALISADE_SECRET and the server's DATABASE_URL or DATA_DIR. With the embedded database, stop the server first.
A running server applies changes within five seconds. Exit codes: 0 done, 1 refused, 2 invalid command.`
