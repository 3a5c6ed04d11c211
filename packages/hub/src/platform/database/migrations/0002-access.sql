-- Access: people and their sessions, teams, API keys, one-time links, counted attempts, the audit log.
-- Nothing here can be turned back into a password, a key or the code of a link: only their hashes are kept.

-- The next four are the core tables of better-auth (https://better-auth.com/docs/concepts/database) under our names;
-- access/sign-in/engine.ts says which is which, and a test holds them against what the library expects.

create table person (
  id             uuid primary key,
  -- lower case: one person per address, however it is typed
  email          text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  name           text not null check (length(name) between 1 and 100),
  -- what a role may do stands in access/permissions.ts
  role           text not null check (role in ('administrator', 'operator', 'viewer')),
  image          text,
  created_at     timestamptz not null,
  updated_at     timestamptz not null
);

create table person_session (
  id         uuid primary key,
  -- the cookie carries it with a signature, so that who reads this table cannot take the session over
  token      text not null unique,
  person_id  uuid not null references person (id) on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  address    text,
  user_agent text
);
create index person_session_by_person on person_session (person_id);

-- How a person signs in. One row with provider "credential" holds the hash of the password (scrypt, salted).
create table person_account (
  id                       uuid primary key,
  account_id               text not null,
  provider_id              text not null,
  person_id                uuid not null references person (id) on delete cascade,
  password                 text,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  created_at               timestamptz not null,
  updated_at               timestamptz not null,
  unique (provider_id, account_id)
);
create index person_account_by_person on person_account (person_id);

-- Wanted by better-auth; empty until there is a way to sign in that needs it.
create table person_verification (
  id         uuid primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index person_verification_by_identifier on person_verification (identifier);

create table team (
  id         uuid primary key,
  name       text not null check (length(name) between 1 and 100),
  created_at timestamptz not null
);
create unique index team_name on team (lower(name));

create table team_member (
  team_id   uuid not null references team (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  primary key (team_id, person_id)
);
create index team_member_by_person on team_member (person_id);

create table api_key (
  id           uuid primary key,
  name         text not null check (length(name) between 1 and 100),
  -- its first letters, by which people recognise it
  beginning    text not null,
  -- SHA-256; a key is 256 random bits, so that no salt and no slow hash is needed
  hash         text not null unique,
  scopes       text[] not null,
  -- whose rights bound it, and with whom it goes; null: made with the access token of the data folder
  owner_id     uuid references person (id) on delete cascade,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  -- to the minute
  last_used_at timestamptz
);
create unique index api_key_name on api_key (lower(name));
create index api_key_by_owner on api_key (owner_id);

-- Links that work once: to set the hub up, to accept an invitation, to choose a new password. Used ones are gone.
create table one_time_link (
  id         uuid primary key,
  kind       text not null check (kind in ('setup', 'invitation', 'password')),
  -- SHA-256 of the code in the link
  code_hash  text not null unique,
  -- of an invitation
  email      text,
  role       text check (role in ('administrator', 'operator', 'viewer')),
  -- of a new password
  person_id  uuid references person (id) on delete cascade,
  created_at timestamptz not null,
  -- for people: who made it
  created_by text not null,
  expires_at timestamptz not null,
  check ((kind = 'invitation') = (email is not null and role is not null)),
  check ((kind = 'password') = (person_id is not null))
);

-- How often somebody has tried within a stretch of time (access/attempts.ts). Old rows are removed.
create table attempt (
  subject  text primary key,
  count    integer not null,
  began_at timestamptz not null
);
create index attempt_by_begin on attempt (began_at);

create table audit_entry (
  id            bigint generated always as identity primary key,
  at            timestamptz not null,
  -- who: names as they were then, for people and keys go
  actor_kind    text not null,
  actor_id      text,
  actor_name    text not null,
  address       text,
  -- what, for instance connection.edit
  action        text not null,
  resource_kind text not null,
  resource_id   text,
  before        jsonb,
  after         jsonb
);
create index audit_entry_by_time on audit_entry (at);
create index audit_entry_by_resource on audit_entry (resource_kind, resource_id);

create function audit_entry_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log only grows: entries are neither changed nor removed';
end
$$;
create trigger audit_entry_stays before update or delete on audit_entry
  for each row execute function audit_entry_stays();
create trigger audit_entry_stays_whole before truncate on audit_entry
  for each statement execute function audit_entry_stays();

-- Who began a consent in the browser, for the entry that is written when GoTo sends the browser back. Those under way
-- wait for a quarter of an hour at most and are begun anew.
delete from authorization_request;
alter table authorization_request add column begun_by jsonb not null;
