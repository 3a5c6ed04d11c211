-- Syncs of replicas: on a schedule, seen from every process, and taken over when their process dies.

alter table replica
  -- null: off
  add column schedule     jsonb,
  -- when it is due; null: not scheduled
  add column next_sync_at timestamptz;
create index replica_due on replica (next_sync_at) where next_sync_at is not null;

create table replica_sync (
  id             uuid primary key,
  replica_id     uuid not null references replica (id) on delete cascade,
  reason         text not null check (reason in ('schedule', 'request')),
  -- whether everything is read, settled or not
  complete       boolean not null,
  state          text not null check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
  -- raised by whoever takes the sync over: a process that lost it cannot keep anything here any more
  attempt        integer not null default 0,
  stop_requested boolean not null default false,
  requested_at   timestamptz not null,
  started_at     timestamptz,
  ended_at       timestamptz,
  -- the last sign of life of its process, and when its job was last given out; both by the clock of this database,
  -- which all processes share
  heard_at       timestamptz,
  sent_at        timestamptz not null default now(),
  progress       jsonb not null default '{}',
  -- rows by entity, of the whole run that it belongs to
  counts         jsonb not null default '{}',
  error          jsonb
);
-- A replica has one sync at a time.
create unique index replica_sync_alive on replica_sync (replica_id) where state in ('waiting', 'running');
create index replica_sync_of_replica on replica_sync (replica_id, requested_at desc);
