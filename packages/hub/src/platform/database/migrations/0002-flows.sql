-- Endpoints: the far side of flows. What they need to know is in settings; what is secret is sealed.
create table endpoint (
  name               text primary key,
  kind               text not null,
  settings           jsonb not null,
  sealed_credentials text,
  created_at         timestamptz not null,
  updated_at         timestamptz not null
);

create table flow (
  name          text primary key,
  definition    jsonb not null,
  -- from where the next run reads changes; null: from the start
  mark          jsonb,
  -- when it is due; null: not scheduled
  next_run_at   timestamptz,
  last_alert_at timestamptz,
  created_at    timestamptz not null,
  updated_at    timestamptz not null
);
create index flow_due on flow (next_run_at) where next_run_at is not null;

create table flow_run (
  id             uuid primary key,
  flow           text not null references flow (name) on delete cascade,
  -- as it was when the run began: a change does not touch runs under way
  definition     jsonb not null,
  kind           text not null check (kind in ('run', 'reprocess')),
  reason         text not null check (reason in ('schedule', 'request')),
  state          text not null check (state in ('waiting', 'running', 'stopped', 'done', 'failed')),
  -- raised by whoever takes the run over: a process that lost it cannot write any more
  attempt        integer not null default 0,
  stop_requested boolean not null default false,
  checkpoint     jsonb,
  counts         jsonb not null,
  -- failed rows that a reprocess is about; null: all kept ones
  row_ids        bigint[],
  requested_at   timestamptz not null,
  started_at     timestamptz,
  ended_at       timestamptz,
  error          jsonb
);
-- A flow does not overlap with itself.
create unique index flow_run_alive on flow_run (flow) where state in ('waiting', 'running');
create index flow_run_of_flow on flow_run (flow, requested_at desc);

create table failed_row (
  id         bigint generated always as identity primary key,
  flow       text not null references flow (name) on delete cascade,
  run_id     uuid references flow_run (id) on delete set null,
  -- where in the source, in words
  place      text not null,
  -- which child of the source row, where steps make several rows of one
  path       integer[] not null,
  -- of the source row as it was read: a row that fails in every run is kept once
  identity   text not null,
  source     jsonb not null,
  mapped     jsonb,
  step       text not null,
  error      jsonb not null,
  tries      integer not null,
  state      text not null check (state in ('kept', 'done', 'dropped')),
  created_at timestamptz not null,
  tried_at   timestamptz not null
);
create unique index failed_row_once on failed_row (flow, identity) where state = 'kept';
create index failed_row_of_flow on failed_row (flow, id) where state = 'kept';
