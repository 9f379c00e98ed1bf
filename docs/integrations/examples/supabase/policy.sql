create table notes (
  id bigint generated always as identity primary key,
  wallet_address text not null default lower(auth.jwt() ->> 'walletAddress'),
  text text not null
);

alter table notes enable row level security;

grant select, insert on notes to authenticated;

-- An address is spelled as its wallet wrote it, so both sides are made lower case.
create policy "one's own notes" on notes
  for all to authenticated
  using (wallet_address = lower(auth.jwt() ->> 'walletAddress'))
  with check (wallet_address = lower(auth.jwt() ->> 'walletAddress'));
