-- What all processes together sent to GoTo, minute by minute, for the last day: for people who look at it. What may be
-- sent is decided by the budget itself (0001).
create table budget_use (
  oauth_client_id uuid not null references oauth_client (id) on delete cascade,
  api             text not null,
  -- its beginning
  minute          timestamptz not null,
  interactive     integer not null,
  bulk            integer not null,
  -- of these, answered 429
  rate_limited    integer not null,
  primary key (oauth_client_id, api, minute)
);
