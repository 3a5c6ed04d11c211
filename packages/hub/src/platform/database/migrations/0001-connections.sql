-- Connections: who we are at GoTo. Everything that is secret is sealed (platform/crypto) before it comes here.
-- Keys of GoTo are text (goto-webinar.md 2), instants are timestamptz, ids are our own uuids.

create table oauth_client (
  id                     uuid primary key,
  name                   text not null unique,
  -- goto-oauth.md 3: a UUID-shaped string
  client_id              text not null,
  -- null: a public client, which has no secret (goto-oauth.md 2)
  sealed_secret          text,
  api_address            text not null,
  authentication_address text not null,
  -- null: the hub's own address with /connections/callback
  redirect_address       text,
  -- space-separated, as they are sent (goto-oauth.md 8)
  scopes                 text not null,
  -- what GoTo allows per API; 10 unless it was raised on request (goto-oauth.md 11)
  requests_per_second    integer not null check (requests_per_second > 0),
  created_at             timestamptz not null,
  unique (client_id, authentication_address)
);

create table connection (
  id                uuid primary key,
  oauth_client_id   uuid not null references oauth_client (id),
  name              text not null check (length(name) between 1 and 25),
  alias             text not null unique check (alias ~ '^[A-Za-z0-9_]{1,25}$'),
  -- the owner, known after the first consent
  organizer_key     text,
  account_key       text,
  account_name      text,
  email             text,
  created_at        timestamptz not null,
  -- health, in plain words; never holds a secret
  last_success_at   timestamptz,
  last_error_at     timestamptz,
  last_error        text
);

-- The vault: one row per connection.
create table oauth_grant (
  connection_id       uuid primary key references connection (id) on delete cascade,
  -- the last fencing token given out, to a lease or to a new consent; it only ever grows
  fence               bigint not null default 0,
  -- the fencing token of the write that put the grant there; null: nobody has consented yet
  version             bigint,
  -- access token, refresh token and personal access token, sealed together
  sealed_tokens       text,
  -- how it renews itself: by refresh token or by personal access token
  renewal             text check (renewal in ('refresh-token', 'personal-access-token')),
  expires_at          timestamptz,
  consented_at        timestamptz,
  refresh_token_since timestamptz,
  scopes              text[],
  principal           text,
  -- set when GoTo refused to renew it
  dead_at             timestamptz,
  dead_description    text,
  -- the right to refresh, held by one process at a time
  lease_fence         bigint,
  lease_until         timestamptz
);

-- An authorization that was begun in a browser and waits for its callback, or for somebody to choose an account.
create table authorization_request (
  id                uuid primary key,
  -- SHA-256 of the state value: who reads the table cannot finish the request of another
  state_hash        text not null unique,
  connection_id     uuid not null references connection (id) on delete cascade,
  sealed_verifier   text not null,
  redirect_address  text not null,
  -- key or name of the account that was asked for; null: the only one there is
  account           text,
  allow_other_owner boolean not null,
  expires_at        timestamptz not null,
  -- set by the first callback, so that a second one with the same state is refused
  used_at           timestamptz,
  -- the grant, while somebody must still choose the account
  sealed_grant      text,
  -- how it ended, for whoever waits for it
  outcome           jsonb
);

-- What processes that share a budget agree on; one row per OAuth client and API. Not used by the embedded database.
create table budget (
  oauth_client_id uuid not null references oauth_client (id) on delete cascade,
  api             text not null,
  state           jsonb not null,
  primary key (oauth_client_id, api)
);
