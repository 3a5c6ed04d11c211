-- Running flows: schedules that follow other flows, due times that were left out, progress, alerts that are kept.

alter table flow
  -- off: it neither runs by itself nor when it is asked to
  add column enabled boolean not null default true,
  -- whether its schedule is on; next_run_at alone cannot say it of a flow that waits for another
  add column scheduled boolean not null default false,
  drop column last_alert_at;
update flow set scheduled = next_run_at is not null;

alter table flow_run
  -- the time of the schedule that began it
  add column due_at timestamptz,
  -- further times of the schedule that came before it could begin, and are served by it
  add column missed integer not null default 0,
  -- rises with every step; the id of an event about it
  add column change bigint not null default 0,
  -- rows to come, where that is known before
  add column total bigint,
  -- whether its end was looked at for alerts
  add column judged boolean not null default false,
  drop constraint flow_run_reason_check,
  add constraint flow_run_reason_check check (reason in ('schedule', 'request', 'after'));
update flow_run set judged = true where state in ('done', 'stopped', 'failed');
create index flow_run_unjudged on flow_run (ended_at) where ended_at is not null and not judged;

-- Whether people know how a flow fares.
create table flow_alert (
  flow         text primary key references flow (name) on delete cascade,
  -- null: all is well
  trouble_since timestamptz,
  told_at      timestamptz,
  -- what the last message said
  told         text check (told in ('trouble', 'recovered'))
);

-- What went wrong, one row per kind of words, however often it happens.
create table flow_trouble (
  flow      text not null references flow (name) on delete cascade,
  kind      text not null check (kind in ('run-failed', 'connection-lost', 'rows-failed', 'not-run')),
  -- the words without what is a single row's
  likeness  text not null,
  words     text not null,
  remedy    text,
  -- of the first one since the last message
  place     text,
  run_id    uuid references flow_run (id) on delete set null,
  times     integer not null,
  -- of those, how many people were told of
  told      integer not null default 0,
  first_at  timestamptz not null,
  last_at   timestamptz not null,
  primary key (flow, kind, likeness)
);

-- Messages on their way, and those that arrived or were given up.
create table alert_message (
  -- the id that the receiver sees; the same in every try
  id          uuid primary key,
  flow        text not null references flow (name) on delete cascade,
  kind        text not null check (kind in ('trouble', 'recovered')),
  channel     text not null check (channel in ('email', 'webhook')),
  -- addresses of people, or of the webhook
  receiver    text not null,
  subject     text not null,
  -- what is sent: text, or JSON
  body        text not null,
  state       text not null check (state in ('waiting', 'sent', 'given-up')),
  tries       integer not null default 0,
  created_at  timestamptz not null,
  next_try_at timestamptz,
  ended_at    timestamptz,
  last_error  text
);
create index alert_message_waiting on alert_message (next_try_at) where state = 'waiting';
create index alert_message_of_flow on alert_message (flow, created_at desc);

-- What webhooks are signed with, sealed. The former one signs too for a day, so that receivers can change over.
create table webhook_secret (
  only_one       boolean primary key default true check (only_one),
  sealed         text not null,
  sealed_former  text,
  former_until   timestamptz,
  created_at     timestamptz not null
);

-- Whatever writes a run, who follows it learns that there is something new.
create function flow_run_changes() returns trigger language plpgsql as $$
begin
  new.change := old.change + 1;
  return new;
end
$$;
create trigger flow_run_changes before update of state, attempt, stop_requested, counts, total on flow_run
  for each row execute function flow_run_changes();
