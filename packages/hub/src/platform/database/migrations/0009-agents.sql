-- Agents: processes in private networks that run the flows pinned to them, and reach the hub over HTTP alone.
create table agent (
  name       text primary key,
  -- of its token, which is shown once and never kept
  token_hash text not null unique,
  -- of the process that speaks for it: the latest one that said hello
  instance   uuid,
  version    text,
  -- names and kinds of the endpoints that live at the agent; their settings and secrets stay there
  endpoints  jsonb not null default '[]',
  created_at timestamptz not null,
  -- null: never
  seen_at    timestamptz
);

-- The latest test of each endpoint from each agent; asked for when requested_at is younger than tested_at.
create table agent_test (
  agent        text not null references agent (name) on delete cascade,
  endpoint     text not null,
  requested_at timestamptz not null,
  tested_at    timestamptz,
  result       jsonb,
  primary key (agent, endpoint)
);

-- How many steps forward of its present attempt a run has kept: an agent that asks again keeps none twice.
alter table flow_run add column step integer not null default 0;
-- Pinned runs that wait for their agent.
create index flow_run_pinned on flow_run ((definition ->> 'agent')) where state in ('waiting', 'running');
